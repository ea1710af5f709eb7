#include "credit/bodies.hpp"

#include "platform/http/resource.hpp"
#include "platform/json/json.hpp"

namespace credit {
namespace {

constexpr std::size_t longest_reference = 100;
constexpr std::size_t longest_note = 500;
constexpr std::size_t longest_id = 64;

using Errors = std::vector<base::FieldError>;

std::int64_t read_amount(const boost::json::value* value, const std::string& pointer,
                         const Settings& settings, Errors& errors) {
  if (value == nullptr) return 0;
  json::ObjectReader reader(*value, pointer, errors);
  const auto amount = reader.integer("amount", 1, largest_amount);
  const auto currency = reader.text("currency", 3);
  if (currency && *currency != settings.currency)
    reader.refuse("currency", "credit.wrong_currency", {{"currency", settings.currency}});
  reader.finish();
  return amount.value_or(0);
}

std::string tidy_required(json::ObjectReader& reader, std::string_view name, std::size_t most,
                          base::Lines lines) {
  const auto text = reader.text(name, most, lines);
  auto tidy = base::tidy(text.value_or(""));
  if (text && tidy.empty()) reader.refuse(name, "required");
  return tidy;
}

std::optional<std::string> tidy_optional(json::ObjectReader& reader, std::string_view name,
                                         std::size_t most) {
  const auto text = reader.optional_text(name, most, base::Lines::allowed);
  auto tidy = base::tidy(text.value_or(""));
  if (tidy.empty()) return std::nullopt;
  return tidy;
}

std::optional<base::PartnerId> partner_in(json::ObjectReader& reader,
                                          const std::optional<std::string>& text) {
  auto partner = text ? base::PartnerId::parse(*text) : std::nullopt;
  if (text && !partner) reader.refuse("partner_id", "invalid_id");
  return partner;
}

Said read_into(json::ObjectReader& reader, const Settings& settings, Texts texts, Errors& errors) {
  Said said{.amount_minor = read_amount(reader.value("amount"), "/amount", settings, errors),
            .reference = std::nullopt,
            .note = std::nullopt};
  if (texts == Texts::reason)
    said.note = tidy_required(reader, "reason", longest_note, base::Lines::allowed);
  else
    said.note = tidy_optional(reader, "note", longest_note);
  if (texts == Texts::reference_note)
    said.reference = tidy_required(reader, "reference", longest_reference, base::Lines::refused);
  return said;
}

}  // namespace

base::Result<Said> read_said(const http::Request& request, const Settings& settings, Texts texts) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  Said said = read_into(reader, settings, texts, errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return said;
}

base::Result<GrantBody> read_grant(const http::Request& request, const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  const auto partner = partner_in(reader, reader.text("partner_id", longest_id));
  Said said = read_into(reader, settings, Texts::reference_note, errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return GrantBody{*partner, std::move(said)};
}

base::Result<BillBody> read_bill(const http::Request& request, const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  auto partner = partner_in(reader, reader.optional_text("partner_id", longest_id));
  Said said = read_into(reader, settings, Texts::reference_note, errors);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return BillBody{std::move(partner), std::move(said)};
}

base::Result<ReversalBody> read_reversal(const http::Request& request, const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  ReversalBody reversal{.amount_minor = std::nullopt, .reason = {}};
  if (const auto* amount = reader.optional_value("amount"))
    reversal.amount_minor = read_amount(amount, "/amount", settings, errors);
  reversal.reason = tidy_required(reader, "reason", longest_note, base::Lines::allowed);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return reversal;
}

base::Result<std::optional<std::int64_t>> read_level(const http::Request& request,
                                                     const Settings& settings) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  std::optional<std::int64_t> level;
  const bool given = reader.has("alert_level");
  if (const auto* amount = reader.optional_value("alert_level"))
    level = read_amount(amount, "/alert_level", settings, errors);
  if (!given) reader.refuse("alert_level", "required");
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return level;
}

base::Result<> read_nothing(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader(body, "", errors).finish();
  return json::no_errors(std::move(errors));
}

base::Result<std::string> read_reason(const http::Request& request) {
  const auto body = TRY(http::json_body(request));
  Errors errors;
  json::ObjectReader reader(body, "", errors);
  auto reason = tidy_required(reader, "reason", longest_note, base::Lines::allowed);
  reader.finish();
  TRY(json::no_errors(std::move(errors)));
  return reason;
}

}  // namespace credit
