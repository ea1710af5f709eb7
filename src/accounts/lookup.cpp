#include "accounts/lookup.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <mutex>
#include <vector>

namespace accounts {
namespace {

constexpr std::size_t most_answer_bytes = std::size_t{4} * 1024 * 1024;

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, EndHandle>;

struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, EndList>;

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<std::string*>(into);
  if (answer.size() + size * count > most_answer_bytes) return 0;  // curl then gives up
  answer.append(bytes, size * count);
  return size * count;
}

List headers_of(const std::string& key) {
  List headers;
  for (const std::string& line :
       {"Authorization: Bearer " + key, std::string("Content-Type: application/json"),
        std::string("Accept: application/json"), std::string("Expect:")}) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    if (!headers) headers.reset(longer);  // afterwards it stays the head
  }
  return headers;
}

bool is_worth_another_try(CURLcode code, long status) {
  switch (code) {
    case CURLE_OK:
      return status >= 500 && status <= 599;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return true;
    default:
      return false;
  }
}

bool is_json(const char* content_type) {
  return content_type != nullptr && std::string_view(content_type).starts_with("application/json");
}

}  // namespace

struct Lookup::Inner {
  explicit Inner(const RemoteSettings& settings_)
      : settings(settings_),
        url(settings.url + (settings.url.ends_with('/') ? "" : "/") + "accounts/lookup"),
        headers(headers_of(settings.key)) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
  }

  Handle take() {
    {
      const std::scoped_lock lock(mutex);
      if (!idle.empty()) {
        Handle handle = std::move(idle.back());
        idle.pop_back();
        return handle;
      }
    }
    Handle handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    return handle;
  }

  void give_back(Handle handle) {
    const std::scoped_lock lock(mutex);
    if (idle.size() < 8) idle.push_back(std::move(handle));
  }

  CURLcode ask_once(CURL* handle, const std::string& body, std::string& answer) const {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout_ms));
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    // The key must go to the directory and nowhere else, whatever the environment says.
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    return curl_easy_perform(handle);
  }

  RemoteSettings settings;
  std::string url;
  List headers;
  std::mutex mutex;
  std::vector<Handle> idle;
};

Lookup::Lookup(const RemoteSettings& settings) : inner_(std::make_unique<Inner>(settings)) {}
Lookup::~Lookup() = default;

base::Result<std::string> Lookup::ask(const std::string& body) {
  Handle handle = inner_->take();
  std::string answer;
  std::string cause;
  for (int tries = 0; tries <= inner_->settings.retries; ++tries) {
    answer.clear();
    const CURLcode code = inner_->ask_once(handle.get(), body, answer);
    long status = 0;
    const char* content_type = nullptr;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &content_type);
    if (code == CURLE_OK && status == 200 && is_json(content_type)) {
      inner_->give_back(std::move(handle));
      return answer;
    }
    if (code != CURLE_OK)
      cause = curl_easy_strerror(code);
    else
      cause = status == 200 ? "the answer is not JSON" : fmt::format("status {}", status);
    if (!is_worth_another_try(code, status)) break;
  }
  return base::fail(directory_unavailable(std::move(cause)));
}

base::Error directory_unavailable(std::string cause) {
  return {.kind = base::ErrorKind::unavailable,
          .code = "accounts.directory_unavailable",
          .values = {},
          .fields = {},
          .cause = std::move(cause)};
}

}  // namespace accounts
