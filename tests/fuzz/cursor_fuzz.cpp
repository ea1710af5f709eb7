// A forged cursor is never taken, whatever it looks like; and every value that a row can hold comes
// back from a real one. The first byte decides which of the two is tried.

#include <cstddef>
#include <cstdint>

#include "platform/http/listing.hpp"

namespace {

const crypto::SecretKey& key() {
  static const auto made = [] {
    crypto::start();
    return crypto::SecretKey::from_bytes({});
  }();
  return made;
}

const http::ListRules& rules() {
  static const http::ListRules all{.name = "things",
                                   .sortable = {"name", "at"},
                                   .filters = {"status"},
                                   .default_sort = {{"at", true}}};
  return all;
}

void forge(std::string_view text) {
  http::Request request;
  request.query = {{"cursor", std::string(text)}};
  ENSURE(!http::parse_page(request, rules(), "ptn_1", key()).has_value());
  request.query = {{"limit", std::string(text)}, {"sort", std::string(text)}};
  const auto page = http::parse_page(request, rules(), "ptn_1", key());
  if (page) ENSURE(page->limit >= 1 && page->limit <= 200);
}

void round_trip(std::string_view text) {
  const auto half = text.size() / 2;
  const std::vector<std::string> last{std::string(text.substr(0, half)),
                                      std::string(text.substr(half))};
  http::Request request;
  const auto first = http::parse_page(request, rules(), "ptn_1", key());
  request.query = {{"cursor", http::next_cursor(*first, last, key())}};
  const auto second = http::parse_page(request, rules(), "ptn_1", key());
  ENSURE(second.has_value() && second->after == last);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    forge(text);
  } else {
    round_trip(text);
  }
  return 0;
}
