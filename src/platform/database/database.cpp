#include "platform/database/database.hpp"

#include <mutex>
#include <set>

#include "platform/database/body.hpp"
#include "platform/database/postgres_database.hpp"
#include "platform/database/sqlite_database.hpp"

namespace database {
namespace {

struct RunNames {
  std::mutex mutex;
  std::set<std::string, std::less<>> names;
};

RunNames& run_names() {
  static RunNames names;
  return names;
}

thread_local bool inside_body = false;

}  // namespace

void note_run(std::string_view query) {
  RunNames& run = run_names();
  const std::lock_guard lock(run.mutex);
  run.names.emplace(query);
}

std::vector<std::string_view> Database::queries_run() {
  RunNames& run = run_names();
  const std::lock_guard lock(run.mutex);
  return {run.names.begin(), run.names.end()};
}

InsideBody::InsideBody() {
  inside_body = true;
}

InsideBody::~InsideBody() {
  inside_body = false;
}

void refuse_nesting() {
  if (inside_body)
    throw std::logic_error("read or write was called inside the body of another one");
}

Arranged arrange(const Query& query, Parameters parameters) {
  Arranged arranged{};
  ENSURE(parameters.size() == query.parameters.size() && parameters.size() <= arranged.size());
  std::size_t next = 0;
  for (const Parameter& parameter : parameters) {
    std::size_t steps = 0;
    while (steps < parameters.size() && query.parameters[next] != parameter.name) {
      next = next + 1 == parameters.size() ? 0 : next + 1;
      ++steps;
    }
    const bool known_and_new = steps < parameters.size() && arranged[next] == nullptr;
    ENSURE(known_and_new);
    if (const auto* text = std::get_if<std::string_view>(&parameter.value.held()))
      if (text->find('\0') != std::string_view::npos)
        throw std::logic_error(std::string(query.name) + ": U+0000 in " +
                               std::string(parameter.name));
    arranged[next] = &parameter.value.held();
    next = next + 1 == parameters.size() ? 0 : next + 1;
  }
  return arranged;
}

int Row::find(std::string_view column) const {
  const int count = column_count();
  int index = next_;
  for (int steps = 0; steps < count; ++steps) {
    if (index >= count) index = 0;
    if (column_name(index) == column) {
      next_ = index + 1;
      return index;
    }
    ++index;
  }
  throw std::logic_error("no column " + std::string(column));
}

namespace {

[[noreturn]] void refuse_null(std::string_view column) {
  throw std::logic_error("column " + std::string(column) + " is NULL");
}

}  // namespace

std::string_view Row::text(std::string_view column) const {
  const auto value = text_at(find(column));
  if (!value) refuse_null(column);
  return *value;
}

std::optional<std::string> Row::optional_text(std::string_view column) const {
  const auto value = text_at(find(column));
  if (!value) return std::nullopt;
  return std::string(*value);
}

std::int64_t Row::integer(std::string_view column) const {
  const auto value = integer_at(find(column));
  if (!value) refuse_null(column);
  return *value;
}

std::optional<std::int64_t> Row::optional_integer(std::string_view column) const {
  return integer_at(find(column));
}

bool Row::boolean(std::string_view column) const {
  const auto value = boolean_at(find(column));
  if (!value) refuse_null(column);
  return *value;
}

base::Instant Row::instant(std::string_view column) const {
  return base::from_microseconds(integer(column));
}

std::optional<base::Instant> Row::optional_instant(std::string_view column) const {
  const auto at_us = optional_integer(column);
  if (!at_us) return std::nullopt;
  return base::from_microseconds(*at_us);
}

std::int64_t Row::only_integer() const {
  const auto value = column_count() == 1 ? integer_at(0) : std::nullopt;
  if (!value) throw std::logic_error("not a single integer column");
  return *value;
}

bool Snapshot::exists(const Query& query, Parameters parameters) {
  bool found = false;
  each(query, parameters, [&](const Row&) {
    found = true;
    return false;
  });
  return found;
}

std::int64_t Snapshot::count(const Query& query, Parameters parameters) {
  const auto counted = first(query, parameters, [](const Row& row) { return row.only_integer(); });
  if (!counted) throw std::logic_error(std::string(query.name) + ": no row to count");
  return *counted;
}

std::int64_t Transaction::execute(const Query& query, Parameters parameters) {
  const auto changed = attempt(query, parameters);
  if (!changed)
    throw std::logic_error(std::string(query.name) + " violates " + changed.error().constraint);
  return *changed;
}

std::unique_ptr<Database> Database::open(const Options& options, Open mode) {
  if (options.url.empty()) return sqlite::open(options, mode);
  return postgres::open(options, mode);
}

}  // namespace database
