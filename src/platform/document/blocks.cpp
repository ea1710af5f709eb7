#include "platform/document/blocks.hpp"

#include <algorithm>

#include "base/result.hpp"

namespace document {
namespace {

constexpr double gap = 6 * mm;  // between things side by side
constexpr double between_blocks = 4 * mm;
constexpr double label_width = 42 * mm;
constexpr double place_to_sign = 24 * mm;

constexpr Style usual{};
constexpr Style bold{.weight = Weight::bold};
constexpr Style signing{.weight = Weight::bold, .place = Place::middle};
constexpr Style signing_hint{.size_pt = 8.5, .place = Place::middle};

/// Of one of `count` things side by side.
double share(std::size_t count) {
  return (text_width - gap * static_cast<double>(count - 1)) / static_cast<double>(count);
}

/// One text across the page.
void across(Flow& flow, const Type& type, const std::string& text, const Style& style,
            const RowStyle& room) {
  std::vector<Piece> pieces;
  pieces.push_back({type.set(text, style, text_width)});
  flow.row(pieces, room);
}

/// Texts side by side, each in its share of the width.
void beside(Flow& flow, const Type& type, const std::vector<std::string>& texts, const Style& style,
            const RowStyle& room) {
  const double width = share(texts.size());
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < texts.size(); ++i)
    pieces.push_back({type.set(texts[i], style, width), static_cast<double>(i) * (width + gap)});
  flow.row(pieces, room);
}

}  // namespace

void Placed::operator()(const Parties& parties) const {
  ENSURE(!parties.parties.empty());
  std::vector<std::string> names;
  std::size_t most_lines = 0;
  for (const Party& party : parties.parties) {
    names.push_back(party.name);
    most_lines = std::max(most_lines, party.lines.size());
  }
  beside(flow, type, names, bold, {});
  for (std::size_t line = 0; line < most_lines; ++line) {
    std::vector<std::string> texts;
    for (const Party& party : parties.parties)
      texts.push_back(line < party.lines.size() ? party.lines[line] : "");
    beside(flow, type, texts, usual, {});
  }
  flow.space(2 * between_blocks);
}

void Placed::operator()(const Title& title) const {
  across(flow, type, title.text, {.size_pt = 16, .weight = Weight::bold, .place = Place::middle},
         {.below = 1 * mm});
  for (const std::string& line : title.lines)
    across(flow, type, line, {.place = Place::middle}, {});
  flow.space(1.5 * between_blocks);
}

void Placed::operator()(const Heading& heading) const {
  flow.keep(30 * mm);
  across(flow, type, heading.text, {.size_pt = 11, .weight = Weight::bold},
         {.above = 1 * mm, .below = 1.5 * mm});
}

void Placed::operator()(const Paragraph& paragraph) const {
  across(flow, type, paragraph.text, {.weight = paragraph.weight}, {.below = between_blocks});
}

void Placed::operator()(const Facts& facts) const {
  for (const Fact& fact : facts.facts) {
    std::vector<Piece> pieces;
    pieces.push_back({type.set(fact.label, usual, label_width - gap / 2)});
    pieces.push_back({type.set(fact.value, bold, text_width - label_width), label_width});
    flow.row(pieces, {.below = 0.6 * mm});
  }
  flow.space(between_blocks);
}

double height_of(const Signatures& signatures, const Type& type) {
  ENSURE(!signatures.sides.empty());
  const double width = share(signatures.sides.size());
  double names = 0;
  for (const std::string& side : signatures.sides)
    names = std::max(names, height_pt(*type.set(side, signing, width)));
  const double hint = height_pt(*type.set(signatures.hint, signing_hint, width));
  return between_blocks + names + hint + place_to_sign;
}

void Placed::operator()(const Signatures& signatures) const {
  flow.keep(height_of(signatures, type));
  flow.space(between_blocks);
  beside(flow, type, signatures.sides, signing, {});
  beside(flow, type, std::vector<std::string>(signatures.sides.size(), signatures.hint),
         signing_hint, {});
  flow.space(place_to_sign);
}

}  // namespace document
