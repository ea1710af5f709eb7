#include "registrations/export_table.hpp"

namespace registrations {
namespace {

using spreadsheet::Cell;

constexpr int batch_rows = 2000;

Cell moment(const std::optional<base::Instant>& at) {
  return at ? Cell(*at) : Cell();
}
Cell text(const std::optional<std::string>& text) {
  return text ? Cell(*text) : Cell();
}

class Table {
 public:
  explicit Table(const View& view)
      : view_(view), for_provider_(view.reader.audience == identity::Audience::provider) {
    for (int i = 0; i < 9; ++i) {
      const auto status = static_cast<Status>(i);
      states_[static_cast<std::size_t>(i)] = say("states." + std::string(name_of(status)));
    }
  }

  std::vector<std::string> header() const {
    if (for_provider_)
      return {say("exports.partner"),       say("exports.account_name"), say("exports.email"),
              say("exports.partner_role"),  say("exports.status"),       say("exports.owner"),
              say("exports.registered_at"), say("exports.confirmed_at")};
    return {say("exports.friendly_name"), say("exports.email"), say("exports.role"),
            say("exports.status"),        say("exports.owner"), say("exports.registered_at"),
            say("exports.confirmed_at")};
  }

  std::vector<Cell> row(const ListedRegistration& row) const {
    const Status status = status_at(row, view_.now);
    std::vector<Cell> cells;
    if (for_provider_) {
      cells.emplace_back(row.partner_name);
      cells.emplace_back(row.account_name);
    } else {
      cells.push_back(text(row.friendly_name));
    }
    cells.emplace_back(row.email);
    cells.emplace_back(row.role);
    cells.emplace_back(states_[static_cast<std::size_t>(status)]);
    cells.push_back(text(row.owner_name));
    cells.emplace_back(row.registered_at);
    cells.push_back(moment(row.confirmed_at));
    return cells;
  }

  std::string say(std::string_view key) const {
    return view_.installation.catalog.text(view_.language, key);
  }

 private:
  const View& view_;
  bool for_provider_;
  std::array<std::string, 9> states_;
};

}  // namespace

std::optional<std::int64_t> write_table(database::Database& database, const Asked& asked,
                                        const View& view, const std::filesystem::path& target,
                                        const Progress& progress) {
  const Table table(view);
  const auto writer = spreadsheet::create(asked.format.value(), target, table.say("exports.sheet"),
                                          table.header(), view.installation.settings.zone);
  const identity::PartnerScope scope = view.reader.scope();
  const Plan planned = database.read([&](database::Snapshot& snapshot) {
    return plan(snapshot, scope, asked.filter, asked.order, Counting::for_a_page);
  });
  std::int64_t rows = 0;
  for (std::optional<Position> after;;) {
    const Listed listed = database.read([&](database::Snapshot& snapshot) {
      return list(snapshot, scope, asked.filter, asked.order, planned, after, batch_rows);
    });
    for (const ListedRegistration& row : listed.rows) writer->row(table.row(row));
    rows += static_cast<std::int64_t>(listed.rows.size());
    if (!progress(rows)) return std::nullopt;
    if (!listed.next) break;
    after = listed.next;
  }
  writer->finish();
  return rows;
}

}  // namespace registrations
