#include "registrations/bodies.hpp"

#include <algorithm>

#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace registrations {
namespace {

constexpr std::size_t rows_at_once = 1000;
constexpr std::size_t decisions_at_once = 200;
constexpr std::size_t name_length = 100;
constexpr std::size_t reason_length = 500;

/// A name that is only white space is no name.
std::optional<std::string> name_from(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  std::string name = base::tidy(*text);
  if (name.empty()) return std::nullopt;
  return name;
}

bool is_role(const Settings& settings, const std::string& role) {
  return std::ranges::find(settings.roles, role) != settings.roles.end();
}

std::optional<NewRegistration> read_row(const boost::json::value& value, const std::string& pointer,
                                        const Settings& settings,
                                        std::vector<base::FieldError>& errors) {
  json::ObjectReader reader(value, pointer, errors);
  const auto email_text = reader.text("email", 254);
  const auto friendly_name = reader.optional_text("friendly_name", name_length);
  const auto role = reader.optional_text("role", name_length);
  reader.finish();
  const auto email = email_text ? base::Email::parse(base::tidy(*email_text)) : std::nullopt;
  if (email_text && !email) reader.refuse("email", "invalid_email");
  if (role && !is_role(settings, *role)) reader.refuse("role", "invalid_choice");
  if (!email) return std::nullopt;
  return NewRegistration{*email, name_from(friendly_name), role.value_or(settings.roles.front())};
}

std::optional<std::string> read_reason_field(json::ObjectReader& reader) {
  auto reason = reader.text("reason", reason_length);
  if (!reason) return std::nullopt;
  reason = base::tidy(*reason);
  if (reason->empty()) reader.refuse("reason", "required");
  return reason;
}

std::vector<std::string> read_ids_field(json::ObjectReader& reader,
                                        std::vector<base::FieldError>& errors) {
  std::vector<std::string> ids;
  const auto* array = reader.array("ids", 1, decisions_at_once);
  if (array == nullptr) return ids;
  for (const auto& value : *array) {
    if (!value.is_string() || value.as_string().size() > 64) {
      errors.push_back({reader.pointer_to("ids") + "/" + std::to_string(ids.size()),
                        "wrong_type",
                        {{"expected", "string"}}});
      return ids;
    }
    const std::string id(value.as_string());
    if (!base::is_clean(id)) {
      errors.push_back(
          {reader.pointer_to("ids") + "/" + std::to_string(ids.size()), "not_allowed", {}});
      return ids;
    }
    if (std::ranges::find(ids, id) != ids.end()) {
      errors.push_back(
          {reader.pointer_to("ids") + "/" + std::to_string(ids.size()), "duplicate", {}});
      return ids;
    }
    ids.push_back(id);
  }
  return ids;
}

}  // namespace

base::Result<AddBody> read_add(const http::Request& request, const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  AddBody add{.rows = {}, .mode = Mode::add};
  json::ObjectReader reader(body, "", errors);
  const auto* items = reader.array("items", 1, rows_at_once);
  if (reader.optional_boolean("dry_run").value_or(false)) add.mode = Mode::check;
  reader.finish();
  if (items != nullptr) {
    for (std::size_t i = 0; i < items->size(); ++i) {
      auto row = read_row((*items)[i], "/items/" + std::to_string(i), settings, errors);
      if (row) add.rows.push_back(*std::move(row));
    }
  }
  TRY(json::no_errors(std::move(errors)));
  return add;
}

base::Result<Rename> read_rename(const http::Request& request, const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  Rename change;
  if (reader.has("friendly_name"))
    change.friendly_name = name_from(reader.optional_text("friendly_name", name_length));
  change.role = reader.has("role") ? reader.text("role", name_length) : std::nullopt;
  if (change.role && !is_role(settings, *change.role)) reader.refuse("role", "invalid_choice");
  if (reader.has("owner_id")) {
    const auto text = reader.optional_text("owner_id", 64);
    const auto owner = text ? base::UserId::parse(*text) : std::nullopt;
    if (text && !owner) reader.refuse("owner_id", "invalid_id");
    change.owner = owner;
  }
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return change;
}

base::Result<> read_nothing(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  reader.finish();
  return json::no_errors(std::move(errors));
}

base::Result<std::string> read_reason(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto reason = read_reason_field(reader);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return *std::move(reason);
}

base::Result<std::vector<std::string>> read_ids(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto ids = read_ids_field(reader, errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return ids;
}

base::Result<IdsAndReason> read_ids_and_reason(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  std::vector<base::FieldError> errors;
  json::ObjectReader reader(body, "", errors);
  auto ids = read_ids_field(reader, errors);
  auto reason = read_reason_field(reader);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return IdsAndReason{std::move(ids), *std::move(reason)};
}

}  // namespace registrations
