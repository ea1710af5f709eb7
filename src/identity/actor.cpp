#include "identity/identity.hpp"

namespace identity {

PartnerScope whole_channel_for_jobs() {
  return PartnerScope(std::nullopt);
}

std::string_view name_of(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::person:
      return "person";
    case Origin::Kind::api_key:
      return "api_key";
    case Origin::Kind::customer:
      return "customer";
    case Origin::Kind::system:
      return "system";
    case Origin::Kind::command_line:
      return "command_line";
  }
  ENSURE(!"a kind of origin outside the list");
  return {};
}

std::string_view name_of(SecondFactor state) {
  switch (state) {
    case SecondFactor::off:
      return "off";
    case SecondFactor::on:
      return "on";
    case SecondFactor::needed:
      return "needed";
  }
  ENSURE(!"a state of a second factor outside the list");
  return {};
}

PartnerScope Actor::scope() const {
  ENSURE((audience == Audience::partner) == partner.has_value());
  return PartnerScope(partner);
}

std::string Actor::tenant() const {
  return partner ? partner->text() : "provider";
}

Origin Actor::origin() const {
  return {user ? Origin::Kind::person : Origin::Kind::api_key, id, name, address};
}

}  // namespace identity
