#pragma once
// Takes the body off the wire by Beast's parser, which knows Content-Length and chunks. Chunk
// extensions and trailer fields are refused: nobody sends them but to confuse.

#include <boost/asio/buffer.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace http {

class BodyParser {
 public:
  enum class State { more, complete, too_large, malformed };

  /// `header` has passed the gate and announces a body.
  BodyParser(std::string_view header, std::size_t most_bytes);
  ~BodyParser();
  BodyParser(const BodyParser&) = delete;
  BodyParser& operator=(const BodyParser&) = delete;

  /// Takes what it can use of `bytes`, which is not empty and begins with what the last call left.
  std::size_t take(boost::asio::const_buffer bytes);
  State state() const { return state_; }
  /// True when what it left over is too little to go on.
  bool starves() const { return starves_; }
  std::string release();

 private:
  struct Inner;
  std::size_t put(boost::asio::const_buffer bytes);

  std::unique_ptr<Inner> inner_;
  State state_ = State::more;
  bool starves_ = false;
};

}  // namespace http
