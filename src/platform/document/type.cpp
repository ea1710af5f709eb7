#include "platform/document/type.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <sys/mman.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <stdexcept>

#include "base/plain_text.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "platform/document/faces.hpp"

namespace document {
namespace {

constexpr int most_marks = 4;  // Vietnamese needs two
constexpr int most_characters = 4'000;
constexpr int longest_word = 32;
constexpr std::string_view may_break = "\u200B";  // zero width space

/// A file in memory, which nobody else can open or tidy away. Cairo reads the face from it for as
/// long as the program runs.
std::string file_in_memory(std::string_view bytes) {
  const int file = memfd_create("face", MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error("there is no memory for a face of type");
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t written = write(file, rest.data(), rest.size());
    if (written <= 0) throw std::runtime_error("a face of type cannot be written");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return "/proc/self/fd/" + std::to_string(file);
}

/// Makes the program's faces all that fontconfig knows in this process. Without a current
/// configuration Pango would read the machine's.
void load_faces() {
  FcConfig* const config = FcConfigCreate();
  for (const std::string_view face : embedded::faces()) {
    const std::string file = file_in_memory(face);
    if (FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(file.c_str())) != FcTrue)
      throw std::runtime_error("a face of type cannot be read");
  }
  if (FcConfigSetCurrent(config) != FcTrue)
    throw std::runtime_error("the faces of type cannot be used");
}

bool is_mark(UChar32 point) {
  return (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

PangoAlignment alignment_of(Place place) {
  return place == Place::left    ? PANGO_ALIGN_LEFT
         : place == Place::right ? PANGO_ALIGN_RIGHT
                                 : PANGO_ALIGN_CENTER;
}

}  // namespace

std::string printable(std::string_view text) {
  const std::string plain = base::tidy(base::as_plain_text(text));
  std::string out;
  out.reserve(plain.size());
  int characters = 0;
  int marks = 0;
  int letters = 0;  // of the word
  base::each_code_point(plain, [&](UChar32 point, std::string_view bytes) {
    marks = is_mark(point) ? marks + 1 : 0;
    if (marks > most_marks) return true;
    // Pango tries every letter of a word that is too long for its line, and sets it anew each time.
    letters = u_isUWhiteSpace(point) != 0 ? 0 : letters + 1;
    if (letters > longest_word && marks == 0) {
      out += may_break;
      letters = 1;
    }
    out += characters < most_characters ? bytes : "…";
    return characters++ < most_characters;
  });
  return out;
}

Type::Type(i18n::Language language) {
  static const bool loaded = (load_faces(), true);
  static_cast<void>(loaded);
  map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!map_) throw std::runtime_error("Pango was built without FreeType");
  context_.reset(pango_font_map_create_context(map_.get()));
  // On paper a unit is a point, and letters stand where they stand, not on the dots of a screen.
  pango_cairo_context_set_resolution(context_.get(), 72);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_language(
      context_.get(), pango_language_from_string(std::string(i18n::code_of(language)).c_str()));
}

Layout Type::layout(std::string_view text, const Style& style) const {
  Layout made(pango_layout_new(context_.get()));
  const std::string shown = printable(text);
  pango_layout_set_text(made.get(), shown.data(), static_cast<int>(shown.size()));
  PangoFontDescription* const font = pango_font_description_new();
  pango_font_description_set_family_static(font, family);
  pango_font_description_set_size(font, pango_units_from_double(style.size_pt));
  pango_font_description_set_weight(
      font, style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(made.get(), font);
  pango_font_description_free(font);
  // A hyphen that is not theirs would change an address or a number.
  PangoAttrList* const attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(made.get(), attributes);
  pango_attr_list_unref(attributes);
  // What stands left stays left, whichever way its words are written.
  pango_layout_set_auto_dir(made.get(), FALSE);
  return made;
}

Layout Type::set(std::string_view text, const Style& style, double width_pt) const {
  Layout made = layout(text, style);
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(made.get(), alignment_of(style.place));
  pango_layout_set_width(made.get(), pango_units_from_double(width_pt));
  return made;
}

double Type::width_pt(std::string_view text, const Style& style) const {
  const Layout made = layout(text, style);
  int width = 0;
  pango_layout_get_size(made.get(), &width, nullptr);
  return pango_units_to_double(width);
}

double height_pt(PangoLayout& layout) {
  int height = 0;
  pango_layout_get_size(&layout, nullptr, &height);
  return pango_units_to_double(height);
}

}  // namespace document
