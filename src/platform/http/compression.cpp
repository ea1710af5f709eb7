#include "platform/http/compression.hpp"

#include <zlib.h>

#include <new>

#include "platform/http/syntax.hpp"

namespace http {
namespace {

constexpr int fastest = 1;
constexpr int window_of_gzip = 15 + 16;
constexpr int memory_level = 8;

/// "q=0", "q=0.0", "q=0.000".
bool is_refused(std::string_view parameters) {
  bool refused = false;
  each_member(parameters, ';', [&](std::string_view parameter) {
    const auto name = lower(parameter);
    if (name.starts_with("q=")) refused = name.find_first_of("123456789") == std::string::npos;
  });
  return refused;
}

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  bool named = false;
  bool accepted = false;
  each_member(accept_encoding, ',', [&](std::string_view member) {
    const auto end = std::min(member.find(';'), member.size());
    const auto name = lower(trimmed(member.substr(0, end)));
    const bool fine = !is_refused(member.substr(end));
    if (name == coding) {
      named = true;
      accepted = fine;
    } else if (name == "*") {
      any = fine;
    }
  });
  return named ? accepted : any;
}

bool is_compressible(std::string_view content_type) {
  const auto type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         type == "application/json" || type == "application/javascript" ||
         type == "application/yaml";
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, fastest, Z_DEFLATED, window_of_gzip, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::bad_alloc();
  return packed;
}

}  // namespace http
