#pragma once
// What the value of a setting must look like where a type and a range do not say it. `check` holds
// every rule that `serve` relies on, so that `config check` refuses what `serve` would refuse, each
// with a sentence behind the setting's name.

#include <optional>
#include <string>
#include <string_view>

#include "app/settings.hpp"

namespace app {

/// "host" or "host:port" in lower case. A host is a name of ASCII letters, digits, dots and hyphens
/// (a name in another script by its xn-- form), an IPv4 address, or an IPv6 address in brackets.
std::optional<std::string> host_of(std::string_view text);

/// What a browser says in Origin (RFC 6454): http or https, a host in lower case, and a port where
/// it is not the scheme's own. A slash at the end is dropped; a path, a query or a user is refused.
std::optional<std::string> origin_of(std::string_view text);

/// "host:port" with a port of 0..65535 in digits.
bool is_listen_address(std::string_view text);

/// An absolute http or https address that may stand in a link: no user, blanks, quotes or angles.
bool is_web_address(std::string_view text);

/// What is wrong with the settings as a whole; also puts base_url and hosts into the form in which
/// they are compared. `reader` takes the complaints.
void check(Settings& settings, config::Reader& reader);

}  // namespace app
