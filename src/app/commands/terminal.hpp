#pragma once
// Passwords at the command line.

#include <string>

namespace app {

/// At a terminal: asked twice on standard error, not echoed; throws Refusal when the two differ.
/// A signal that ends or stops the program (Ctrl-C, Ctrl-Z, a terminal that hangs up) first gives
/// the terminal its echo back. Otherwise the first line of standard input, for scripts.
std::string read_password();

}  // namespace app
