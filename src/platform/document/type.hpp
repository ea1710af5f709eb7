#pragma once
// Setting text in the program's own faces, and in no others. Of platform/document only.

#include <pango/pango.h>

#include <memory>
#include <string>
#include <string_view>

#include "platform/document/document.hpp"

namespace document {

/// Gives up a reference of GObject.
struct Released {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Released>;

enum class Place { left, middle, right };
struct Style {
  double size_pt = 9.5;
  Weight weight = Weight::regular;
  Place place = Place::left;
};

/// What is drawn of a text of others: see document.hpp.
std::string printable(std::string_view text);

/// One for each document: Pango's font maps belong to one thread at a time.
class Type {
 public:
  /// Throws std::runtime_error when the faces cannot be loaded.
  explicit Type(i18n::Language language);

  /// Broken into lines of at most `width_pt`, within words where it must be.
  Layout set(std::string_view text, const Style& style, double width_pt) const;
  /// Of the text in one line.
  double width_pt(std::string_view text, const Style& style) const;

 private:
  Layout layout(std::string_view text, const Style& style) const;

  std::unique_ptr<PangoFontMap, Released> map_;
  std::unique_ptr<PangoContext, Released> context_;
};

double height_pt(PangoLayout& layout);

}  // namespace document
