#pragma once
// The port that "host:port" means; for port 0 one that is free just now.

#include <string>

namespace http {

/// Throws std::runtime_error when the text is not host:port with a port of 0..65535.
int port_to_listen_on(const std::string& listen);

}  // namespace http
