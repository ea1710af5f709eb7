#pragma once
// Prices as the HTTP contract shows them. A partner is not told which of the provider's people did
// something. Only this room includes it.

#include <boost/json.hpp>

#include "pricing/store.hpp"

namespace pricing {

/// For whom something is rendered, and when.
struct View {
  const identity::Actor& reader;
  const Installation& installation;
  i18n::Language language;
  base::Instant now;

  bool reads_margin() const { return identity::may(reader, identity::Act::read_margin); }
};

boost::json::object to_json(const Product& product);
boost::json::object to_json(const ListedGroup& group);
boost::json::object to_json(const store::ListedPrice& price);
/// `partner_name` of whoever asked for it.
boost::json::object to_json(const PartnerDiscount& discount, const std::string& partner_name,
                            const store::Targets& targets, const View& view);
boost::json::object to_json(const CustomerRate& rate, const store::Targets& targets,
                            const View& view);
boost::json::object to_json(const CustomerDiscount& discount, const store::Targets& targets,
                            const View& view);
boost::json::object to_json(const Plan& plan, const store::Targets& targets, const View& view);
void append_json(std::string& out, const Quote& quote, const Target& target,
                 const store::Targets& targets, const View& view);

}  // namespace pricing
