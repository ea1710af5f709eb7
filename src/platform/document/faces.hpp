#pragma once
// The faces of type as bytes of the program. Of platform/document only.

#include <array>
#include <string_view>

namespace document {

/// The name that the faces call themselves.
constexpr const char* family = "Noto Sans";

}  // namespace document

namespace embedded {

/// TrueType files: regular, bold.
std::array<std::string_view, 2> faces();

}  // namespace embedded
