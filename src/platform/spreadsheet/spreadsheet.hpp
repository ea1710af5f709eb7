#pragma once
// Tables that leave the portal, and CSV that enters it. CSV out: UTF-8 with BOM, CRLF, RFC 4180
// quoting; a text cell that a spreadsheet would take for a formula (first character = + - @ tab CR
// NUL or their full-width forms) gets a leading apostrophe inside quotes. XLSX out (libxlsxwriter,
// constant memory): text is always a string cell, numbers and dates are real. CSV in: libcsv,
// streamed, with limits.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace spreadsheet {

enum class Format { csv, xlsx };

/// Nothing, text, a whole number, or a moment shown in the zone of the table.
using Cell = std::variant<std::monostate, std::string, std::int64_t, base::Instant>;

class Writer {
 public:
  virtual ~Writer() = default;
  virtual void row(const std::vector<Cell>& cells) = 0;
  /// Closes the file; nothing may be written after it.
  virtual void finish() = 0;
};
/// Writes to `target`, which must not exist yet; `header` is the first row (bold in XLSX, frozen,
/// with a filter).
std::unique_ptr<Writer> create(Format format, const std::filesystem::path& target,
                               const std::string& sheet, const std::vector<std::string>& header,
                               const std::string& zone);
std::string_view content_type(Format format);
std::string_view file_ending(Format format);

struct CsvLimits {
  std::size_t bytes = 64 * 1024 * 1024;
  std::size_t columns = 200;
  std::size_t field_bytes = 64 * 1024;
  std::size_t rows = 1'000'000;
};
/// One record: the line it begins on (1 is the first line of the file) and its fields.
struct CsvRecord {
  std::size_t line;
  std::vector<std::string> fields;
};
/// Streams the records of a comma- or semicolon-separated file (decided by its header line). A BOM
/// is skipped; UTF-16, NUL, invalid UTF-8, an unclosed quote and anything over a limit is an Error
/// `csv.…` with the line in its values. `use` returns false to stop.
base::Result<> read_csv(std::istream& input, const CsvLimits& limits,
                        const std::function<bool(const CsvRecord&)>& use);

}  // namespace spreadsheet
