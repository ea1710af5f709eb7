#include "platform/document/pdf.hpp"

#include <cairo-pdf.h>
#include <fmt/core.h>

#include <memory>
#include <optional>
#include <stdexcept>

#include "platform/document/flow.hpp"

namespace document {
namespace {

struct Destroyed {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
};

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
  try {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::exception&) {
    return CAIRO_STATUS_NO_MEMORY;  // no exception may cross Cairo
  }
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(fmt::format("PDF: {}", cairo_status_to_string(status)));
}

std::string whole_second(base::Instant at) {
  return base::to_rfc3339(std::chrono::floor<std::chrono::seconds>(at));
}

/// What stands between the last `before` and the next `after`.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after) {
  const std::size_t found = text.rfind(before);
  if (found == std::string_view::npos) return std::nullopt;
  const std::size_t begin = found + before.size();
  const std::size_t end = text.find(after, begin);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(begin, end - begin);
}

}  // namespace

std::string with_language(std::string pdf, std::string_view code) {
  const auto root = between(pdf, "/Root ", " 0 R");
  const auto size = between(pdf, "/Size ", "\n");
  const auto info = between(pdf, "/Info ", " 0 R");
  const auto previous = between(pdf, "startxref\n", "\n");
  if (!root || !size || !info || !previous) return pdf;
  const auto catalog = between(pdf, fmt::format("\n{} 0 obj\n<< /Type /Catalog", *root), ">>");
  if (!catalog) return pdf;
  const std::size_t at = pdf.size();
  std::string update = fmt::format("{} 0 obj\n<< /Type /Catalog{}   /Lang ({})\n>>\nendobj\n",
                                   *root, *catalog, code);
  update += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n"
      "   /Prev {}\n>>\nstartxref\n{}\n%%EOF\n",
      *root, at, *size, *root, *info, *previous, at + update.size());
  return pdf + update;
}

std::string make_pdf(const Document& about, const std::function<void(cairo_t*)>& draw) {
  std::string out;
  const std::unique_ptr<cairo_surface_t, Destroyed> surface(
      cairo_pdf_surface_create_for_stream(append, &out, page_width, page_height));
  check(cairo_surface_status(surface.get()));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  for (const auto& [field, text] : {std::pair{CAIRO_PDF_METADATA_TITLE, printable(about.title)},
                                    {CAIRO_PDF_METADATA_AUTHOR, printable(about.author)},
                                    {CAIRO_PDF_METADATA_CREATE_DATE, whole_second(about.made_at)}})
    cairo_pdf_surface_set_metadata(surface.get(), field, text.c_str());
  {
    const std::unique_ptr<cairo_t, Destroyed> canvas(cairo_create(surface.get()));
    draw(canvas.get());
    check(cairo_status(canvas.get()));
  }
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()));
  return with_language(std::move(out), i18n::code_of(about.language));
}

}  // namespace document
