#include "platform/document/document.hpp"

#include <fmt/core.h>

#include <span>
#include <stdexcept>

#include "platform/document/blocks.hpp"
#include "platform/document/pdf.hpp"

namespace document {
namespace {

constexpr Style foot_style{.size_pt = 8};

/// The title on the left, the number of the page on the right: "1/3", or "1" as long as nobody
/// knows how many there are.
void foot(Flow& flow, const Type& type, const std::string& title, int page, int pages) {
  constexpr double number_width = 25 * mm;
  const std::string number = pages == 0 ? std::to_string(page) : fmt::format("{}/{}", page, pages);
  Layout named = type.set(title, foot_style, text_width - number_width);
  pango_layout_set_height(named.get(), -1);
  pango_layout_set_ellipsize(named.get(), PANGO_ELLIPSIZE_END);
  flow.at_foot({std::move(named)});
  flow.at_foot(
      {type.set(number, {.size_pt = foot_style.size_pt, .place = Place::right}, number_width),
       text_width - number_width});
}

double room_behind(std::span<const Block> rest, const Type& type) {
  const auto* signatures = rest.size() > 1 ? std::get_if<Signatures>(&rest[1]) : nullptr;
  return signatures == nullptr ? 0 : height_of(*signatures, type);
}

int lay_out(const Document& document, const Type& type, cairo_t* canvas, int pages) {
  Flow flow(canvas, [&](Flow& ended, int page) { foot(ended, type, document.title, page, pages); });
  for (std::span<const Block> rest = document.blocks; !rest.empty(); rest = rest.subspan(1))
    std::visit(Placed{flow, type, room_behind(rest, type)}, rest.front());
  return flow.end();
}

}  // namespace

std::string to_pdf(const Document& document) {
  const Type type(document.language);
  const int pages = lay_out(document, type, nullptr, 0);
  return make_pdf(document, [&](cairo_t* canvas) {
    const int drawn = lay_out(document, type, canvas, pages);
    if (drawn != pages) throw std::runtime_error("the pages of a document were counted wrongly");
  });
}

}  // namespace document
