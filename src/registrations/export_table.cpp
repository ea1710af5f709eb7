#include "registrations/export_table.hpp"

#include "registrations/asked.hpp"

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

class Columns {
 public:
  explicit Columns(const View& view)
      : view_(view), for_provider_(view.reader.audience == identity::Audience::provider) {
    for (int i = 0; i < 9; ++i) {
      const auto status = static_cast<Status>(i);
      states_[static_cast<std::size_t>(i)] = say("states." + std::string(name_of(status)));
    }
  }

  std::vector<std::string> header() const {
    if (for_provider_)
      return {say("tables.registrations.partner"),       say("tables.registrations.account_name"),
              say("tables.registrations.email"),         say("tables.registrations.partner_role"),
              say("tables.registrations.status"),        say("tables.registrations.owner"),
              say("tables.registrations.registered_at"), say("tables.registrations.confirmed_at")};
    return {say("tables.registrations.friendly_name"), say("tables.registrations.email"),
            say("tables.registrations.role"),          say("tables.registrations.status"),
            say("tables.registrations.owner"),         say("tables.registrations.registered_at"),
            say("tables.registrations.confirmed_at")};
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

std::int64_t count(database::Database& database, const Asked& asked,
                   const identity::PartnerScope& scope) {
  return database.read([&](database::Snapshot& snapshot) {
    return plan(snapshot, scope, asked.filter, asked.order, Counting::to_the_end)
        .total.registrations;
  });
}

std::int64_t write(database::Database& database, const Asked& asked, const View& view,
                   const exports::Target& target, const exports::Progress& progress) {
  const Columns columns(view);
  const auto writer =
      spreadsheet::create(target.format, target.file, columns.say("tables.registrations.sheet"),
                          columns.header(), view.installation.settings.zone);
  const identity::PartnerScope scope = view.reader.scope();
  const Plan planned = database.read([&](database::Snapshot& snapshot) {
    return plan(snapshot, scope, asked.filter, asked.order, Counting::for_a_page);
  });
  std::int64_t rows = 0;
  for (std::optional<Position> after;;) {
    const Listed listed = database.read([&](database::Snapshot& snapshot) {
      return list(snapshot, scope, asked.filter, asked.order, planned, after, batch_rows);
    });
    for (const ListedRegistration& row : listed.rows) writer->row(columns.row(row));
    rows += static_cast<std::int64_t>(listed.rows.size());
    if (!progress(rows)) return rows;
    if (!listed.next) break;
    after = listed.next;
  }
  writer->finish();
  return rows;
}

}  // namespace

exports::Table export_table(database::Database& database, const Installation& installation) {
  const auto asked_by = [&installation](const exports::Question& question) {
    return read_asked(question.request, question.reader, installation.key);
  };
  return {.name = std::string(export_table_name),
          .count = [&database,
                    asked_by](const exports::Question& question) -> base::Result<std::int64_t> {
            return count(database, TRY(asked_by(question)), question.reader.scope());
          },
          .write = [&database, &installation, asked_by](
                       const exports::Question& question, const exports::Target& target,
                       const exports::Progress& progress) -> base::Result<std::int64_t> {
            const View view{question.reader, installation, question.language, question.now};
            return write(database, TRY(asked_by(question)), view, target, progress);
          }};
}

}  // namespace registrations
