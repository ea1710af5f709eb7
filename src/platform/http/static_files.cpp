#include "platform/http/static_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "platform/crypto/crypto.hpp"
#include "platform/http/compression.hpp"
#include "platform/http/syntax.hpp"

namespace http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shortest_hash = 8;

std::string_view type_of(std::string_view extension) {
  static const std::map<std::string_view, std::string_view> types{
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".jpg", "image/jpeg"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
      {".yaml", "application/yaml"},
  };
  const auto found = types.find(extension);
  return found == types.end() ? "application/octet-stream" : found->second;
}

/// "assets/index-BxYz12_4.js": the build names such a file after its content.
bool is_hashed(const fs::path& name) {
  if (*name.begin() != "assets") return false;
  const auto stem = name.stem().string();
  const auto dash = stem.find('-');
  if (dash == std::string::npos || stem.size() - dash - 1 < shortest_hash) return false;
  return std::ranges::all_of(stem.substr(dash + 1),
                             [](char c) { return is_token_character(c) && c != '.'; });
}

std::string caching_of(const fs::path& name) {
  if (name.extension() == ".html") return "no-store";
  return is_hashed(name) ? "public, max-age=31536000, immutable" : "no-cache";
}

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) throw std::runtime_error("cannot read " + path.string());
  return bytes;
}

bool is_hidden(const fs::path& name) {
  return std::ranges::any_of(name,
                             [](const fs::path& part) { return part.string().starts_with('.'); });
}

bool matches(std::string_view if_none_match, std::string_view tag) {
  bool found = false;
  each_member(if_none_match, ',', [&](std::string_view member) {
    if (member.starts_with("W/")) member.remove_prefix(2);
    found = found || member == "*" || member == tag;
  });
  return found;
}

}  // namespace

Files files_below(const fs::path& directory) {
  Files all;
  if (!fs::is_directory(directory)) return all;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const auto name = entry.path().lexically_relative(directory);
    if (!fs::is_regular_file(entry.symlink_status()) || is_hidden(name)) continue;
    all.emplace(name.generic_string(), contents(entry.path()));
  }
  return all;
}

StaticFiles::StaticFiles(const Files& all, std::string html_policy)
    : html_policy_(std::move(html_policy)) {
  const auto sibling = [&](const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string() : found->second;
  };
  for (const auto& [name, bytes] : all) {
    const fs::path path(name);
    const bool packed = path.extension() == ".br" || path.extension() == ".gz";
    if (packed && all.contains((path.parent_path() / path.stem()).generic_string())) continue;
    const auto tag = crypto::sha256_hex(bytes).substr(0, 32);
    files_.emplace(name, File{bytes, sibling(name + ".br"), sibling(name + ".gz"), tag,
                              std::string(type_of(path.extension().string())), caching_of(path)});
  }
}

std::optional<Response> StaticFiles::serve(const Request& request) const {
  return serve(request,
               request.path == "/" ? "index.html" : std::string_view(request.path).substr(1));
}

std::optional<Response> StaticFiles::serve(const Request& request, std::string_view file) const {
  const auto found = files_.find(file);
  if (found == files_.end() || request.method != Method::get) return std::nullopt;
  const auto& held = found->second;
  const auto accepted = request.header("accept-encoding").value_or("");
  const bool brotli = !held.brotli.empty() && accepts(accepted, "br");
  const bool gzip = !brotli && !held.gzip.empty() && accepts(accepted, "gzip");
  const auto tag = "\"" + held.tag + (brotli ? "-br" : gzip ? "-gz" : "") + "\"";
  Response response;
  response.headers = {{"Cache-Control", held.caching}, {"ETag", tag}};
  if (!held.brotli.empty() || !held.gzip.empty()) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
  }
  if (matches(request.header("if-none-match").value_or(""), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", held.type);
  if (brotli || gzip) response.headers.emplace_back("Content-Encoding", brotli ? "br" : "gzip");
  if (held.type.starts_with("text/html")) {
    response.headers.emplace_back("Content-Security-Policy", html_policy_);
  }
  response.body = brotli ? held.brotli : gzip ? held.gzip : held.plain;
  return response;
}

std::optional<std::string_view> StaticFiles::text(std::string_view file) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return std::nullopt;
  return found->second.plain;
}

}  // namespace http
