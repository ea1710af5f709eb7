#pragma once
// The passwords that are tried first by whoever guesses.

#include <string_view>

namespace identity {

/// `folded`: lower case, letters and digits only.
bool is_common_password(std::string_view folded);

}  // namespace identity
