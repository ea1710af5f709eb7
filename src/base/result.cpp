#include "base/result.hpp"

#include <cstdio>

namespace base {

void broken_promise(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, condition);
  std::abort();
}

}  // namespace base
