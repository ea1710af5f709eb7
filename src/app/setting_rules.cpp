#include "app/setting_rules.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.hpp"
#include "platform/http/address.hpp"
#include "platform/mail/mail.hpp"

namespace app {
namespace {

constexpr std::size_t most_name_characters = 100;
constexpr std::size_t most_legal_name_characters = 200;
constexpr std::size_t most_tax_code_characters = 32;

std::string in_lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/// Without port, in lower case.
bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return false;
    const auto inner = host.substr(1, host.size() - 2);
    return inner.find(':') != std::string_view::npos && http::Address::parse(inner).has_value();
  }
  if (host.empty() || host.size() > 253 || host.front() == '.' || host.back() == '.') return false;
  return host.find("..") == std::string_view::npos &&
         std::ranges::all_of(host, [](char c) { return c == '.' || is_name_character(c); });
}

struct HostAndPort {
  std::string host;
  std::optional<int> port;
};

std::optional<HostAndPort> split(std::string_view text) {
  HostAndPort found;
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  found.host = in_lower_case(text.substr(0, colon));
  if (!is_host(found.host)) return std::nullopt;
  if (colon == std::string_view::npos) return found;
  const auto digits = text.substr(colon + 1);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool read = error == std::errc() && end == digits.data() + digits.size();
  if (!read || port < 0 || port > 65'535) return std::nullopt;
  found.port = port;
  return found;
}

std::string joined(const HostAndPort& address) {
  return address.port ? address.host + ":" + std::to_string(*address.port) : address.host;
}

struct Scheme {
  std::string_view start;
  int port;
};

std::optional<Scheme> scheme_of(std::string_view text) {
  const std::string lower = in_lower_case(text.substr(0, 8));
  if (lower.starts_with("https://")) return Scheme{"https://", 443};
  if (lower.starts_with("http://")) return Scheme{"http://", 80};
  return std::nullopt;
}

void check_names(const Settings& settings, config::Reader& reader) {
  const std::string& provider = settings.provider_name;
  if (base::tidy(provider).empty() || !base::is_clean(provider, base::Lines::refused) ||
      base::length(provider) > most_name_characters) {
    reader.complain("provider.name", "needs 1 to 100 characters, none of them a control character");
  }
  const std::string& company = settings.provider_legal_name;
  if (base::tidy(company).empty() || !base::is_clean(company, base::Lines::refused) ||
      base::length(company) > most_legal_name_characters) {
    reader.complain("provider.legal_name",
                    "needs 1 to 200 characters, none of them a control character");
  }
  if (!base::is_clean(settings.provider_tax_code, base::Lines::refused) ||
      base::length(settings.provider_tax_code) > most_tax_code_characters) {
    reader.complain("provider.tax_code",
                    "has at most 32 characters, none of them a control character");
  }
  if (!is_web_address(settings.sign_up_url))
    reader.complain("provider.sign_up_url", "is not of the form https://host/path");
}

void check_base_url(Settings& settings, config::Reader& reader) {
  if (settings.base_url_given) {
    auto origin = origin_of(settings.base_url);
    if (!origin) {
      reader.complain("base_url",
                      "is not of the form https://host or https://host:port, without a path");
      return;
    }
    settings.base_url = *std::move(origin);
  }
  settings.server.https = settings.base_url.starts_with("https://");
  if (!settings.server.https && !is_loopback(settings.server.listen))
    reader.complain("base_url", "must be https, unless the program listens on a loopback address");
}

void check_addresses(Settings& settings, config::Reader& reader) {
  const bool apart = !settings.metrics_listen.empty();
  if (apart &&
      (!is_listen_address(settings.metrics_listen) || settings.metrics_listen.ends_with(":0")))
    reader.complain("metrics.listen", "is not of the form host:port with a port of 1..65535");
  for (std::string& host : settings.server.hosts) {
    if (auto known = host_of(host)) {
      host = *std::move(known);
    } else {
      reader.complain("hosts", "\"" + host + "\" is not of the form host or host:port");
    }
  }
  for (const std::string& proxy : settings.server.trusted_proxies) {
    if (!http::is_address_or_network(proxy))
      reader.complain("trusted_proxies", "\"" + proxy + "\" is not an address or a network");
  }
}

void check_mail(const Settings& settings, config::Reader& reader) {
  const notifications::Settings& mails = settings.notifications;
  const auto sender = [](std::string name, std::string address, std::string reply_to) {
    mail::Message message;
    message.from_name = std::move(name);
    message.from_address = std::move(address);
    message.reply_to = std::move(reply_to);
    return message;
  };
  constexpr const char* sound = "no-reply@portal.example";
  if (mail::fault_of_sender(sender(mails.from_name, sound, "")))
    reader.complain("mail.from_name", "holds a control character");
  if (mail::fault_of_sender(sender("", mails.from_address, "")))
    reader.complain("mail.from_address", "is not an email address in ASCII");
  if (!mails.reply_to.empty() && mail::fault_of_sender(sender("", sound, mails.reply_to)))
    reader.complain("mail.reply_to", "is not an email address in ASCII");
  if (!mails.server) return;
  if (!host_of(mails.server->host) || split(mails.server->host)->port)
    reader.complain("smtp.host", "is not the name or the address of a server");
  const std::string& bundle = mails.server->certificate_file;
  if (!bundle.empty() &&
      (std::filesystem::is_directory(bundle) || access(bundle.c_str(), R_OK) != 0))
    reader.complain("smtp.certificate_file", "\"" + bundle + "\" cannot be read");
}

void check_key(const Settings& settings, config::Reader& reader) {
  crypto::start();
  if (!settings.secret_key.empty()) {
    if (!crypto::SecretKey::parse(settings.secret_key))
      reader.complain("secret_key", "is not 32 bytes in hex or base64url");
  } else if (!settings.database.url.empty()) {
    reader.complain("secret_key",
                    "must be set with PostgreSQL, equal on all copies of the program");
  }
}

}  // namespace

std::optional<std::string> host_of(std::string_view text) {
  const auto found = split(text);
  if (!found || found->port == 0) return std::nullopt;
  return joined(*found);
}

std::optional<std::string> origin_of(std::string_view text) {
  const auto scheme = scheme_of(text);
  if (!scheme) return std::nullopt;
  text.remove_prefix(scheme->start.size());
  if (text.ends_with('/')) text.remove_suffix(1);
  auto found = split(text);
  if (!found || found->port == 0) return std::nullopt;
  if (found->port == scheme->port) found->port.reset();
  return std::string(scheme->start) + joined(*found);
}

bool is_listen_address(std::string_view text) {
  const auto found = split(text);
  return found && found->port;
}

bool is_web_address(std::string_view text) {
  const auto scheme = scheme_of(text);
  if (!scheme) return false;
  if (std::ranges::any_of(
          text, [](char c) { return c <= ' ' || c >= 0x7f || std::strchr("\"'<>\\^`{|}", c); }))
    return false;
  text.remove_prefix(scheme->start.size());
  return host_of(text.substr(0, text.find_first_of("/?#"))).has_value();
}

void check(Settings& settings, config::Reader& reader) {
  check_names(settings, reader);
  if (is_listen_address(settings.server.listen)) {
    check_base_url(settings, reader);
  } else {
    reader.complain("listen", "is not of the form host:port");
  }
  check_addresses(settings, reader);
  check_mail(settings, reader);
  check_key(settings, reader);
  if (settings.directory == accounts::Truth::remote) {
    if (const auto complaint = accounts::complaint_about(settings.remote_directory))
      reader.complain(complaint->setting, complaint->what);
  }
}

}  // namespace app
