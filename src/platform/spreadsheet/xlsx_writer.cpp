#include <fmt/core.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"
#include "platform/spreadsheet/writers.hpp"

namespace spreadsheet {
namespace {

constexpr std::size_t rows_of_a_sheet = 1'000'000;
// Excel keeps numbers as doubles, of 15 digits.
constexpr std::int64_t most_exact = 999'999'999'999'999;
constexpr std::size_t longest_text = 32'767;
constexpr std::size_t longest_sheet_name = 31;
constexpr double column_width = 20;

// At most `most` UTF-16 units, which is what Excel counts.
std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t these = byte >= 0xF0 ? 2 : 1;
    if (units + these > most) {
      text.resize(i);
      break;
    }
    units += these;
  }
  return text;
}

std::string sheet_name(std::string_view wanted, int number) {
  std::string name = presentable(wanted);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("[]:*?/\\'\r\n\t").find(c) != std::string_view::npos; },
      ' ');
  name = base::tidy(name);
  const std::string ending = number == 1 ? "" : fmt::format(" {}", number);
  name = cut(name, longest_sheet_name - ending.size());
  return (name.empty() ? "Sheet" : name) + ending;
}

class XlsxWriter final : public Writer {
 public:
  XlsxWriter(const std::filesystem::path& target, const std::string& sheet,
             const std::vector<std::string>& header, const std::string& zone)
      : target_(target),
        folder_(target.has_parent_path() ? target.parent_path().string() : "."),
        sheet_(sheet),
        header_(header),
        zone_(zone) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    book_.reset(workbook_new_opt(target.c_str(), &options));
    if (!book_) fail("no memory");
    bold_ = made(workbook_add_format(book_.get()));
    format_set_bold(bold_);
    whole_ = made(workbook_add_format(book_.get()));
    format_set_num_format(whole_, "0");
    moment_ = made(workbook_add_format(book_.get()));
    format_set_num_format(moment_, "dd/mm/yyyy hh:mm:ss");
    begin_sheet();
  }

  void row(const std::vector<Cell>& cells) override {
    ENSURE(book_);
    if (rows_ == rows_of_a_sheet) {
      end_sheet();
      begin_sheet();
    }
    ++rows_;
    for (std::size_t i = 0; i < cells.size(); ++i)
      write(static_cast<lxw_row_t>(rows_), static_cast<lxw_col_t>(i), cells[i]);
  }

  void finish() override {
    ENSURE(book_);
    end_sheet();
    check(workbook_close(book_.release()));
    target_.keep();
  }

 private:
  struct Free {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };

  [[noreturn]] void fail(const char* why) const {
    throw std::runtime_error(fmt::format("{} cannot be written: {}", target_.file().string(), why));
  }
  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
  }
  template <class Part>
  Part* made(Part* part) const {
    if (part == nullptr) fail("no memory or no space");
    return part;
  }

  void begin_sheet() {
    ++sheets_;
    rows_ = 0;
    page_ = made(workbook_add_worksheet(book_.get(), sheet_name(sheet_, sheets_).c_str()));
    const auto columns = static_cast<lxw_col_t>(header_.size());
    if (columns > 0) check(worksheet_set_column(page_, 0, columns - 1, column_width, nullptr));
    worksheet_freeze_panes(page_, 1, 0);
    for (lxw_col_t column = 0; column < columns; ++column)
      write_text(0, column, header_[column], bold_);
  }

  void end_sheet() {
    if (header_.empty()) return;
    check(worksheet_autofilter(page_, 0, 0, static_cast<lxw_row_t>(rows_),
                               static_cast<lxw_col_t>(header_.size() - 1)));
  }

  void write_text(lxw_row_t at, lxw_col_t column, const std::string& text, lxw_format* format) {
    check(worksheet_write_string(page_, at, column, cut(presentable(text), longest_text).c_str(),
                                 format));
  }

  void write(lxw_row_t at, lxw_col_t column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) write_text(at, column, *text, nullptr);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) write_number(at, column, *number);
    if (const auto* moment = std::get_if<base::Instant>(&cell)) write_moment(at, column, *moment);
  }

  void write_number(lxw_row_t at, lxw_col_t column, std::int64_t number) {
    if (number > most_exact || number < -most_exact)
      write_text(at, column, std::to_string(number), nullptr);
    else
      check(worksheet_write_number(page_, at, column, static_cast<double>(number), whole_));
  }

  void write_moment(lxw_row_t at, lxw_col_t column, base::Instant moment) {
    using std::chrono::days;
    using std::chrono::seconds;
    const auto [day, since_midnight] = base::local_time(moment, zone_);
    // Excel's days count from this one; the ones before 1 March 1900 are off by its leap year.
    constexpr std::chrono::sys_days zero{std::chrono::year{1899} / 12 / 30};
    const auto whole = (std::chrono::sys_days{day} - zero).count();
    const auto part = std::chrono::floor<seconds>(since_midnight).count();
    if (whole < 61)
      write_text(at, column, base::to_local_time(moment, zone_), nullptr);
    else
      check(worksheet_write_number(
          page_, at, column, static_cast<double>(whole) + static_cast<double>(part) / 86'400.0,
          moment_));
  }

  Target target_;
  std::string folder_;
  std::string sheet_;
  std::vector<std::string> header_;
  std::string zone_;
  std::unique_ptr<lxw_workbook, Free> book_;
  lxw_format* bold_ = nullptr;
  lxw_format* whole_ = nullptr;
  lxw_format* moment_ = nullptr;
  lxw_worksheet* page_ = nullptr;
  int sheets_ = 0;
  std::size_t rows_ = 0;  // of the sheet, below the header
};

}  // namespace

std::unique_ptr<Writer> create_xlsx(const std::filesystem::path& target, const std::string& sheet,
                                    const std::vector<std::string>& header,
                                    const std::string& zone) {
  return std::make_unique<XlsxWriter>(target, sheet, header, zone);
}

}  // namespace spreadsheet
