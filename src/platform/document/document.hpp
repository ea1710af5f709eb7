#pragma once
// Business documents as PDF 1.5, A4 upright, set by Pango and drawn by Cairo. The faces of type,
// Noto Sans regular and bold, are inside the program (cmake/faces.cmake): the same words give the
// same bytes on every machine, and the fonts that a machine has are never looked at. They hold all
// of Vietnamese, Latin, Greek and Cyrillic; a character that they have not is a box with its code.
//
// Texts may hold anything: control characters become spaces, marks that turn the direction of
// writing are written out, more than four combining marks on one letter and more than 4,000
// characters are cut. Nothing leaves its column; a word that is too long for it is broken. What is
// longer than the rest of a page goes on the next one.

#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "platform/i18n/i18n.hpp"

namespace document {

enum class Weight { regular, bold };
enum class Align { left, right };

/// Somebody that the document is from or to: the name in bold and below it what else there is to
/// say.
struct Party {
  std::string name;
  std::vector<std::string> lines;
};
/// Side by side at the head of the first page.
struct Parties {
  std::vector<Party> parties;  // 1..3
};
/// In the middle, large, and below it smaller lines.
struct Title {
  std::string text;
  std::vector<std::string> lines;
};
/// Stays on one page with the beginning of what follows.
struct Heading {
  std::string text;
};
struct Paragraph {
  std::string text;
  Weight weight = Weight::regular;
};
struct Fact {
  std::string label;
  std::string value;
};
/// Labels in one column, values in another.
struct Facts {
  std::vector<Fact> facts;
};
/// As wide as its widest cell, or a share of what those leave, a fifth of the page at least. Where
/// there is not room for all, columns on the left are broken between words, and only then the
/// figures on the right.
enum class Width { of_content, of_the_rest };
struct Column {
  std::string heading;
  Align align = Align::left;
  Width width = Width::of_content;
};
struct Row {
  std::vector<std::string> cells;  // one for each column
  Weight weight = Weight::regular;
};
/// The headings are repeated on every page.
struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
};
/// Room to sign: what each side is called, side by side, with one hint below all of them ("full
/// name, stamp"). All on one page.
struct Signatures {
  std::vector<std::string> sides;  // 1..3
  std::string hint;
};
using Block = std::variant<Parties, Title, Heading, Paragraph, Facts, Table, Signatures>;

struct Document {
  std::string title;   // as a reader's window shows it; at the foot of each page too
  std::string author;  // whom it is from
  i18n::Language language = i18n::Language::vi;
  base::Instant made_at;
  std::vector<Block> blocks;
};

/// The bytes of the file; equal for equal documents. Each page says its number and how many there
/// are. Throws std::runtime_error when the libraries cannot do it (memory).
std::string to_pdf(const Document& document);

constexpr std::string_view content_type = "application/pdf";

}  // namespace document
