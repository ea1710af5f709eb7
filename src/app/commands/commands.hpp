#pragma once
// The command line: `partner-portal SUBCOMMAND`. Errors go to standard error; exit 0, 1 (failed) or
// 2 (wrong usage).

#include <optional>
#include <string>

#include "app/application.hpp"

namespace app {

int run_command(int count, char** arguments);

/// Settings without a problem, or every problem on standard error and exit 1 by Refusal.
Settings settings_or_refuse(const Overrides& overrides);

/// Whoever runs a command, as the audit trail keeps it.
identity::Origin command_line();

struct Serve {
  Overrides overrides;
  bool demo = false;
};
int serve(const Serve& command);

struct UserCreate {
  Overrides overrides;
  std::string email, name, audience, partner, language = "vi";
  std::vector<std::string> roles;
};
int user_create(const UserCreate& command);

struct SecondFactorReset {
  Overrides overrides;
  std::string email;
};
/// For somebody whose device is lost and for whom no other admin can do it.
int user_reset_second_factor(const SecondFactorReset& command);

struct PartnerCreate {
  Overrides overrides;
  std::string name, legal_name, tax_code, admin_email;
  std::vector<std::string> service_accounts;
};
int partner_create(const PartnerCreate& command);

struct ApiKeyCreate {
  Overrides overrides;
  std::string name, role, audience, partner;
  int days = 365;
};
int api_key_create(const ApiKeyCreate& command);

/// All keys, one a line; the key itself is nowhere.
int api_key_list(const Overrides& overrides);

struct ApiKeyRevoke {
  Overrides overrides;
  std::string id;
};
int api_key_revoke(const ApiKeyRevoke& command);

int migrate(const Overrides& overrides);
/// In the copy nobody is signed in, and open invitations and password resets are void.
int backup(const Overrides& overrides, const std::string& target);
/// The same for a database that was restored from a copy of another kind, such as pg_dump's.
int restored(const Overrides& overrides);
/// Beside a running server too: reads only.
int ledger_verify(const Overrides& overrides);
int ledger_export(const Overrides& overrides, const std::string& file);
int audit_verify(const Overrides& overrides);
int import_directory(const Overrides& overrides, const std::string& file);

struct ConfigCheck {
  Overrides overrides;
  enum class Print { problems, markdown, toml } print = Print::problems;
  /// look: the database opens and has the right schema. whole: every page of it is read as well.
  enum class Depth { look, whole } depth = Depth::look;
};
/// Beside a running server too: changes nothing and takes no lock.
int config_check(const ConfigCheck& command);
int print_routes();

}  // namespace app
