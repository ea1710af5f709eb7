#pragma once
// The file around the pages. Of platform/document only.

#include <cairo.h>

#include <functional>
#include <string>

#include "platform/document/document.hpp"

namespace document {

/// A PDF of what `draw` puts on the canvas, with the title, author, language and time of the
/// document. Throws std::runtime_error when Cairo fails.
std::string make_pdf(const Document& about, const std::function<void(cairo_t*)>& draw);

/// Says in which language the text of a PDF of Cairo is (ISO 32000-1, 14.9.2), which Cairo 1.16
/// cannot: a newer catalog is appended that has the entry (7.5.6, incremental updates). A file that
/// does not look as expected stays as it is.
std::string with_language(std::string pdf, std::string_view code);

}  // namespace document
