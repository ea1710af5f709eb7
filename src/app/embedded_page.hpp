#pragma once
// The built page, web/dist, as it was when the program was built: its files by their paths below
// that folder. Empty when the page had not been built.

#include <functional>
#include <map>
#include <string>

namespace embedded {

std::map<std::string, std::string, std::less<>> page();

}  // namespace embedded
