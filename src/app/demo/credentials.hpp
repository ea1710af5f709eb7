#pragma once
// The demo's passwords: random, hashed at the installation's own cost (a cheaper hash would tell by
// its time that a person exists), and kept in a file for whoever tries the demo. Only app/demo
// includes it.

#include "app/demo/demo.hpp"

namespace app::demo {

/// 96 random bits, 16 characters.
std::string new_password(crypto::Random& random);

/// In the order of `passwords`, on as many threads as there are processors.
std::vector<std::string> hash_all(crypto::PasswordHasher& hasher,
                                  const std::vector<std::string>& passwords);

/// {"users":[{"email","password","audience","roles","partner"}]}
std::string render(const std::vector<DemoUser>& users);

/// Mode 0600 from its first moment, and whole or not at all. Throws std::runtime_error.
void write_private(const std::filesystem::path& file, const std::string& text);

}  // namespace app::demo
