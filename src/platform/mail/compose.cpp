#include <gmime/gmime.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "platform/mail/mail.hpp"

namespace mail {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
}

bool is_atom_character(char byte) {
  constexpr std::string_view special = "!#$%&'*+/=?^_`{|}~-";
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || special.find(byte) != std::string_view::npos;
}

bool is_dotted(std::string_view text, bool (*allowed)(char)) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char byte) { return byte == '.' || allowed(byte); });
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const auto is_host_character = [](char byte) {
    return byte == '-' ||
           (is_atom_character(byte) && std::isalnum(static_cast<unsigned char>(byte)));
  };
  return is_dotted(text.substr(0, at), is_atom_character) &&
         is_dotted(text.substr(at + 1), is_host_character);
}

bool is_header_text(const std::string& text) {
  return std::none_of(text.begin(), text.end(), is_control) &&
         g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != 0;
}

Owned<GMimePart> part(const char* subtype, const std::string& content) {
  Owned<GMimeTextPart> text{g_mime_text_part_new_with_subtype(subtype)};
  g_mime_text_part_set_charset(text.get(), "utf-8");
  g_mime_text_part_set_text(text.get(), content.c_str());
  g_mime_part_set_content_encoding(GMIME_PART(text.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return Owned<GMimePart>{GMIME_PART(text.release())};
}

void add_mailbox(GMimeMessage* message, GMimeAddressType type, const std::string& name,
                 const std::string& address) {
  const Owned<InternetAddress> mailbox{
      internet_address_mailbox_new(name.empty() ? nullptr : name.c_str(), address.c_str())};
  internet_address_set_charset(mailbox.get(), "utf-8");
  internet_address_list_add(g_mime_message_get_addresses(message, type), mailbox.get());
}

void add_headers(GMimeMessage* built, const Message& message) {
  add_mailbox(built, GMIME_ADDRESS_TYPE_FROM, message.from_name, message.from_address);
  add_mailbox(built, GMIME_ADDRESS_TYPE_TO, {}, message.recipient);
  if (!message.reply_to.empty())
    add_mailbox(built, GMIME_ADDRESS_TYPE_REPLY_TO, {}, message.reply_to);
  g_mime_message_set_subject(built, message.subject.c_str(), "utf-8");
  g_mime_message_set_message_id(built, message.id.c_str());
  GDateTime* date = g_date_time_new_from_unix_utc(
      std::chrono::duration_cast<std::chrono::seconds>(message.date.time_since_epoch()).count());
  g_mime_message_set_date(built, date);
  g_date_time_unref(date);
  const auto set = [&](const char* name, const std::string& value) {
    g_mime_object_set_header(GMIME_OBJECT(built), name, value.c_str(), "utf-8");
  };
  // RFC 3834: so that no automatic reply comes back.
  set("Auto-Submitted", "auto-generated");
  if (!message.language.empty()) set("Content-Language", message.language);
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (const char byte : text) {
    if (byte == '\n' && (out.empty() || out.back() != '\r')) out += '\r';
    out += byte;
  }
  return out;
}

}  // namespace

std::optional<std::string> fault_of_sender(const Message& message) {
  if (!is_address(message.from_address)) return "the sender's address is not an address";
  if (!message.reply_to.empty() && !is_address(message.reply_to))
    return "the reply address is not an address";
  if (!is_header_text(message.from_name)) return "the sender's name holds a control character";
  return std::nullopt;
}

std::optional<std::string> fault_of(const Message& message) {
  if (auto fault = fault_of_sender(message)) return fault;
  if (!is_address(message.recipient)) return "the recipient's address cannot be sent to";
  if (!is_address(message.id)) return "the Message-ID is not of its form";
  if (!is_header_text(message.language) || !is_header_text(message.subject))
    return "a header holds a control character";
  return std::nullopt;
}

std::string compose(const Message& message) {
  static std::once_flag started;
  std::call_once(started, [] { g_mime_init(); });
  if (const auto fault = fault_of(message)) throw std::invalid_argument(*fault);

  const Owned<GMimeMultipart> alternatives{g_mime_multipart_new_with_subtype("alternative")};
  // Quoted-printable writes every "=" as "=3D", so this line cannot occur inside a part.
  g_mime_multipart_set_boundary(alternatives.get(),
                                ("=_" + message.id.substr(0, message.id.find('@'))).c_str());
  g_mime_multipart_add(alternatives.get(), GMIME_OBJECT(part("plain", message.text).get()));
  g_mime_multipart_add(alternatives.get(), GMIME_OBJECT(part("html", message.html).get()));

  const Owned<GMimeMessage> built{g_mime_message_new(TRUE)};
  add_headers(built.get(), message);
  g_mime_message_set_mime_part(built.get(), GMIME_OBJECT(alternatives.get()));
  char* written = g_mime_object_to_string(GMIME_OBJECT(built.get()), nullptr);
  std::string whole = with_crlf(written);
  g_free(written);
  return whole;
}

}  // namespace mail
