#include "accounts/account_json.hpp"

#include "platform/json/json.hpp"

namespace accounts {
namespace {

enum class Sign { any, not_negative };

base::Money read_money(const boost::json::value* value, const std::string& pointer,
                       const std::string& currency, Sign sign,
                       std::vector<base::FieldError>& errors) {
  base::Money money{0, currency};
  if (value == nullptr) return money;
  json::ObjectReader reader(*value, pointer, errors);
  const std::int64_t least = sign == Sign::any ? -most_minor : 0;
  money.amount_minor = reader.integer("amount", least, most_minor).value_or(0);
  const std::optional<std::string> said = reader.text("currency", 3);
  if (said && *said != currency)
    reader.refuse("currency", "wrong_currency", {{"currency", currency}});
  reader.finish();
  return money;
}

bool read_required_boolean(json::ObjectReader& reader, std::string_view name) {
  const boost::json::value* value = reader.value(name);
  if (value == nullptr) return false;
  if (!value->is_bool()) {
    reader.refuse(name, "wrong_type", {{"expected", "boolean"}});
    return false;
  }
  return value->as_bool();
}

template <class Choice>
Choice read_choice(json::ObjectReader& reader, std::string_view name,
                   const std::optional<std::string>& said, Choice first, Choice second) {
  if (!said || *said == name_of(first)) return first;
  if (*said != name_of(second)) reader.refuse(name, "invalid_choice");
  return second;
}

std::optional<i18n::Language> read_language(json::ObjectReader& reader) {
  const std::optional<std::string> said = reader.optional_text("language", 10);
  if (!said) return std::nullopt;
  if (*said == "vi") return i18n::Language::vi;
  if (*said != "en") reader.refuse("language", "invalid_choice");
  return i18n::Language::en;
}

std::string read_name(json::ObjectReader& reader) {
  const std::optional<std::string> said = reader.text("name", most_name_characters);
  if (!said) return {};
  std::string name = base::tidy(*said);
  if (name.empty()) reader.refuse("name", "required");
  return name;
}

std::optional<base::Email> read_email(json::ObjectReader& reader) {
  const std::optional<std::string> said = reader.text("email", 254);
  if (!said) return std::nullopt;
  std::optional<base::Email> email = base::Email::parse(*said);
  if (!email) reader.refuse("email", "invalid_email");
  return email;
}

}  // namespace

std::optional<NewAccount> read_account(const boost::json::value& value, const std::string& pointer,
                                       const std::string& currency,
                                       std::vector<base::FieldError>& errors) {
  const std::size_t errors_before = errors.size();
  json::ObjectReader reader(value, pointer, errors);
  const std::optional<base::Email> email = read_email(reader);
  NewAccount account{.email = email.value_or(base::Email::stored({}))};
  account.external_id = reader.optional_text("external_id", most_external_id_characters);
  account.name = read_name(reader);
  account.language = read_language(reader);
  account.kind =
      read_choice(reader, "kind", reader.text("kind", 20), Kind::individual, Kind::enterprise);
  account.verified = reader.optional_boolean("verified").value_or(true);
  account.payment_type = read_choice(reader, "payment_type", reader.text("payment_type", 20),
                                     PaymentType::prepaid, PaymentType::postpaid);
  const auto money = [&](const boost::json::value* said, std::string_view name, Sign sign) {
    return read_money(said, reader.pointer_to(name), currency, sign, errors);
  };
  account.credit_balance = money(reader.value("credit_balance"), "credit_balance", Sign::any);
  account.credit_held =
      money(reader.optional_value("credit_held"), "credit_held", Sign::not_negative);
  account.credit_advance =
      money(reader.optional_value("credit_advance"), "credit_advance", Sign::not_negative);
  account.services_in_use = reader.integer("services_in_use", 0, most_services).value_or(0);
  account.provider_discount = read_required_boolean(reader, "provider_discount");
  account.in_poc = read_required_boolean(reader, "in_poc");
  account.provider_customer = read_required_boolean(reader, "provider_customer");
  reader.finish();
  if (errors.size() != errors_before) return std::nullopt;
  return account;
}

}  // namespace accounts
