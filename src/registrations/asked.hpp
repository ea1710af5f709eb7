#pragma once
// What a request asks of the list of registrations. Only this room includes it.

#include "platform/http/http.hpp"
#include "platform/http/listing.hpp"
#include "platform/spreadsheet/spreadsheet.hpp"
#include "registrations/listing.hpp"

namespace registrations {

struct Asked {
  Filter filter;
  Order order;
  http::Page page;
  std::optional<Position> after;
  std::optional<spreadsheet::Format> format;  // export instead of a page
};

/// `?status=&role=&owner=&q=&sort=&limit=&cursor=&format=`, for the provider `partner_id` too. All
/// errors at once: 400 with a pointer to each. The provider cannot sort by the partners' friendly
/// names.
base::Result<Asked> read_asked(const http::Request& request, const identity::Actor& actor,
                               const crypto::SecretKey& key);

/// The cursor behind a row.
std::string cursor_behind(const Position& position, const http::Page& page,
                          const crypto::SecretKey& key);

}  // namespace registrations
