#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "platform/mail/mail.hpp"

namespace mail {
namespace {

/// What libcurl and the server said while one mail was sent.
struct Talk {
  std::string content;
  std::size_t given = 0;
  std::string verb;       // of the last command, never its arguments: AUTH has the password
  std::string failed_at;  // the one before it, which is what failed when the last one is QUIT
  std::string reply;      // the server's last line before QUIT
};

std::size_t give_content(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& talk = *static_cast<Talk*>(context);
  const auto wanted = std::min(size * count, talk.content.size() - talk.given);
  talk.content.copy(buffer, wanted, talk.given);
  talk.given += wanted;
  return wanted;
}

int listen(CURL* handle, curl_infotype kind, char* bytes, std::size_t count, void* context) {
  auto& talk = *static_cast<Talk*>(context);
  if (talk.verb == "QUIT") return 0;
  if (kind == CURLINFO_HEADER_OUT) {
    const std::string verb(bytes, std::min<std::size_t>(count, 4));
    // libcurl says good-bye to a server that failed us too, and would wait two minutes for it.
    if (verb == "QUIT") curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, 1L);
    talk.failed_at = std::exchange(talk.verb, verb);
  }
  if (kind == CURLINFO_HEADER_IN) talk.reply.assign(bytes, std::min<std::size_t>(count, 300));
  return 0;
}

int ask_to_go_on(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& break_off = *static_cast<const std::function<bool()>*>(context);
  return break_off && break_off() ? 1 : 0;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char byte : text.substr(0, 200)) {
    if (byte == '\r' || byte == '\n') break;
    out += byte >= 0x20 && byte < 0x7F ? byte : '?';
  }
  return out;
}

std::string url_of(const Server& server, const Message& message) {
  const bool is_ipv6 = server.host.find(':') != std::string::npos && server.host.front() != '[';
  const std::string host = is_ipv6 ? "[" + server.host + "]" : server.host;
  // The path is the name that EHLO says; a container's host name would often be refused.
  const auto own_name = message.from_address.substr(message.from_address.find('@') + 1);
  return (server.tls == Tls::tls ? "smtps://" : "smtp://") + host + ":" +
         std::to_string(server.port) + "/" + own_name;
}

/// libcurl reports a send or receive error after a 5xx, so the reply code decides before it does.
Delivery judge(CURLcode result, long code, const Talk& talk, const char* error) {
  const int reply = static_cast<int>(code);
  if (result == CURLE_OK) return {Outcome::sent, reply, printable(talk.reply)};
  const auto& verb = talk.verb == "QUIT" ? talk.failed_at : talk.verb;
  const bool about_this_mail = verb == "RCPT" || verb == "DATA";
  const bool server_spoke = reply >= 400 && reply <= 599;
  const std::string reason = printable(server_spoke && !talk.reply.empty() ? talk.reply
                                       : *error != '\0'                    ? error
                                                        : curl_easy_strerror(result));
  if (!about_this_mail) return {Outcome::no_server, server_spoke ? reply : 0, reason};
  // 421: the service is closing. 530: it wants AUTH, which is a matter of our settings.
  if (reply == 421 || reply == 530) return {Outcome::no_server, reply, reason};
  if (server_spoke) return {reply >= 500 ? Outcome::refused : Outcome::try_later, reply, reason};
  return {Outcome::try_later, 0, reason};
}

}  // namespace

struct Connection::Inner {
  Inner(Server server_, std::function<bool()> break_off_)
      : server(std::move(server_)), break_off(std::move(break_off_)) {
    static std::once_flag started;
    std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle = curl_easy_init();
    if (handle == nullptr) throw std::runtime_error("libcurl cannot start");
  }
  ~Inner() { curl_easy_cleanup(handle); }
  Inner(const Inner&) = delete;
  Inner& operator=(const Inner&) = delete;

  void set_server(const Message& message) {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, url_of(server, message).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, server.connect_timeout.count());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, server.timeout.count());
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, server.timeout.count());
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, ask_to_go_on);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &break_off);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 10L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, std::max<long>(1, server.timeout.count() / 2));
    curl_easy_setopt(handle, CURLOPT_USE_SSL,
                     static_cast<long>(server.tls == Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.certificate_file.empty())
      curl_easy_setopt(handle, CURLOPT_CAINFO, server.certificate_file.c_str());
    if (!server.user.empty()) {
      curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
      curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
    }
  }

  /// libcurl keeps a connection that was broken off, and would wait two minutes to say good-bye.
  void hang_up() {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD) ::shutdown(socket, SHUT_RDWR);
  }

  Delivery send(const Message& message) {
    Talk talk;
    talk.content = compose(message);
    set_server(message);
    curl_slist* recipients = curl_slist_append(nullptr, message.recipient.c_str());
    char error[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, message.from_address.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give_content);
    curl_easy_setopt(handle, CURLOPT_READDATA, &talk);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE,
                     static_cast<curl_off_t>(talk.content.size()));
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error);
    const CURLcode result = curl_easy_perform(handle);
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_ABORTED_BY_CALLBACK) hang_up();
    curl_slist_free_all(recipients);
    const auto delivery = judge(result, code, talk, error);
    curl_easy_reset(handle);  // the handle must not point to `talk` and `error` any more
    return delivery;
  }

  Server server;
  std::function<bool()> break_off;
  CURL* handle = nullptr;
};

Connection::Connection(Server server, std::function<bool()> break_off)
    : inner_(std::make_unique<Inner>(std::move(server), std::move(break_off))) {}
Connection::~Connection() = default;

Delivery Connection::send(const Message& message) {
  if (const auto fault = fault_of_sender(message)) return {Outcome::no_server, 0, *fault};
  if (const auto fault = fault_of(message)) return {Outcome::refused, 0, *fault};
  if (inner_->server.tls == Tls::none && !is_loopback(inner_->server.host))
    return {Outcome::no_server, 0, "without TLS only a loopback server is used"};
  return inner_->send(message);
}

Delivery send(const Server& server, const Message& message) {
  return Connection(server).send(message);
}

bool is_loopback(const std::string& host) {
  if (host == "localhost" || host == "::1" || host == "[::1]") return true;
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

}  // namespace mail
