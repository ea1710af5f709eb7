#include "partners/http.hpp"

#include <boost/json.hpp>

#include "partners/store.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/listing.hpp"
#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace partners {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_tax_code = 32;
constexpr std::size_t most_service_accounts = 50;

const http::ListRules rules{.name = "partners",
                            .sortable = {"name", "created_at"},
                            .filters = {"q", "suspended"},
                            .default_sort = {{"name", false}}};

boost::json::object partner_json(const Partner& partner,
                                 const std::vector<std::string>& service_accounts) {
  return {{"id", partner.id.text()},
          {"name", partner.name},
          {"legal_name", partner.legal_name},
          {"tax_code", partner.tax_code},
          {"service_accounts", boost::json::value_from(service_accounts)},
          {"suspended", partner.suspended},
          {"created_at", base::to_rfc3339(partner.created_at)}};
}

http::Response answer(int status, database::Snapshot& snapshot, const Partner& partner) {
  const auto accounts = service_accounts_of(snapshot, partner.id);
  auto response = http::json(status, boost::json::serialize(partner_json(partner, accounts)));
  response.headers.emplace_back("ETag", http::etag(partner.version));
  return response;
}

base::Result<base::PartnerId> id_in(const http::Request& request) {
  const auto id = base::PartnerId::parse(request.path_parameter("id"));
  if (!id) return base::fail(base::ErrorKind::not_found, "not_found");
  return *id;
}

struct NewPartnerForm {
  std::string name;
  std::string legal_name;
  std::string tax_code;
  std::vector<base::Email> service_accounts;
  base::Email admin;
};

std::string tidy_text(json::ObjectReader& reader, std::string_view name, std::size_t most) {
  const auto text = reader.text(name, most);
  auto tidy = base::tidy(text.value_or(""));
  if (text && tidy.empty()) reader.refuse(name, "required");
  return tidy;
}

std::vector<base::Email> read_service_accounts(json::ObjectReader& reader,
                                               std::vector<base::FieldError>& errors) {
  std::vector<base::Email> accounts;
  const auto* array = reader.array("service_accounts", 1, most_service_accounts);
  if (array == nullptr) return accounts;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string pointer = "/service_accounts/" + std::to_string(i);
    const auto& element = (*array)[i];
    const auto email = element.is_string()
                           ? base::Email::parse(std::string_view(element.get_string()))
                           : std::nullopt;
    if (!email)
      errors.push_back({pointer, "invalid_email", {}});
    else if (std::ranges::find(accounts, *email) != accounts.end())
      errors.push_back({pointer, "partners.repeated_service_account", {}});
    else
      accounts.push_back(*email);
  }
  return accounts;
}

base::Result<NewPartnerForm> read_form(const boost::json::value& body) {
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto name = tidy_text(reader, "name", longest_name);
  auto legal_name = tidy_text(reader, "legal_name", longest_name);
  const auto tax_text = tidy_text(reader, "tax_code", longest_tax_code);
  const auto tax_code = tax_code_from(tax_text);
  if (!tax_text.empty() && !tax_code) reader.refuse("tax_code", "partners.invalid_tax_code");
  auto accounts = read_service_accounts(reader, errors);
  const auto text = reader.text("admin_email", 254);
  auto admin = text ? base::Email::parse(*text) : std::nullopt;
  if (text && !admin) reader.refuse("admin_email", "invalid_email");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return NewPartnerForm{std::move(name), std::move(legal_name), *tax_code, std::move(accounts),
                        *std::move(admin)};
}

std::unexpected<base::Error> wrong_parameter(std::string name, std::string code) {
  base::Error error{base::ErrorKind::malformed, code, {}, {}, {}};
  error.fields.push_back({"/" + std::move(name), std::move(code), {}});
  return base::fail(std::move(error));
}

base::Result<ListFilter> read_filter(const http::Request& request) {
  ListFilter filter;
  filter.folded_search = base::fold(base::tidy(request.query_value("q").value_or("")));
  if (const auto suspended = request.query_value("suspended")) {
    if (*suspended != "true" && *suspended != "false")
      return wrong_parameter("suspended", "invalid_parameter");
    filter.suspended = *suspended == "true";
  }
  return filter;
}

// Names and moments of making are each as good as unique, so a second key only has to agree.
base::Result<ListPage> read_page(const http::Page& page) {
  ListPage wanted;
  wanted.sort = page.sort.front().field;
  wanted.order = page.sort.front().descending ? Order::descending : Order::ascending;
  for (const http::SortKey& key : page.sort)
    if (key.descending != page.sort.front().descending)
      return wrong_parameter("sort", "unknown_sort");
  wanted.limit = page.limit + 1;
  if (!page.after.empty()) {
    wanted.after_key = page.after.front();
    wanted.after_id = page.after.back();
  }
  return wanted;
}

}  // namespace

identity::Stamp Handlers::stamp(const identity::Actor& actor) const {
  const base::Instant now = surroundings_.clock.now();
  return {actor.origin(), now, base::AuditId::make(now, surroundings_.random.ten())};
}

Handlers::Answer Handlers::list(const http::Request& request, const identity::Actor& actor) const {
  const auto page = TRY(http::parse_page(request, rules, actor.tenant(), surroundings_.key));
  const auto filter = TRY(read_filter(request));
  const auto wanted = TRY(read_page(page));
  return surroundings_.database.read([&](database::Snapshot& snapshot) {
    auto found = partners::list(snapshot, filter, wanted);
    boost::json::value next = nullptr;
    if (found.size() > static_cast<std::size_t>(page.limit)) {
      found.erase(found.begin() + page.limit, found.end());
      std::vector<std::string> last(page.sort.size(), found.back().sort_key);
      last.push_back(found.back().partner.id.text());
      next = http::next_cursor(page, last, surroundings_.key);
    }
    boost::json::array data;
    for (const Listed& row : found) data.push_back(partner_json(row.partner, row.service_accounts));
    return http::json(200,
                      boost::json::serialize(boost::json::object{{"data", std::move(data)},
                                                                 {"next_cursor", std::move(next)},
                                                                 {"total", count(snapshot, filter)},
                                                                 {"total_is_exact", true}}));
  });
}

Handlers::Answer Handlers::create(const http::Request& request,
                                  const identity::Actor& actor) const {
  const auto body = TRY(http::json_body(request));
  const auto form = TRY(read_form(body));
  const identity::Stamp at = stamp(actor);
  const identity::Stamp at_invitation = stamp(actor);
  const NewPartner partner{base::PartnerId::make(at.now, surroundings_.random.ten()), form.name,
                           form.legal_name, form.tax_code, form.service_accounts};
  const identity::Invitation invitation{base::UserId::make(at.now, surroundings_.random.ten()),
                                        form.admin,
                                        "",
                                        partner.id,
                                        {identity::Role::partner_admin},
                                        actor.language,
                                        form.name,
                                        base::MailId::make(at.now, surroundings_.random.ten()),
                                        surroundings_.random.token(),
                                        surroundings_.invitation_valid};
  return http::write(surroundings_.database, request, actor.tenant(), at.now, http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> Answer {
                       TRY(partners::create(transaction, partner, at));
                       TRY(identity::invite(transaction, invitation, at_invitation));
                       const auto created = find(transaction, partner.id);
                       ENSURE(created.has_value());
                       return answer(201, transaction, *created);
                     });
}

Handlers::Answer Handlers::show(const http::Request& request, const identity::Actor&) const {
  const auto id = TRY(id_in(request));
  return surroundings_.database.read([&](database::Snapshot& snapshot) -> Answer {
    const auto partner = find(snapshot, id);
    if (!partner) return base::fail(base::ErrorKind::not_found, "not_found");
    return answer(200, snapshot, *partner);
  });
}

Handlers::Answer Handlers::suspend(const http::Request& request,
                                   const identity::Actor& actor) const {
  return change(request, actor, partners::suspend);
}

Handlers::Answer Handlers::reopen(const http::Request& request,
                                  const identity::Actor& actor) const {
  return change(request, actor, partners::reopen);
}

Handlers::Answer Handlers::change(const http::Request& request, const identity::Actor& actor,
                                  Change verb) const {
  const auto id = TRY(id_in(request));
  const bool there = surroundings_.database.read(
      [&](database::Snapshot& snapshot) { return find(snapshot, id).has_value(); });
  if (!there) return base::fail(base::ErrorKind::not_found, "not_found");
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader(body, "", errors).finish();
  TRY(json::no_errors(std::move(errors)));
  const identity::Stamp at = stamp(actor);
  return http::write(surroundings_.database, request, actor.tenant(), at.now, http::KeyIs::optional,
                     [&](database::Transaction& transaction) -> Answer {
                       const auto partner = TRY(verb(transaction, id, at));
                       return answer(200, transaction, partner);
                     });
}

}  // namespace partners
