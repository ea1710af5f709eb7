#pragma once
// Words of others inside our own sentences.

#include <string>
#include <string_view>

namespace base {

enum class LineBreaks { refused, kept };

/// Control characters become spaces, bytes that are no UTF-8 become U+FFFD, and marks that turn the
/// direction of writing become "[U+202E]", so that a name cannot make the text around it read
/// otherwise. Spaces and line breaks at the end are dropped.
std::string as_plain_text(std::string_view value, LineBreaks breaks = LineBreaks::refused);

}  // namespace base
