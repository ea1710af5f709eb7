#include <csv.h>

#include <algorithm>
#include <istream>
#include <new>
#include <stdexcept>

#include "base/text.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"

namespace spreadsheet {
namespace {

constexpr std::size_t chunk_bytes = 65'536;
constexpr std::size_t buffer_step = 4096;

base::Error wrong(const std::string& code, std::size_t line) {
  return {base::ErrorKind::malformed, "csv." + code, {{"line", std::to_string(line)}}, {}, {}};
}

base::Error beyond(base::ErrorKind kind, const std::string& code, std::size_t line,
                   std::size_t most) {
  return {kind,
          "csv." + code,
          {{"line", std::to_string(line)}, {"most", std::to_string(most)}},
          {},
          {}};
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// By the first line that is not blank, outside quotes.
char separator(std::string_view begin) {
  begin.remove_prefix(std::min(begin.size(), begin.find_first_not_of(" \t\r\n")));
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  bool quoted = false;
  for (const char c : begin) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (c == ',') ++commas;
    if (c == ';') ++semicolons;
  }
  return semicolons > commas ? ';' : ',';
}

// With a byte order mark, or without one: then the first letters have a zero byte.
bool is_utf16(std::string_view begin) {
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) return true;
  return begin.size() >= 2 && (begin[0] == '\0') != (begin[1] == '\0');
}

// libcsv is fed pieces that hold at most one end of a line each, so that the line of a record is
// known and one record at most is ready after each piece.
class Parser {
 public:
  Parser(const CsvLimits& limits, const std::function<bool(const CsvRecord&)>& use)
      : limits_(limits), use_(use) {
    if (csv_init(&csv_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_blk_size(&csv_, buffer_step);
  }
  ~Parser() { csv_free(&csv_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void separate_by(char character) { csv_set_delim(&csv_, static_cast<unsigned char>(character)); }

  base::Result<> feed(std::string_view chunk) {
    while (!chunk.empty() && !stopped_) {
      const auto end = chunk.find_first_of("\r\n");
      const auto piece = chunk.substr(0, end == std::string_view::npos ? end : end + 1);
      TRY(feed_piece(piece));
      chunk.remove_prefix(piece.size());
    }
    return {};
  }

  base::Result<> finish() {
    if (stopped_) return {};
    if (csv_fini(&csv_, &Parser::take_field, &Parser::take_record, this) != 0)
      return std::unexpected(parse_error("unclosed_quote"));
    return deliver();
  }

  bool stopped() const { return stopped_; }
  std::size_t line() const { return line_; }

 private:
  base::Result<> feed_piece(std::string_view piece) {
    if (last_ == '\n' || (last_ == '\r' && piece.front() != '\n')) ++line_;
    last_ = piece.back();
    if (!open_) {
      record_.line = line_;
      open_ = !is_blank(piece);
    }
    if (piece.find('\0') != std::string_view::npos) return std::unexpected(wrong("nul", line_));
    const auto parsed = csv_parse(&csv_, piece.data(), piece.size(), &Parser::take_field,
                                  &Parser::take_record, this);
    if (parsed != piece.size()) return std::unexpected(parse_error("misplaced_quote"));
    // A field that does not end stays in libcsv's buffer, which this keeps small.
    if (csv_get_buffer_size(&csv_) > limits_.field_bytes + 2 * buffer_step + chunk_bytes)
      field_too_long_ = true;
    return deliver();
  }

  base::Error parse_error(const std::string& code) {
    if (csv_error(&csv_) != CSV_EPARSE) throw std::bad_alloc();
    return wrong(code, record_.line);
  }

  base::Result<> deliver() {
    using base::ErrorKind;
    const auto line = record_.line;
    if (not_utf8_) return std::unexpected(wrong("not_utf8", line));
    if (field_too_long_)
      return std::unexpected(
          beyond(ErrorKind::malformed, "field_too_long", line, limits_.field_bytes));
    if (record_.fields.size() > limits_.columns)
      return std::unexpected(
          beyond(ErrorKind::malformed, "too_many_columns", line, limits_.columns));
    if (!ready_) return {};
    if (++records_ > limits_.rows + 1)
      return std::unexpected(beyond(ErrorKind::too_large, "too_many_rows", line, limits_.rows));
    stopped_ = !use_(record_);
    record_.fields.clear();
    ready_ = open_ = false;
    return {};
  }

  void add(std::string_view field) {
    // Beyond the limits nothing is kept; `deliver` refuses the record.
    if (record_.fields.size() > limits_.columns) return;
    field_too_long_ = field_too_long_ || field.size() > limits_.field_bytes;
    not_utf8_ = not_utf8_ || !base::is_utf8(field);
    record_.fields.emplace_back(field);
  }

  static void take_field(void* bytes, std::size_t size, void* self) {
    static_cast<Parser*>(self)->add({static_cast<const char*>(bytes), size});
  }
  static void take_record(int, void* self) { static_cast<Parser*>(self)->ready_ = true; }

  const CsvLimits& limits_;
  const std::function<bool(const CsvRecord&)>& use_;
  csv_parser csv_{};
  CsvRecord record_{1, {}};
  std::size_t records_ = 0;
  std::size_t line_ = 1;
  char last_ = ' ';
  bool open_ = false;   // a record has begun and not ended
  bool ready_ = false;  // it has ended and waits for `deliver`
  bool stopped_ = false;
  bool not_utf8_ = false;
  bool field_too_long_ = false;
};

std::string_view read_chunk(std::istream& input, std::string& buffer) {
  input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  if (input.bad()) throw std::runtime_error("the CSV file cannot be read");
  return {buffer.data(), static_cast<std::size_t>(input.gcount())};
}

}  // namespace

base::Result<> read_csv(std::istream& input, const CsvLimits& limits,
                        const std::function<bool(const CsvRecord&)>& use) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::string buffer(chunk_bytes, '\0');
  Parser parser(limits, use);
  std::size_t bytes = 0;
  auto chunk = read_chunk(input, buffer);
  if (is_utf16(chunk)) return std::unexpected(wrong("utf16", 1));
  while (!chunk.empty() && !parser.stopped()) {
    const bool first = bytes == 0;
    bytes += chunk.size();
    if (bytes > limits.bytes)
      return std::unexpected(
          beyond(base::ErrorKind::too_large, "too_large", parser.line(), limits.bytes));
    if (first) {
      if (chunk.starts_with(byte_order_mark)) chunk.remove_prefix(byte_order_mark.size());
      parser.separate_by(separator(chunk));
    }
    TRY(parser.feed(chunk));
    chunk = read_chunk(input, buffer);
  }
  return parser.finish();
}

}  // namespace spreadsheet
