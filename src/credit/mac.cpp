#include "credit/ledger.hpp"

namespace credit::ledger {
namespace {

/// Nothing and "" are two things.
std::string marked(const std::optional<std::string>& text) {
  return text ? "+" + *text : std::string();
}

std::string sealed(const crypto::SecretKey& key, const std::vector<std::string_view>& parts) {
  const auto mac = crypto::mac(key, parts);
  return crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

}  // namespace

std::string mac_of(const crypto::SecretKey& key, const Header& header) {
  const std::string at = std::to_string(base::microseconds(header.at));
  const std::string amount = std::to_string(header.amount_minor);
  const std::string entries = std::to_string(header.entries);
  const std::string account = marked(header.account);
  const std::string reference = marked(header.reference);
  const std::string note = marked(header.note);
  const std::string approver_kind = marked(header.approver_kind);
  const std::string approver_id = marked(header.approver_id);
  const std::string approver_name = marked(header.approver_name);
  const std::string reverses = marked(header.reverses);
  return sealed(key, {"ledger.transaction",
                      header.id,
                      header.kind,
                      at,
                      header.currency,
                      amount,
                      header.partner,
                      account,
                      header.receipt_number,
                      reference,
                      note,
                      header.origin_kind,
                      header.origin_id,
                      header.origin_name,
                      header.side,
                      header.via,
                      approver_kind,
                      approver_id,
                      approver_name,
                      reverses,
                      header.effect,
                      entries});
}

std::string mac_of(const crypto::SecretKey& key, const Entry& entry, std::string_view header_mac,
                   std::string_view chain) {
  std::string numbers;
  for (const std::int64_t number :
       {entry.ledger_account, entry.number, base::microseconds(entry.at), entry.amount_minor,
        entry.before_minor, entry.after_minor, entry.in_minor, entry.out_minor})
    numbers += std::to_string(number) + ",";
  return sealed(key, {"ledger.entry", chain, header_mac, numbers, entry.transaction,
                      entry.account_kind, entry.kind, entry.effect});
}

}  // namespace credit::ledger
