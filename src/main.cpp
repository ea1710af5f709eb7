#include <malloc.h>

#include "app/commands/commands.hpp"

int main(int count, char** arguments) {
  // One arena for each of the many workers would keep what a large answer once took (bench/README.md).
  mallopt(M_ARENA_MAX, 4);
  return app::run_command(count, arguments);
}
