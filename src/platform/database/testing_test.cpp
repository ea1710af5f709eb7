#include "platform/database/testing.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <regex>
#include <stdexcept>
#include <thread>

namespace database::testing {
namespace {

/// In memory where there is room, unless TMPDIR says otherwise: a database made there costs a
/// tenth.
std::filesystem::path scratch() {
  constexpr std::uintmax_t enough_bytes = std::uintmax_t{2} << 30;
  std::error_code none;
  std::filesystem::path memory = "/dev/shm";
  const bool roomy = std::filesystem::space(memory, none).available >= enough_bytes && !none;
  if (std::getenv("TMPDIR") == nullptr && roomy && ::access(memory.c_str(), W_OK) == 0)
    return memory;
  return std::filesystem::temp_directory_path();
}

/// What a process that was killed left behind: its server is gone, its files are not.
void sweep() {
  std::error_code none;
  static const std::regex name("portal-(?:postgres|test)-([0-9]+)-.*");
  for (const auto& entry : std::filesystem::directory_iterator(scratch(), none)) {
    std::smatch match;
    const std::string file = entry.path().filename().string();
    if (!std::regex_match(file, match, name)) continue;
    if (::kill(static_cast<pid_t>(std::stol(match[1].str())), 0) != 0 && errno == ESRCH)
      std::filesystem::remove_all(entry.path(), none);
  }
}

std::filesystem::path make_directory(const std::string& prefix) {
  static std::once_flag once;
  std::call_once(once, sweep);
  // The process is named so that `sweep` knows what a dead one left.
  std::string pattern = (scratch() / fmt::format("{}{}-XXXXXX", prefix, ::getpid())).string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  return pattern;
}

/// The newest installation of Debian's layout, else what the PATH gives.
std::string program(const std::string& name) {
  std::vector<std::filesystem::path> versions;
  std::error_code none;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
    if (std::filesystem::exists(version.path() / "bin" / name)) versions.push_back(version.path());
  return versions.empty() ? name : (std::ranges::max(versions) / "bin" / name).string();
}

/// PostgreSQL refuses to run as root.
const passwd* unprivileged() {
  if (::geteuid() != 0) return nullptr;
  const passwd* const user = ::getpwnam("postgres");
  return user != nullptr ? user : ::getpwnam("nobody");
}

/// Starts a program as the unprivileged user, quiet, to be killed when this process dies.
pid_t start(const std::vector<std::string>& words) {
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  arguments.push_back(nullptr);
  const passwd* const user = unprivileged();
  const uid_t uid = user == nullptr ? ::getuid() : user->pw_uid;
  const gid_t gid = user == nullptr ? ::getgid() : user->pw_gid;
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nowhere = ::open("/dev/null", O_RDWR);
  if (nowhere < 0) ::_exit(126);
  ::dup2(nowhere, 0);
  ::dup2(nowhere, 1);
  ::dup2(nowhere, 2);
  if (user != nullptr && (::setgid(gid) != 0 || ::setuid(uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  ::execvp(arguments[0], const_cast<char* const*>(arguments.data()));
  ::_exit(127);
}

class Cluster {
 public:
  static Cluster& instance() {
    static Cluster cluster;
    return cluster;
  }

  std::string create(Schema schema) {
    const std::string name = fmt::format("test_{}", ++made_);
    const std::string origin = schema == Schema::migrated ? "migrated" : "template0";
    const std::lock_guard lock(mutex_);
    command(fmt::format("CREATE DATABASE {} OWNER portal TEMPLATE {}", name, origin));
    return name;
  }
  void drop(const std::string& name) {
    const std::lock_guard lock(mutex_);
    command(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
  }
  std::string url(const std::string& database, const std::string& role = "portal") const {
    return fmt::format("postgresql:///{}?host={}&user={}", database, directory_.string(), role);
  }

 private:
  Cluster() {
    directory_ = make_directory("portal-postgres-");
    const passwd* const user = unprivileged();
    if (user != nullptr && ::chown(directory_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("chown of the cluster's directory");
    const std::string data = (directory_ / "data").string();
    const pid_t making = start({program("initdb"), "-D", data, "-U", "postgres", "-A", "trust",
                                "--locale=C", "-E", "UTF8", "--no-sync", "--no-instructions"});
    int status = 0;
    ::waitpid(making, &status, 0);
    if (status != 0) throw std::runtime_error("initdb failed; is PostgreSQL installed?");
    std::vector<std::string> words{program("postgres"), "-D", data, "-k", directory_.string()};
    // With small buffers a CREATE DATABASE takes five times as long.
    for (const char* setting : {"listen_addresses=", "fsync=off", "full_page_writes=off",
                                "max_connections=200", "autovacuum=off", "shared_buffers=256MB"})
      words.insert(words.end(), {"-c", setting});
    server_ = start(words);
    wait_until_ready();
    command("CREATE ROLE portal LOGIN");
    command("CREATE DATABASE migrated OWNER portal TEMPLATE template0");
    Options options;
    options.url = url("migrated");
    options.readers = 1;
    Database::open(options)->migrate();
  }

  ~Cluster() {
    PQfinish(connection_);
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
    std::error_code none;
    std::filesystem::remove_all(directory_, none);
  }

  void wait_until_ready() {
    const std::string where = url("postgres", "postgres");
    for (int tries = 0; tries < 1500 && PQping(where.c_str()) != PQPING_OK; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    connection_ = PQconnectdb(where.c_str());
    if (PQstatus(connection_) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection_));
  }

  void command(const std::string& sql) {
    PGresult* const result = PQexec(connection_, sql.c_str());
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!done) throw std::runtime_error(PQerrorMessage(connection_));
  }

  std::filesystem::path directory_;
  pid_t server_ = 0;
  PGconn* connection_ = nullptr;
  std::mutex mutex_;
  std::atomic<int> made_{0};
};

/// An SQLite file with every migration, made once and copied for each test.
const std::filesystem::path& migrated_file() {
  static const TemporaryDirectory directory;
  static const std::filesystem::path file = [] {
    Options options;
    options.directory = directory.path();
    Database::open(options)->migrate();
    return directory.path() / "portal.db";
  }();
  return file;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() : path_(make_directory("portal-test-")) {}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code none;
  std::filesystem::remove_all(path_, none);
}

FreshDatabase::FreshDatabase(Engine engine, Schema schema) {
  options_.directory = directory_.path();
  if (engine == Engine::sqlite) {
    if (schema == Schema::migrated)
      std::filesystem::copy_file(migrated_file(), directory_.path() / "portal.db");
  } else {
    name_ = Cluster::instance().create(schema);
    options_.url = Cluster::instance().url(name_);
  }
}

FreshDatabase::~FreshDatabase() {
  close();
  if (!name_.empty()) Cluster::instance().drop(name_);
}

Database& FreshDatabase::database() {
  const std::lock_guard lock(mutex_);
  if (!database_) database_ = Database::open(options_);
  return *database_;
}

Sql::Sql(std::string text) : sqlite_(std::move(text)) {
  static const std::regex token("'[^']*'|:[a-z_][a-z0-9_]*");
  auto written = sqlite_.cbegin();
  for (std::sregex_iterator match(sqlite_.begin(), sqlite_.end(), token), end; match != end;
       ++match) {
    const std::string found = match->str();
    if (found.front() != ':') continue;
    const std::string name = found.substr(1);
    auto place = std::ranges::find(names_, name);
    if (place == names_.end()) place = names_.insert(names_.end(), name);
    postgres_.append(written, sqlite_.cbegin() + match->position());
    postgres_ += fmt::format("${}", place - names_.begin() + 1);
    written = sqlite_.cbegin() + match->position() + match->length();
  }
  postgres_.append(written, sqlite_.cend());
  views_.assign(names_.begin(), names_.end());
  query_ = Query{"test/sql", sqlite_, postgres_, views_};
}

std::int64_t rows_of(Database& database, const std::string& table) {
  const Sql counting("SELECT count(*) FROM " + table);
  return database.read([&](Snapshot& snapshot) { return snapshot.count(counting, {}); });
}

}  // namespace database::testing
