#pragma once
// The built page: files in memory, so that a path can only ever name a file that was there at the
// start.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

namespace http {

/// The bytes of each file by its path, "assets/index.js".
using Files = std::map<std::string, std::string, std::less<>>;

/// Of a directory and what is below it; none when it is not there. Names that begin with a dot and
/// symbolic links are left out.
Files files_below(const std::filesystem::path& directory);

class StaticFiles {
 public:
  /// `html_policy` is the Content-Security-Policy of HTML files.
  StaticFiles(const Files& all, std::string html_policy);

  bool empty() const { return files_.empty(); }

  /// The file behind a GET of this path ("/" is index.html), or nothing: what to do with other
  /// paths is the caller's choice. Picks the `.br` or `.gz` beside it by Accept-Encoding; answers
  /// 304 by If-None-Match; hashed assets ("assets/name-<8 or more>.ext") may be kept a year, other
  /// files are asked for again, HTML is never kept.
  std::optional<Response> serve(const Request& request) const;
  /// The same for a file of our choice, e.g. "index.html" for the page's own paths.
  std::optional<Response> serve(const Request& request, std::string_view file) const;

  /// The plain text of a file, for whoever fills something in.
  std::optional<std::string_view> text(std::string_view file) const;

 private:
  struct File {
    std::string plain;
    std::string brotli;
    std::string gzip;
    std::string tag;  // of the plain bytes, without quotes
    std::string type;
    std::string caching;
  };
  std::map<std::string, File, std::less<>> files_;
  std::string html_policy_;
};

}  // namespace http
