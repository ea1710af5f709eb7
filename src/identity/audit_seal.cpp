#include "identity/audit_seal.hpp"

#include "embedded/identity_queries.hpp"

namespace identity {
namespace {

// A row may become visible after others that drew their numbers later; never after so many.
constexpr int overtaken = 10'000;
constexpr int page_rows = 1000;

struct Link {
  std::int64_t place = 0;
  std::string mac;
};

struct Row {
  std::int64_t sequence;
  std::string content;  // every column, each preceded by its length
};

std::string framed(std::string_view text) {
  return std::to_string(text.size()) + ":" + std::string(text);
}

Row row_in(const database::Row& row) {
  Row read{row.integer("sequence"), {}};
  read.content += framed(row.text("id"));
  read.content += framed(std::to_string(row.integer("at_us")));
  for (const char* column :
       {"origin_kind", "origin_id", "origin_name", "origin_address", "change", "subject"})
    read.content += framed(row.text(column));
  const auto partner = row.optional_text("partner_id");
  read.content += partner ? "+" + framed(*partner) : "-";
  read.content += framed(row.text("details"));
  return read;
}

std::string mac_of(const crypto::SecretKey& key, const Link& before, const Row& row) {
  const std::string place = std::to_string(before.place + 1);
  const std::string sequence = std::to_string(row.sequence);
  const auto mac =
      crypto::mac(key, {"identity.audit_seal", before.mac, place, sequence, row.content});
  return crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

struct Sealed {
  std::int64_t place;
  std::int64_t sequence;
  std::string mac;
  std::optional<Row> row;
};

Sealed sealed_in(const database::Row& row) {
  Sealed sealed{row.integer("place"), row.integer("sealed_sequence"), std::string(row.text("mac")),
                std::nullopt};
  if (row.optional_integer("sequence")) sealed.row = row_in(row);
  return sealed;
}

std::optional<std::string> fault_in(const crypto::SecretKey& key, const Link& before,
                                    const Sealed& sealed) {
  const auto fault = [&](const char* what) {
    return "audit_entry " + std::to_string(sealed.sequence) + ": " + what;
  };
  if (sealed.place != before.place + 1)
    return "audit_seal " + std::to_string(before.place + 1) + ": is missing";
  if (!sealed.row) return fault("is missing");
  if (mac_of(key, before, *sealed.row) != sealed.mac)
    return fault("was changed, or swapped: its MAC is not that of its content");
  return std::nullopt;
}

}  // namespace

bool has_unsealed_audit(database::Snapshot& snapshot) {
  return snapshot.exists(queries::has_unsealed_audit_entry, {{"overtaken", overtaken}});
}

int seal_audit(database::Transaction& transaction, const crypto::SecretKey& key, int limit) {
  Link last = transaction
                  .first(queries::find_last_audit_seal, {},
                         [](const database::Row& row) {
                           const auto place = row.integer("place");
                           return Link{place, std::string(row.text("mac"))};
                         })
                  .value_or(Link{});
  const auto rows = transaction.all(queries::list_unsealed_audit_entries,
                                    {{"overtaken", overtaken}, {"limit", limit}}, row_in);
  for (const Row& row : rows) {
    last = {last.place + 1, mac_of(key, last, row)};
    transaction.execute(queries::insert_audit_seal,
                        {{"place", last.place}, {"sequence", row.sequence}, {"mac", last.mac}});
  }
  return static_cast<int>(rows.size());
}

AuditVerified verify_audit(database::Database& database, const crypto::SecretKey& key,
                           const std::function<void(std::int64_t rows)>& progress) {
  return database.read([&](database::Snapshot& snapshot) {
    AuditVerified verified;
    Link last;
    for (;;) {
      const auto page = snapshot.all(queries::list_audit_seals,
                                     {{"after", last.place}, {"limit", page_rows}}, sealed_in);
      for (const Sealed& sealed : page) {
        verified.fault = fault_in(key, last, sealed);
        if (verified.fault) return verified;
        last = {sealed.place, sealed.mac};
        ++verified.sealed;
      }
      progress(verified.sealed);
      if (page.size() < page_rows) break;
    }
    verified.last_mac = last.mac;
    verified.unsealed = snapshot.count(queries::count_audit_trail, {}) - verified.sealed;
    return verified;
  });
}

}  // namespace identity
