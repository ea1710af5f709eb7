#pragma once
// Tables that leave the portal, and CSV that enters it. CSV out: UTF-8 with BOM, CRLF, RFC 4180
// quoting; a text cell that a spreadsheet would take for a formula (first character = + - @ tab CR
// NUL or their full-width forms) gets a leading apostrophe inside quotes; moments are written
// "2026-11-22 17:41:05". XLSX out (libxlsxwriter, constant memory): text is always a string cell,
// numbers and dates are real, whole numbers of more than 15 digits are text, and a new sheet begins
// after 1,000,000 rows. In both a NUL or a byte that is no UTF-8 becomes U+FFFD. CSV in: libcsv,
// streamed, with limits.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace spreadsheet {

enum class Format { csv, xlsx };
std::string_view name_of(Format format);  // "csv", "xlsx"
std::optional<Format> format_named(std::string_view name);

/// Nothing, text, a whole number, or a moment shown in the zone of the table.
using Cell = std::variant<std::monostate, std::string, std::int64_t, base::Instant>;

class Writer {
 public:
  virtual ~Writer() = default;
  /// One cell for each column of the header.
  virtual void row(const std::vector<Cell>& cells) = 0;
  /// Closes the file; nothing may be written after it. Throws std::runtime_error.
  virtual void finish() = 0;
};
/// Writes to `target`, which must not exist yet, is made with mode 0600 and goes away again when
/// the writer dies unfinished; `header` is the first row (bold in XLSX, frozen, with a filter) and
/// `sheet` the name of the sheet in XLSX, made one that Excel takes. Throws std::runtime_error when
/// the file cannot be made or written.
std::unique_ptr<Writer> create(Format format, const std::filesystem::path& target,
                               const std::string& sheet, const std::vector<std::string>& header,
                               const std::string& zone);
std::string_view content_type(Format format);
/// With its dot: ".csv".
std::string_view file_ending(Format format);

struct CsvLimits {
  std::size_t bytes = std::size_t{64} * 1024 * 1024;
  std::size_t columns = 200;
  std::size_t field_bytes = std::size_t{64} * 1024;
  std::size_t rows = 1'000'000;  // after the header line
};
/// One record: the line it begins on (1 is the first line of the file) and its fields.
struct CsvRecord {
  std::size_t line;
  std::vector<std::string> fields;
};
/// Streams the records of a comma- or semicolon-separated file (decided by its header line), the
/// header first. A BOM and blank lines are skipped, blanks around a field that is not in quotes
/// too; lines end in CRLF, LF or CR. UTF-16, NUL, invalid UTF-8, an unclosed or misplaced quote and
/// anything over a limit is an Error `csv.utf16 csv.nul csv.not_utf8 csv.unclosed_quote
/// csv.misplaced_quote csv.too_large csv.too_many_rows csv.too_many_columns csv.field_too_long`
/// with "line" (where the record begins) and, of a limit, "most" in its values; the records before
/// it have been used by then. `use` returns false to stop. A stream that fails throws.
base::Result<> read_csv(std::istream& input, const CsvLimits& limits,
                        const std::function<bool(const CsvRecord&)>& use);

}  // namespace spreadsheet
