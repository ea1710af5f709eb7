#include "platform/document/flow.hpp"

#include <pango/pangocairo.h>

#include <algorithm>

namespace document {
namespace {

constexpr double bottom = page_height - margin;
constexpr double foot_y = page_height - 12 * mm;
constexpr double thin = 0.5;

struct Line {
  PangoLayoutLine* drawn;  // belongs to its layout
  double x;
  double top;
  double baseline;
  double bottom;
};

struct EndedIter {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

std::vector<Line> lines_of(PangoLayout& layout) {
  const std::unique_ptr<PangoLayoutIter, EndedIter> iter(pango_layout_get_iter(&layout));
  std::vector<Line> lines;
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
    lines.push_back({pango_layout_iter_get_line_readonly(iter.get()),
                     pango_units_to_double(logical.x), pango_units_to_double(logical.y),
                     pango_units_to_double(pango_layout_iter_get_baseline(iter.get())),
                     pango_units_to_double(logical.y + logical.height)});
  } while (pango_layout_iter_next_line(iter.get()) != FALSE);
  return lines;
}

}  // namespace

struct Flow::Rest {
  double x = 0;
  std::vector<Line> lines;
  std::size_t next = 0;  // line that is not drawn yet
  std::size_t end = 0;   // of those that fit on this page

  bool is_done() const { return next == lines.size(); }
};

Flow::Flow(cairo_t* canvas, std::function<void(Flow&, int)> foot)
    : canvas_(canvas), foot_(std::move(foot)) {}

double Flow::room() const {
  return bottom - y_;
}

void Flow::turn() {
  end();
  ++page_;
  y_ = margin;
  // While the head is drawn, a head that is too long for a page must not ask for another one.
  const auto head = std::exchange(head_, {});
  if (head) head(*this);
  head_ = head;
  top_ = y_;
}

int Flow::end() {
  foot_(*this, page_);
  if (canvas_ != nullptr) cairo_show_page(canvas_);
  return page_;
}

void Flow::keep(double height) {
  if (height > room() && y_ > top_) turn();
}

void Flow::row(const std::vector<Piece>& pieces, const RowStyle& style) {
  double tallest = 0;
  std::vector<Rest> rests;
  for (const Piece& piece : pieces) {
    tallest = std::max(tallest, height_pt(*piece.layout));
    rests.push_back({piece.x, lines_of(*piece.layout)});
  }
  const double around = style.above + style.below;
  if (tallest + around <= bottom - top_) keep(tallest + around);
  while (!std::ranges::all_of(rests, &Rest::is_done)) {
    double height = fragment(rests, room() - around);
    if (height == 0 && y_ > top_) {
      turn();
      continue;
    }
    // A page that has no room for a single line gets one all the same.
    if (height == 0) height = fragment(rests, page_height);
    draw(rests, height, style);
    if (!std::ranges::all_of(rests, &Rest::is_done)) turn();
  }
}

/// Marks the lines that fit, and returns how high they stand together.
double Flow::fragment(std::vector<Rest>& rests, double room) const {
  double height = 0;
  for (Rest& rest : rests) {
    rest.end = rest.next;
    while (rest.end < rest.lines.size()) {
      const double with_it = rest.lines[rest.end].bottom - rest.lines[rest.next].top;
      if (with_it > room) break;
      height = std::max(height, with_it);
      ++rest.end;
    }
  }
  return height;
}

void Flow::draw(std::vector<Rest>& rests, double height, const RowStyle& style) {
  const double whole = height + style.above + style.below;
  if (canvas_ != nullptr && style.ground == Ground::grey) {
    cairo_set_source_rgb(canvas_, 0.93, 0.94, 0.95);
    cairo_rectangle(canvas_, margin, y_, text_width, whole);
    cairo_fill(canvas_);
  }
  for (Rest& rest : rests) {
    for (std::size_t first = rest.next; rest.next < rest.end; ++rest.next) {
      const Line& line = rest.lines[rest.next];
      if (canvas_ == nullptr) continue;
      cairo_set_source_rgb(canvas_, 0, 0, 0);
      cairo_move_to(canvas_, margin + rest.x + line.x,
                    y_ + style.above + line.baseline - rest.lines[first].top);
      pango_cairo_show_layout_line(canvas_, line.drawn);
    }
  }
  y_ += whole;
  if (style.rule == Rule::below) line(0, text_width);
}

void Flow::line(double x, double width) {
  if (canvas_ == nullptr) return;
  cairo_set_source_rgb(canvas_, 0.75, 0.75, 0.75);
  cairo_set_line_width(canvas_, thin);
  cairo_move_to(canvas_, margin + x, y_);
  cairo_rel_line_to(canvas_, width, 0);
  cairo_stroke(canvas_);
}

void Flow::at_foot(const Piece& piece) const {
  if (canvas_ == nullptr) return;
  cairo_set_source_rgb(canvas_, 0.35, 0.35, 0.35);
  cairo_move_to(canvas_, margin + piece.x, foot_y);
  pango_cairo_show_layout(canvas_, piece.layout.get());
}

}  // namespace document
