#pragma once
// Rows of text, one below the other, over as many pages as they take. Of platform/document only.

#include <cairo.h>

#include <functional>
#include <vector>

#include "platform/document/type.hpp"

namespace document {

// Points of 1/72 inch: A4 with margins of 18 mm, and the foot below the lower one.
constexpr double mm = 72 / 25.4;
constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double margin = 18 * mm;
constexpr double text_width = page_width - 2 * margin;

/// A text of a row and where it begins, from the left margin.
struct Piece {
  Layout layout;
  double x = 0;
};
enum class Rule { none, below };
enum class Ground { white, grey };
struct RowStyle {
  double above = 0;  // room before and after the text
  double below = 0;
  Rule rule = Rule::none;
  Ground ground = Ground::white;
};

class Flow {
 public:
  /// Draws on `canvas`, or only counts pages where it is none. `foot` is told the number of each
  /// page.
  Flow(cairo_t* canvas, std::function<void(Flow&, int page)> foot);

  /// On one page where one has room for it, else line by line.
  void row(const std::vector<Piece>& pieces, const RowStyle& style);
  void space(double height) { y_ += height; }
  /// Turns the page unless so much room is left on this one.
  void keep(double height);
  /// A thin line over the width of a piece.
  void line(double x, double width);
  /// At the foot of the page that is being ended.
  void at_foot(const Piece& piece) const;
  /// Called at the head of every page that is begun from now on; may be empty.
  void on_new_page(std::function<void(Flow&)> head) { head_ = std::move(head); }
  /// Ends the last page; returns how many there are.
  int end();

 private:
  struct Rest;  // what is still to be drawn of a piece
  double room() const;
  void turn();
  double fragment(std::vector<Rest>& rests, double room) const;
  void draw(std::vector<Rest>& rests, double height, const RowStyle& style);

  cairo_t* canvas_;
  std::function<void(Flow&, int)> foot_;
  std::function<void(Flow&)> head_;
  double y_ = margin;
  double top_ = margin;  // of this page, below what is repeated there
  int page_ = 1;
};

}  // namespace document
