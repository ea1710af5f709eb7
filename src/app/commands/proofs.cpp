// What an operator proves at the command line, beside a running server.

#include <unistd.h>

#include <iostream>

#include "app/commands/commands.hpp"
#include "identity/audit_seal.hpp"

namespace app {
namespace {

/// Opens for reading alone, with the key that is there: a new one would find every row wrong.
std::unique_ptr<Installation> open_to_prove(const Overrides& overrides) {
  Settings settings = settings_or_refuse(overrides);
  const auto file = settings.data / "secret.key";
  if (settings.secret_key.empty() && !std::filesystem::exists(file))
    throw Refusal("the key of this installation is not there: " + file.string() +
                  " (or the setting secret_key)");
  return std::make_unique<Installation>(std::move(settings), database::Open::read_only,
                                        Installation::Migrate::no);
}

/// A line that is written over, where somebody looks.
class Progress {
 public:
  explicit Progress(std::string noun) : noun_(std::move(noun)) {}
  ~Progress() {
    if (shown_) std::cerr << '\n';
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void tell(std::int64_t done) {
    if (!looked_at_ || done < next_) return;
    next_ = done + step;
    shown_ = true;
    std::cerr << '\r' << done << ' ' << noun_ << std::flush;
  }

 private:
  static constexpr std::int64_t step = 10'000;
  std::string noun_;
  bool looked_at_ = isatty(STDERR_FILENO) != 0;
  bool shown_ = false;
  std::int64_t next_ = step;
};

}  // namespace

int ledger_verify(const Overrides& overrides) {
  const auto installation = open_to_prove(overrides);
  credit::Verified verified;
  {
    Progress progress("entries");
    verified = credit::verify(*installation->database, installation->credit(),
                              [&](std::int64_t entries) { progress.tell(entries); });
  }
  if (verified.fault) {
    std::cerr << verified.fault->row << ": " << verified.fault->what << '\n';
    return 1;
  }
  std::cout << "the ledger is right: " << verified.accounts << " accounts, "
            << verified.transactions << " transactions, " << verified.entries << " entries\n";
  return 0;
}

int ledger_export(const Overrides& overrides, const std::string& file) {
  const std::filesystem::path path(file);
  if (path.extension() != ".csv" && path.extension() != ".xlsx")
    throw Misuse("the file must end in .csv or .xlsx");
  if (std::filesystem::exists(path)) throw Refusal(file + " is there already");
  const auto installation = open_to_prove(overrides);
  const auto format =
      path.extension() == ".csv" ? spreadsheet::Format::csv : spreadsheet::Format::xlsx;
  std::int64_t written = 0;
  {
    Progress progress("entries");
    written = credit::export_ledger(*installation->database, installation->credit(), format, path,
                                    [&](std::int64_t entries) { progress.tell(entries); });
  }
  std::cout << "wrote " << written << " entries to " << file << '\n';
  return 0;
}

int audit_verify(const Overrides& overrides) {
  const auto installation = open_to_prove(overrides);
  identity::AuditVerified verified;
  {
    Progress progress("rows");
    verified = identity::verify_audit(*installation->database, installation->key,
                                      [&](std::int64_t rows) { progress.tell(rows); });
  }
  if (verified.fault) {
    std::cerr << *verified.fault << '\n';
    return 1;
  }
  std::cout << "the audit trail is right: " << verified.sealed << " rows sealed, "
            << verified.unsealed << " to be sealed";
  if (verified.sealed > 0) std::cout << "; seal " << verified.sealed << " is " << verified.last_mac;
  std::cout << '\n';
  return 0;
}

}  // namespace app
