#include "platform/http/body_parser.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace http {
namespace beast = boost::beast;

namespace {

constexpr std::size_t room_for_last_chunk = 64;

void refuse_extension(std::uint64_t, beast::string_view extension, beast::error_code& error) {
  if (!extension.empty()) error = beast::http::error::bad_chunk_extension;
}

}  // namespace

struct BodyParser::Inner {
  beast::http::request_parser<beast::http::string_body> parser;
  std::ptrdiff_t fields = 0;
  void (*on_chunk)(std::uint64_t, beast::string_view, beast::error_code&) = refuse_extension;

  std::ptrdiff_t count_fields() const {
    return std::distance(parser.get().begin(), parser.get().end());
  }
};

BodyParser::BodyParser(std::string_view header, std::size_t most_bytes)
    : inner_(std::make_unique<Inner>()) {
  auto& parser = inner_->parser;
  parser.eager(true);
  parser.header_limit(static_cast<std::uint32_t>(header.size() + room_for_last_chunk));
  parser.body_limit(most_bytes);
  parser.on_chunk_header(inner_->on_chunk);
  put({header.data(), header.size()});
  inner_->fields = inner_->count_fields();
}

BodyParser::~BodyParser() = default;

std::size_t BodyParser::take(boost::asio::const_buffer bytes) {
  const auto taken = put(bytes);
  if (state_ == State::complete && inner_->count_fields() != inner_->fields) {
    state_ = State::malformed;
  }
  return taken;
}

std::string BodyParser::release() {
  return std::move(inner_->parser.get().body());
}

std::size_t BodyParser::put(boost::asio::const_buffer bytes) {
  beast::error_code error;
  const auto taken = inner_->parser.put(bytes, error);
  starves_ = error == beast::http::error::need_more;
  if (error == beast::http::error::body_limit) {
    state_ = State::too_large;
  } else if (error && !starves_) {
    state_ = State::malformed;
  } else if (inner_->parser.is_done()) {
    state_ = State::complete;
  }
  return taken;
}

}  // namespace http
