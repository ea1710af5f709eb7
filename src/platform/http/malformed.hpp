#pragma once
// For tests: requests that no strict reader takes, each with what is wrong with it. The unit test
// of the gate and the test over a socket walk the same table.

#include <string>
#include <string_view>
#include <vector>

namespace http::testing {

struct Malformed {
  std::string_view flaw;
  std::string bytes;
};

/// "GET / HTTP/1.1" with Host and these lines.
inline std::string with_fields(std::string_view lines) {
  return "GET /hello HTTP/1.1\r\nHost: portal.test\r\n" + std::string(lines) + "\r\n";
}

inline std::string with_line(std::string_view request_line) {
  return std::string(request_line) + "\r\nHost: portal.test\r\n\r\n";
}

/// A POST whose framing is `lines`, followed by `body`.
inline std::string framed(std::string_view lines, std::string_view body) {
  return "POST /echo HTTP/1.1\r\nHost: portal.test\r\n" + std::string(lines) + "\r\n" +
         std::string(body);
}

inline std::string chunks(std::string_view body) {
  return framed("Transfer-Encoding: chunked\r\n", body);
}

/// Flaws of the header: the gate refuses them.
inline std::vector<Malformed> malformed_headers() {
  using std::string_literals::operator""s;
  return {
      {"content-length with chunked",
       framed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"chunked with content-length",
       framed("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")},
      {"two content-lengths that differ",
       framed("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!")},
      {"two content-lengths alike", framed("Content-Length: 5\r\nContent-Length: 5\r\n", "hello")},
      {"a list of lengths", framed("Content-Length: 5, 5\r\n", "hello")},
      {"a list of lengths without a space", framed("Content-Length: 5,5\r\n", "hello")},
      {"a length with a plus", framed("Content-Length: +5\r\n", "hello")},
      {"a negative length", framed("Content-Length: -5\r\n", "hello")},
      {"a length in hex", framed("Content-Length: 0x5\r\n", "hello")},
      {"a length with a fraction", framed("Content-Length: 5.0\r\n", "hello")},
      {"a length that overflows", framed("Content-Length: 18446744073709551621\r\n", "hello")},
      {"an empty length", framed("Content-Length: \r\n", "hello")},
      {"a length with a space inside", framed("Content-Length: 1 2\r\n", "hello")},
      {"a length with two spaces before", framed("Content-Length:  5\r\n", "hello")},
      {"a length with a space behind", framed("Content-Length: 5 \r\n", "hello")},
      {"a length with a letter", framed("Content-Length: 5a\r\n", "hello")},
      {"a length with an underscore", framed("Content-Length: 1_0\r\n", "helloworld")},
      {"Content_Length", framed("Content_Length: 5\r\n", "hello")},
      {"TE with a tab", framed("Transfer-Encoding:\tchunked\r\n", "0\r\n\r\n")},
      {"TE with a vertical tab", framed("Transfer-Encoding: \x0b"
                                        "chunked\r\n",
                                        "0\r\n\r\n")},
      {"TE with two spaces", framed("Transfer-Encoding:  chunked\r\n", "0\r\n\r\n")},
      {"TE with a space behind", framed("Transfer-Encoding: chunked \r\n", "0\r\n\r\n")},
      {"TE with a space before the colon", framed("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
      {"TE with a space before the name", framed(" Transfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TE in capitals", framed("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n")},
      {"TE identity", framed("Transfer-Encoding: identity\r\n", "")},
      {"TE gzip", framed("Transfer-Encoding: gzip\r\n", "0\r\n\r\n")},
      {"TE gzip, chunked", framed("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
      {"TE chunked, identity", framed("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
      {"TE chunked, chunked", framed("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")},
      {"TE in quotes", framed("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
      {"TE xchunked", framed("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
      {"TE with a parameter", framed("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n")},
      {"TE with a comma", framed("Transfer-Encoding: ,chunked\r\n", "0\r\n\r\n")},
      {"TE that is empty", framed("Transfer-Encoding: \r\n", "0\r\n\r\n")},
      {"TE twice",
       framed("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TE twice, one of another kind",
       framed("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"Transfer_Encoding", framed("Transfer_Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TE folded", framed("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")},
      {"TE behind a bare CR", framed("X: y\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TE behind a bare LF", framed("X: y\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"chunked on HTTP/1.0",
       "POST /echo HTTP/1.0\r\nHost: portal.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"LF only", "GET /hello HTTP/1.1\nHost: portal.test\n\n"},
      {"LF after the request line", "GET /hello HTTP/1.1\nHost: portal.test\r\n\r\n"},
      {"LF after a field", "GET /hello HTTP/1.1\r\nHost: portal.test\n\r\n"},
      {"LF for the empty line", "GET /hello HTTP/1.1\r\nHost: portal.test\r\n\n"},
      {"bare CR in a value", with_fields("X: a\rb\r\n")},
      {"bare CR at the end of a line", with_fields("X: a\r\r\n")},
      {"bare CR in the request line", with_line("GET /he\rllo HTTP/1.1")},
      {"NUL in a value", with_fields("X: a\0b\r\n"s)},
      {"NUL in a name", with_fields("X\0Y: a\r\n"s)},
      {"NUL in the target", with_line("GET /he\0llo HTTP/1.1"s)},
      {"escape in a value", with_fields("X: \x1b[31m\r\n")},
      {"DEL in a value", with_fields("X: a\x7f\r\n")},
      {"tab in a value", with_fields("X: a\tb\r\n")},
      {"a value that is no UTF-8", with_fields("X: \xff\xfe\r\n")},
      {"obs-fold by a space", with_fields("X: a\r\n b\r\n")},
      {"obs-fold by a tab", with_fields("X: a\r\n\tb\r\n")},
      {"obs-fold in the first field", "GET /hello HTTP/1.1\r\n Host: portal.test\r\n\r\n"},
      {"space before the colon", with_fields("X : a\r\n")},
      {"tab before the colon", with_fields("X\t: a\r\n")},
      {"a field without a colon", with_fields("X\r\n")},
      {"a field without a name", with_fields(": a\r\n")},
      {"a name with a space", with_fields("X Y: a\r\n")},
      {"a name with parentheses", with_fields("X(): a\r\n")},
      {"a name with a slash", with_fields("X/Y: a\r\n")},
      {"a name with bytes above ASCII", with_fields("X\xc3\xa9: a\r\n")},
      {"no Host", "GET /hello HTTP/1.1\r\n\r\n"},
      {"no Host on HTTP/1.0", "GET /hello HTTP/1.0\r\n\r\n"},
      {"an empty Host", "GET /hello HTTP/1.1\r\nHost: \r\n\r\n"},
      {"two Hosts alike", with_fields("Host: portal.test\r\n")},
      {"two Hosts that differ", with_fields("Host: evil.test\r\n")},
      {"a foreign Host", "GET /hello HTTP/1.1\r\nHost: evil.test\r\n\r\n"},
      {"a Host with another port", "GET /hello HTTP/1.1\r\nHost: portal.test:81\r\n\r\n"},
      {"a Host with user info", "GET /hello HTTP/1.1\r\nHost: a@portal.test\r\n\r\n"},
      {"a Host with a list", "GET /hello HTTP/1.1\r\nHost: portal.test, evil.test\r\n\r\n"},
      {"a Host with a dot behind", "GET /hello HTTP/1.1\r\nHost: portal.test.\r\n\r\n"},
      {"a Host with a path", "GET /hello HTTP/1.1\r\nHost: portal.test/x\r\n\r\n"},
      {"absolute-form", with_line("GET http://portal.test/hello HTTP/1.1")},
      {"absolute-form of another host", with_line("GET http://evil.test/hello HTTP/1.1")},
      {"authority-form", with_line("GET portal.test:80 HTTP/1.1")},
      {"asterisk with GET", with_line("GET * HTTP/1.1")},
      {"a target without a slash", with_line("GET hello HTTP/1.1")},
      {"a fragment", with_line("GET /hello#x HTTP/1.1")},
      {"a target with a space", with_line("GET /hel lo HTTP/1.1")},
      {"two spaces before the target", with_line("GET  /hello HTTP/1.1")},
      {"two spaces before the version", with_line("GET /hello  HTTP/1.1")},
      {"a tab in the request line", with_line("GET\t/hello\tHTTP/1.1")},
      {"a space behind the version", with_line("GET /hello HTTP/1.1 ")},
      {"a space before the method", with_line(" GET /hello HTTP/1.1")},
      {"an empty line in front", "\r\n" + with_line("GET /hello HTTP/1.1")},
      {"HTTP/0.9", "GET /hello\r\n\r\n"},
      {"HTTP/0.9 with a version", with_line("GET /hello HTTP/0.9")},
      {"HTTP/1.2", with_line("GET /hello HTTP/1.2")},
      {"HTTP/2.0", with_line("GET /hello HTTP/2.0")},
      {"HTTP/9.9", with_line("GET /hello HTTP/9.9")},
      {"HTTP/1.10", with_line("GET /hello HTTP/1.10")},
      {"HTTP/01.1", with_line("GET /hello HTTP/01.1")},
      {"HTTP/1", with_line("GET /hello HTTP/1")},
      {"http/1.1", with_line("GET /hello http/1.1")},
      {"another protocol", with_line("GET /hello ICE/1.1")},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"the start of TLS", "\x16\x03\x01\x02"},
      {"a method in small letters", with_line("get /hello HTTP/1.1")},
      {"an unknown method", with_line("BREW /hello HTTP/1.1")},
      {"TRACE", with_line("TRACE /hello HTTP/1.1")},
      {"CONNECT", "CONNECT portal.test:80 HTTP/1.1\r\nHost: portal.test\r\n\r\n"},
      {"a method with a slash", with_line("G/T /hello HTTP/1.1")},
      {"dot segments", with_line("GET /a/../hello HTTP/1.1")},
      {"encoded dot segments", with_line("GET /a/%2e%2e/hello HTTP/1.1")},
      {"a single dot segment", with_line("GET /./hello HTTP/1.1")},
      {"an encoded slash", with_line("GET /a%2fhello HTTP/1.1")},
      {"an encoded backslash", with_line("GET /a%5chello HTTP/1.1")},
      {"a backslash", with_line("GET /a\\hello HTTP/1.1")},
      {"two slashes", with_line("GET //hello HTTP/1.1")},
      {"an encoded NUL", with_line("GET /hello%00 HTTP/1.1")},
      {"an encoded CRLF", with_line("GET /hello%0d%0aX:%20y HTTP/1.1")},
      {"an encoded CRLF in the query", with_line("GET /hello?a=%0d%0aX:%20y HTTP/1.1")},
      {"an encoded NUL in the query", with_line("GET /hello?a=%00 HTTP/1.1")},
      {"half a percent-encoding", with_line("GET /hello%2 HTTP/1.1")},
      {"a wrong percent-encoding", with_line("GET /hello%zz HTTP/1.1")},
      {"a path that is no UTF-8", with_line("GET /hello%ff HTTP/1.1")},
      {"a query that is no UTF-8", with_line("GET /hello?q=%c3%28 HTTP/1.1")},
      {"overlong UTF-8", with_line("GET /%c0%afhello HTTP/1.1")},
      {"an encoded surrogate", with_line("GET /%ed%a0%80 HTTP/1.1")},
      {"raw bytes above ASCII", with_line("GET /h\xc3\xa9llo HTTP/1.1")},
      {"two content types",
       framed("Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 2\r\n", "{}")},
      {"two authorizations", with_fields("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")},
      {"an expectation that nobody knows", framed("Expect: tea\r\nContent-Length: 2\r\n", "{}")},
  };
}

/// Flaws of a chunked body: the header passes, the body is refused.
inline std::vector<Malformed> malformed_chunks() {
  using std::string_literals::operator""s;
  return {
      {"a size that is no number", chunks("z\r\nhello\r\n0\r\n\r\n")},
      {"a size with a plus", chunks("+5\r\nhello\r\n0\r\n\r\n")},
      {"a negative size", chunks("-5\r\nhello\r\n0\r\n\r\n")},
      {"a size with 0x", chunks("0x5\r\nhello\r\n0\r\n\r\n")},
      {"a space before the size", chunks(" 5\r\nhello\r\n0\r\n\r\n")},
      {"a space behind the size", chunks("5 \r\nhello\r\n0\r\n\r\n")},
      {"a tab behind the size", chunks("5\t\r\nhello\r\n0\r\n\r\n")},
      {"an empty size", chunks("\r\nhello\r\n0\r\n\r\n")},
      {"a size that overflows", chunks("10000000000000005\r\nhello\r\n0\r\n\r\n")},
      {"LF after the size", chunks("5\nhello\r\n0\r\n\r\n")},
      {"CR after the size", chunks("5\rhello\r\n0\r\n\r\n")},
      {"LF after the data", chunks("5\r\nhello\n0\r\n\r\n")},
      {"nothing after the data", chunks("5\r\nhello0\r\n\r\n")},
      {"more data than the size says", chunks("3\r\nhello\r\n0\r\n\r\n")},
      {"LF after the last chunk", chunks("0\n\n")},
      {"an extension", chunks("5;a=b\r\nhello\r\n0\r\n\r\n")},
      {"an extension of the last chunk", chunks("5\r\nhello\r\n0;a=b\r\n\r\n")},
      {"an extension with a bare LF", chunks("5;a\nb\r\nhello\r\n0\r\n\r\n")},
      {"an extension without a name", chunks("5;\r\nhello\r\n0\r\n\r\n")},
      {"a long extension", chunks("5;a=" + std::string(9000, 'b') + "\r\nhello\r\n0\r\n\r\n")},
      {"a size without an end", chunks(std::string(9000, '0'))},
      {"a trailer", chunks("5\r\nhello\r\n0\r\nX: y\r\n\r\n")},
      {"a trailer that frames", chunks("5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n")},
      {"a trailer that is folded", chunks("5\r\nhello\r\n0\r\nX: y\r\n z\r\n\r\n")},
      {"a trailer without an end", chunks("0\r\n" + std::string(9000, 'a'))},
      {"NUL in the size", chunks("5\0\r\nhello\r\n0\r\n\r\n"s)},
  };
}

}  // namespace http::testing
