#pragma once
// Values as they may stand in the HTML of a mail. Only this room includes it.

#include <string>

namespace notifications {

/// For text and attribute values of HTML. Numeric for the apostrophe: some mail programs show
/// "&apos;" as it stands.
std::string escape_html(const std::string& text);

}  // namespace notifications
