#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "platform/spreadsheet/writers.hpp"

namespace spreadsheet {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view line_end = "\r\n";

// OWASP ASVS 5.0, 1.2.10, and the full-width forms, which spreadsheets of East Asia take alike.
bool looks_like_a_formula(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array starts{"="sv,  "+"sv,  "-"sv,      "@"sv,      "\t"sv,     "\r"sv,
                              "\n"sv, "\0"sv, "\uFF1D"sv, "\uFF0B"sv, "\uFF0D"sv, "\uFF20"sv};
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

void append_field(std::string& line, std::string_view text) {
  const bool formula = looks_like_a_formula(text);
  // The semicolon parts fields where a comma parts decimals, as in Vietnam.
  const bool quoted = formula || text.find_first_of(",;\"\r\n\t") != std::string_view::npos ||
                      text.starts_with(' ') || text.ends_with(' ');
  if (!quoted) {
    line += presentable(text);
    return;
  }
  line += formula ? "\"'" : "\"";
  for (const char c : presentable(text)) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

class CsvWriter final : public Writer {
 public:
  CsvWriter(const std::filesystem::path& target, const std::vector<std::string>& header,
            const std::string& zone)
      : target_(target), output_(target, std::ios::binary), zone_(zone) {
    output_ << byte_order_mark;
    CsvWriter::row({header.begin(), header.end()});
  }

  void row(const std::vector<Cell>& cells) override {
    ENSURE(output_.is_open());
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line_ += ',';
      append(cells[i]);
    }
    // A single empty cell would be a blank line, which readers skip.
    if (line_.empty() && cells.size() == 1) line_ = "\"\"";
    output_ << line_ << line_end;
    check();
  }

  void finish() override {
    ENSURE(output_.is_open());
    output_.close();
    check();
    target_.keep();
  }

 private:
  void append(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) append_field(line_, *text);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) line_ += std::to_string(*number);
    if (const auto* at = std::get_if<base::Instant>(&cell)) {
      const auto [day, since_midnight] = base::local_time(*at, zone_);
      const std::chrono::hh_mm_ss time(since_midnight);
      line_ += fmt::format("{} {:02}:{:02}:{:02}", base::to_iso_day(day), time.hours().count(),
                           time.minutes().count(), time.seconds().count());
    }
  }

  void check() {
    if (!output_)
      throw std::runtime_error(fmt::format("{} cannot be written", target_.file().string()));
  }

  Target target_;
  std::ofstream output_;
  std::string zone_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Writer> create_csv(const std::filesystem::path& target,
                                   const std::vector<std::string>& header,
                                   const std::string& zone) {
  return std::make_unique<CsvWriter>(target, header, zone);
}

}  // namespace spreadsheet
