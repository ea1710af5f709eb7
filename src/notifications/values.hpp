#pragma once
// Values as they may stand in a mail. Only this room includes it.

#include <string>
#include <string_view>

namespace notifications {

enum class LineBreaks { refused, kept };

/// Control characters become spaces, bytes that are no UTF-8 become U+FFFD, and marks that turn the
/// direction of writing become "[U+202E]", so that a name cannot make the text around it read
/// otherwise. Spaces and line breaks at the end are dropped.
std::string as_plain_text(std::string_view value, LineBreaks breaks);

/// For text and attribute values of HTML. Numeric for the apostrophe: some mail programs show
/// "&apos;" as it stands.
std::string escape_html(const std::string& text);

}  // namespace notifications
