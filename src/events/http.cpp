#include "events/http.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "platform/json/json.hpp"

namespace events {
namespace {

constexpr int usual_limit = 50;
constexpr int most = 200;
constexpr int placed_at_once = 1000;

struct Asked {
  std::int64_t after = 0;
  int limit = usual_limit;
};

template <class Number>
bool read_number(std::string_view text, Number least, Number largest, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= least &&
         number <= largest;
}

base::Result<Asked> read(const http::Request& request) {
  Asked asked;
  base::Error error{base::ErrorKind::malformed, "invalid_query", {}, {}, {}};
  const auto refuse = [&](const std::string& name, const char* code, base::Values values = {}) {
    error.fields.push_back({"/" + name, code, std::move(values)});
  };
  for (const auto& [name, value] : request.query) {
    if (request.query_values(name).size() > 1) {
      refuse(name, "repeated_parameter");
    } else if (name == "after") {
      if (!read_number<std::int64_t>(value, 0, std::numeric_limits<std::int64_t>::max(),
                                     asked.after))
        refuse(name, "invalid_cursor");
    } else if (name == "limit") {
      if (!read_number(value, 1, most, asked.limit))
        refuse(name, "invalid_limit", {{"least", "1"}, {"most", std::to_string(most)}});
    } else {
      refuse(name, "unknown_parameter");
    }
  }
  if (error.fields.empty()) return asked;
  if (error.fields.size() == 1) {
    error.code = error.fields.front().code;
    error.values = error.fields.front().values;
  }
  return base::fail(std::move(error));
}

void append_text(std::string& out, std::string_view name, const std::string* text) {
  out += ",\"";
  out += name;
  out += "\":";
  if (text == nullptr) {
    out += "null";
  } else {
    json::append_string(out, *text);
  }
}

std::string render(const std::vector<Placed>& page, std::int64_t after) {
  std::string out = R"({"data":[)";
  for (const Placed& placed : page) {
    if (out.back() != '[') out += ',';
    const Event& event = placed.event;
    out += fmt::format(R"({{"id":"{}","type":"{}","at":"{}","partner_id":"{}")", placed.place,
                       event.type, base::to_rfc3339(placed.at), event.partner.text());
    append_text(out, "account_id", event.account ? &event.account->text() : nullptr);
    append_text(out, "registration_id", event.registration ? &event.registration->text() : nullptr);
    append_text(out, "external_id", event.external_id ? &*event.external_id : nullptr);
    append_text(out, "discount_id", event.discount ? &*event.discount : nullptr);
    out += R"(,"transaction":)" + event.movement.value_or("null") + "}";
  }
  const std::int64_t next = page.empty() ? after : page.back().place;
  return out + fmt::format(R"(],"next_after":"{}"}})", next);
}

}  // namespace

Handlers::Answer Handlers::list(const http::Request& request,
                                const identity::Actor& /*actor*/) const {
  const Asked asked = TRY(read(request));
  struct Seen {
    std::vector<Placed> page;
    bool unplaced;
  };
  const auto look = [&] {
    return database_.read([&](database::Snapshot& snapshot) {
      return Seen{events::list(snapshot, asked.after, asked.limit), has_unplaced(snapshot)};
    });
  };
  Seen seen = look();
  if (seen.unplaced && seen.page.size() < static_cast<std::size_t>(asked.limit)) {
    const auto placed =
        database_.write([&](database::Transaction& transaction) -> base::Result<std::int64_t> {
          return place(transaction, placed_at_once);
        });
    if (placed) seen = look();
  }
  return http::json(200, render(seen.page, asked.after));
}

}  // namespace events
