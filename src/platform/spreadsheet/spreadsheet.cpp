#include "platform/spreadsheet/spreadsheet.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "base/utf8.hpp"
#include "platform/spreadsheet/writers.hpp"

namespace spreadsheet {

Target::Target(const std::filesystem::path& file) : file_(file) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0)
    throw std::runtime_error(
        fmt::format("{} cannot be made: {}", file.string(), std::strerror(errno)));
  ::close(made);
}

Target::~Target() {
  std::error_code ignored;
  if (!kept_) std::filesystem::remove(file_, ignored);
}

std::string presentable(std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string result;
  result.reserve(text.size());
  base::each_code_point(text, [&](UChar32 c, std::string_view bytes) {
    result += c <= 0 || c == 0xFFFE || c == 0xFFFF ? replacement : bytes;
    return true;
  });
  return result;
}

std::unique_ptr<Writer> create(Format format, const std::filesystem::path& target,
                               const std::string& sheet, const std::vector<std::string>& header,
                               const std::string& zone) {
  return format == Format::csv ? create_csv(target, header, zone)
                               : create_xlsx(target, sheet, header, zone);
}

std::string_view name_of(Format format) {
  return format == Format::csv ? "csv" : "xlsx";
}

std::optional<Format> format_named(std::string_view name) {
  if (name == "csv") return Format::csv;
  if (name == "xlsx") return Format::xlsx;
  return std::nullopt;
}

std::string_view content_type(Format format) {
  return format == Format::csv
             ? "text/csv; charset=utf-8"
             : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

std::string_view file_ending(Format format) {
  return format == Format::csv ? ".csv" : ".xlsx";
}

}  // namespace spreadsheet
