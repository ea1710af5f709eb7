#pragma once
// From a stored mail to the words that go out or are shown. Only this room includes it.

#include "notifications/render.hpp"
#include "notifications/store.hpp"

namespace notifications {

enum class Secrets { shown, masked };

/// Renders in the mail's languages; the link and the code are derived, or masked.
Rendered write_out(const store::Stored& mail, Secrets secrets, const i18n::Catalog& catalog,
                   const crypto::SecretKey& key, const std::string& base_url);

/// "vi", or "vi, en" when both stand in it.
std::string content_language(const store::Stored& mail);

}  // namespace notifications
