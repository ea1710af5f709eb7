#include <algorithm>
#include <numeric>
#include <set>

#include "base/result.hpp"
#include "base/text.hpp"
#include "platform/document/blocks.hpp"

namespace document {
namespace {

constexpr double cell_gap = 4 * mm;
constexpr double behind = 4 * mm;
constexpr double around = 0.9 * mm;  // above and below the text of a row
constexpr double edge = 1.2 * mm;    // before the first and behind the last column
constexpr double least_share_of_the_rest = 0.2;
constexpr std::size_t measured = 32;

Style cell_style(Align align, Weight weight) {
  return {.size_pt = 8.5,
          .weight = weight,
          .place = align == Align::right ? Place::right : Place::left};
}

/// The texts of a column that have most characters: the widest is among them, or nearly so, and
/// one that is wider still is broken.
std::vector<std::string> longest(const Table& table, std::size_t column) {
  std::set<std::pair<std::size_t, std::string>, std::greater<>> texts;
  for (const Row& row : table.rows) {
    texts.emplace(base::length(row.cells[column]), row.cells[column]);
    if (texts.size() > measured) texts.erase(std::prev(texts.end()));
  }
  std::vector<std::string> found;
  for (const auto& [length, text] : texts) found.push_back(text);
  return found;
}

double widest_word(const Type& type, const std::string& text, const Style& style) {
  double widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    widest = std::max(widest, type.width_pt(text.substr(begin, end - begin), style));
    begin = end + 1;
  }
  return widest;
}

/// How wide a column would be, and how narrow it can be without breaking a word or a figure.
struct Wish {
  double wide = 0;
  double narrow = 0;
};

Wish wish_of(const Table& table, std::size_t index, const Type& type) {
  const Column& column = table.columns[index];
  // Bold is the wider face, and a rounded width must not break what fits.
  const Style style = cell_style(column.align, Weight::bold);
  constexpr double rounding = 0.1;
  Wish wish;
  wish.wide = type.width_pt(column.heading, style) + rounding;
  wish.narrow = widest_word(type, column.heading, style) + rounding;
  for (const std::string& text : longest(table, index)) {
    const double whole = type.width_pt(text, style) + rounding;
    wish.wide = std::max(wish.wide, whole);
    wish.narrow =
        std::max(wish.narrow,
                 column.align == Align::right ? whole : widest_word(type, text, style) + rounding);
  }
  return wish;
}

/// Where there is not room for all wishes, words give way first, then everything.
void fit(std::vector<double>& widths, const std::vector<Wish>& wishes, double room) {
  Wish sum;
  for (const Wish& wish : wishes) {
    sum.wide += wish.wide;
    sum.narrow += wish.narrow;
  }
  const double between = sum.wide > sum.narrow
                             ? std::clamp((room - sum.narrow) / (sum.wide - sum.narrow), 0.0, 1.0)
                             : 0.0;
  const double shrink = sum.narrow > room ? room / sum.narrow : 1;
  for (std::size_t i = 0; i < wishes.size(); ++i)
    widths[i] = (wishes[i].narrow + (wishes[i].wide - wishes[i].narrow) * between) * shrink;
}

/// Of the columns, without the gaps between them.
std::vector<double> widths_of(const Table& table, const Type& type) {
  const std::size_t count = table.columns.size();
  const double all = text_width - 2 * edge - cell_gap * static_cast<double>(count - 1);
  std::vector<Wish> wishes(count);
  double shares = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (table.columns[i].width == Width::of_the_rest) {
      ++shares;
    } else {
      wishes[i] = wish_of(table, i, type);
    }
  }
  std::vector<double> widths(count, 0);
  fit(widths, wishes, shares > 0 ? all * (1 - least_share_of_the_rest) : all);
  const double rest = all - std::accumulate(widths.begin(), widths.end(), 0.0);
  for (std::size_t i = 0; i < count; ++i)
    if (table.columns[i].width == Width::of_the_rest) widths[i] = rest / shares;
  return widths;
}

class Rows {
 public:
  Rows(const Table& table, const Type& type)
      : table_(table), type_(type), widths_(widths_of(table, type)) {}

  void head(Flow& flow) const {
    std::vector<std::string> headings;
    for (const Column& column : table_.columns) headings.push_back(column.heading);
    flow.row(pieces(headings, Weight::bold),
             {.above = 1.2 * mm, .below = 1.2 * mm, .rule = Rule::below, .ground = Ground::grey});
  }
  void row(Flow& flow, const Row& row) const {
    ENSURE(row.cells.size() == table_.columns.size());
    flow.row(pieces(row.cells, row.weight),
             {.above = around, .below = around, .rule = Rule::below});
  }
  double height(const Row& row) const {
    double tallest = 0;
    for (const Piece& piece : pieces(row.cells, row.weight))
      tallest = std::max(tallest, height_pt(*piece.layout));
    return tallest + 2 * around;
  }

 private:
  std::vector<Piece> pieces(const std::vector<std::string>& texts, Weight weight) const {
    std::vector<Piece> made;
    double x = edge;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      made.push_back(
          {type_.set(texts[i], cell_style(table_.columns[i].align, weight), widths_[i]), x});
      x += widths_[i] + cell_gap;
    }
    return made;
  }

  const Table& table_;
  const Type& type_;
  std::vector<double> widths_;
};

}  // namespace

void Placed::operator()(const Table& table) const {
  ENSURE(!table.columns.empty());
  const Rows rows(table, type);
  flow.keep(20 * mm);
  rows.head(flow);
  flow.on_new_page([&](Flow& next) { rows.head(next); });
  for (const Row& row : table.rows) {
    if (&row == &table.rows.back() && room_behind > 0)
      flow.keep(rows.height(row) + behind + room_behind);
    rows.row(flow, row);
  }
  flow.on_new_page({});
  flow.space(behind);
}

}  // namespace document
