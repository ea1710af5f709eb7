// bare_loop DATA REQUESTS
//
// The yardstick of bench/README.md (b) and (h): what SQLite itself does with the very statements by
// which the program answers one request. Runs the program's own handlers in this process, keeps
// every statement of their transactions with its values, takes the database back to how it was, and
// runs the same statements in a plain loop over sqlite3: prepared once, one thread,
// synchronous=FULL, each request in a transaction of its own, then 32 of them in one. Prints
// {"statements", "one_a_commit", "several_a_commit"}: statements of a request, requests a second.
//
// DATA is a folder of the program that nothing else has open. REQUESTS is a file of POST requests,
// one a line: {"key": an API key, "path", "body": any JSON, "answer": what the answer must hold}.

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <unordered_map>

#include "app/access.hpp"
#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "app/rooms.hpp"
#include "platform/http/router.hpp"

namespace {

using Held = std::variant<std::monostate, std::int64_t, bool, std::string>;

struct Statement {
  std::string_view sql;
  std::vector<std::pair<std::string, Held>> values;
  std::int64_t rows = 0;  // that the program looked at
};
using Unit = std::vector<Statement>;

Held held_of(const database::Value& value) {
  return std::visit(
      [](const auto& one) -> Held {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, std::string_view>)
          return std::string(one);
        else
          return one;
      },
      value.held());
}

class RecordingTransaction final : public database::Transaction {
 public:
  RecordingTransaction(database::Transaction& inner, Unit& unit) : inner_(inner), unit_(unit) {}

  void each(const database::Query& query, database::Parameters parameters,
            const std::function<bool(const database::Row&)>& use) override {
    const std::size_t mine = keep(query, parameters);
    inner_.each(query, parameters, [&](const database::Row& row) {
      ++unit_[mine].rows;
      return use(row);
    });
  }
  std::expected<std::int64_t, database::Violation> attempt(
      const database::Query& query, database::Parameters parameters) override {
    keep(query, parameters);
    return inner_.attempt(query, parameters);
  }

 private:
  std::size_t keep(const database::Query& query, database::Parameters parameters) {
    Statement statement{query.sqlite, {}, 0};
    for (const database::Parameter& parameter : parameters)
      statement.values.emplace_back(":" + std::string(parameter.name), held_of(parameter.value));
    unit_.push_back(std::move(statement));
    return unit_.size() - 1;
  }
  database::Transaction& inner_;
  Unit& unit_;
};

/// Passes everything on and keeps the statements of each write.
class RecordingDatabase final : public database::Database {
 public:
  explicit RecordingDatabase(std::unique_ptr<Database> inner) : inner_(std::move(inner)) {}

  database::Engine engine() const override { return inner_->engine(); }
  std::vector<std::string> migrate() override { return inner_->migrate(); }
  std::vector<std::string> pending_migrations() override { return inner_->pending_migrations(); }
  void backup(const std::filesystem::path& target, const Amend& amend) override {
    inner_->backup(target, amend);
  }
  std::string deep_check() override { return inner_->deep_check(); }
  bool healthy() noexcept override { return inner_->healthy(); }
  bool stopped() const noexcept override { return inner_->stopped(); }

  std::vector<Unit> units;

 protected:
  void run_write(const std::function<bool(database::Transaction&)>& body) override {
    (void)inner_->write([&](database::Transaction& transaction) -> base::Result<> {
      Unit unit;
      RecordingTransaction recording(transaction, unit);
      if (!body(recording)) return base::fail(base::ErrorKind::conflict, "refused");
      units.push_back(std::move(unit));
      return {};
    });
  }
  void run_read(const std::function<void(database::Snapshot&)>& body) override {
    inner_->read([&](database::Snapshot& snapshot) { body(snapshot); });
  }

 private:
  std::unique_ptr<Database> inner_;
};

struct Asked {
  http::Request request;
  std::string answer;
};

std::vector<Asked> read_requests(const std::filesystem::path& file) {
  std::vector<Asked> requests;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const auto given = boost::json::parse(line);
    const auto text = [&](const char* name) { return std::string(given.at(name).as_string()); };
    const auto id = fmt::format("bare-{}", requests.size());
    http::Request request;
    request.method = http::Method::post;
    request.path = text("path");
    request.headers = {{"authorization", "Bearer " + text("key")},
                       {"content-type", "application/json"},
                       {"idempotency-key", id}};
    request.body = boost::json::serialize(given.at("body"));
    request.id = id;
    request.client_address = "127.0.0.1";
    requests.push_back({std::move(request), text("answer")});
  }
  if (requests.empty()) throw std::runtime_error("no requests in " + file.string());
  return requests;
}

std::vector<Unit> record(const std::filesystem::path& data, std::vector<Asked> requests) {
  app::Overrides overrides;
  overrides.data = data.string();
  app::Settings settings = app::settings_or_refuse(overrides);
  app::Installation installation(std::move(settings), database::Open::exclusive,
                                 app::Installation::Migrate::no);
  auto recording = std::make_unique<RecordingDatabase>(std::move(installation.database));
  RecordingDatabase& recorded = *recording;
  installation.database = std::move(recording);
  const notifications::Outbox outbox(*installation.database, installation.catalog, installation.key,
                                     installation.settings.notifications);
  app::Rooms rooms(installation, outbox, false);
  const http::Router router(
      app::guarded(app::routes(rooms), rooms.identity.gatekeeper(), installation.catalog));
  for (auto& [request, answer] : requests) {
    auto match = router.find(request.method, request.path);
    if (match.route == nullptr) throw std::runtime_error("no such call: " + request.path);
    request.path_parameters = std::move(match.parameters);
    const auto response = match.route->handler(request);
    if (response.body.find(answer) == std::string::npos)
      throw std::runtime_error(request.path + " answered " + response.body);
  }
  if (recorded.units.size() != requests.size())
    throw std::runtime_error("not one transaction a request");
  return std::move(recorded.units);
}

/// A plain loop over sqlite3, set up as the program sets up its writer.
class Loop {
 public:
  explicit Loop(const std::filesystem::path& file) {
    check(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                          nullptr));
    for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"})
      check(sqlite3_exec(handle_, pragma, nullptr, nullptr, nullptr));
  }
  ~Loop() {
    for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Requests a second.
  double run(std::span<const Unit> units, std::size_t a_commit) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < units.size(); done += a_commit) {
      step("BEGIN IMMEDIATE", {}, 0);
      for (const Unit& unit : units.subspan(done, std::min(a_commit, units.size() - done)))
        for (const Statement& statement : unit)
          step(statement.sql, statement.values, statement.rows);
      step("COMMIT", {}, 0);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(units.size()) / took.count();
  }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }
  sqlite3_stmt* prepared(std::string_view sql) {
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
      sqlite3_stmt* statement = nullptr;
      check(sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
      found = prepared_.emplace(sql, statement).first;
    }
    return found->second;
  }
  void bind(sqlite3_stmt* statement, const std::pair<std::string, Held>& value) const {
    const int place = sqlite3_bind_parameter_index(statement, value.first.c_str());
    if (const auto* integer = std::get_if<std::int64_t>(&value.second))
      check(sqlite3_bind_int64(statement, place, *integer));
    else if (const auto* truth = std::get_if<bool>(&value.second))
      check(sqlite3_bind_int(statement, place, *truth ? 1 : 0));
    else if (const auto* text = std::get_if<std::string>(&value.second))
      check(sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()),
                              SQLITE_STATIC));
  }
  void step(std::string_view sql, std::span<const std::pair<std::string, Held>> values,
            std::int64_t rows) {
    sqlite3_stmt* const statement = prepared(sql);
    for (const auto& value : values) bind(statement, value);
    int code = sqlite3_step(statement);
    for (std::int64_t seen = 0; code == SQLITE_ROW && seen < rows; ++seen)
      code = sqlite3_step(statement);
    if (code != SQLITE_DONE && code != SQLITE_ROW) check(code);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }

  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string_view, sqlite3_stmt*> prepared_;
};

/// The rate over a copy of `before`, which is how the database was.
double rate(const std::filesystem::path& file, const std::filesystem::path& before,
            std::span<const Unit> units, std::size_t a_commit) {
  for (const char* extra : {"-wal", "-shm"}) std::filesystem::remove(file.string() + extra);
  std::filesystem::copy_file(before, file, std::filesystem::copy_options::overwrite_existing);
  return Loop(file).run(units, a_commit);
}

int measure(const std::filesystem::path& data, const std::filesystem::path& requests) {
  const auto file = data / "portal.db";
  const auto before = data / "before.db";
  std::filesystem::copy_file(file, before, std::filesystem::copy_options::overwrite_existing);
  const std::vector<Unit> units = record(data, read_requests(requests));
  const double single = rate(file, before, units, 1);
  const double several = rate(file, before, units, 32);
  std::filesystem::rename(before, file);
  fmt::print(R"({{"statements":{},"one_a_commit":{:.0f},"several_a_commit":{:.0f}}})"
             "\n",
             units.back().size(), single, several);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) {
    std::cerr << "usage: bare_loop DATA REQUESTS\n";
    return 2;
  }
  try {
    return measure(values[1], values[2]);
  } catch (const std::exception& error) {
    std::cerr << "bare_loop: " << error.what() << "\n";
    return 1;
  }
}
