#include "app/commands/commands.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/setting_rules.hpp"

namespace app {
namespace {

void add_overrides(CLI::App& command, Overrides& overrides) {
  command.add_option("--config", overrides.config,
                     "Settings file (TOML); each setting is also an environment variable PORTAL_…");
  command.add_option("--data", overrides.data, "Folder of the embedded database (setting data)");
  command.add_option("--database", overrides.database,
                     "postgresql://… instead of the embedded database (setting database.url)");
}

/// Binds a sub-command to what it runs.
template <class Command>
CLI::App* add(CLI::App& parent, const std::string& name, const std::string& description,
              Command& command, int& code, int (*run)(const Command&)) {
  auto* added = parent.add_subcommand(name, description);
  add_overrides(*added, command.overrides);
  added->callback([&command, &code, run] { code = run(command); });
  return added;
}

struct Commands {
  Serve serve;
  UserCreate user;
  SecondFactorReset second_factor;
  PartnerCreate partner;
  ApiKeyCreate key;
  ApiKeyRevoke revoked_key;
  ConfigCheck check;
  Overrides overrides;
  std::string file;
  bool markdown = false;
  bool toml = false;
};

void add_people(CLI::App& app, Commands& commands, int& code) {
  auto* user = app.add_subcommand("user", "People who sign in")->require_subcommand(1);
  auto* create =
      add(*user, "create",
          "Make a person; the password is asked twice at a terminal, or is the first line "
          "of standard input",
          commands.user, code, user_create);
  create->add_option("--email", commands.user.email, "Address to sign in with")->required();
  create->add_option("--name", commands.user.name, "Name as others see it")->required();
  create->add_option("--audience", commands.user.audience, "provider or partner")
      ->required()
      ->check(CLI::IsMember({"provider", "partner"}));
  create->add_option("--role", commands.user.roles, "One or more roles, e.g. provider_admin")
      ->required();
  create->add_option("--partner", commands.user.partner,
                     "Id of the partner (ptn_…), for partner staff");
  create->add_option("--language", commands.user.language, "vi or en")
      ->check(CLI::IsMember({"vi", "en"}));

  add(*user, "reset-two-factor",
      "Remove the second factor of a person whose device is lost; the person is mailed",
      commands.second_factor, code, user_reset_second_factor)
      ->add_option("--email", commands.second_factor.email, "Address that the person signs in with")
      ->required();

  auto* partner = app.add_subcommand("partner", "Reseller companies")->require_subcommand(1);
  auto* found = add(*partner, "create", "Make a partner and invite its first administrator",
                    commands.partner, code, partner_create);
  found->add_option("--name", commands.partner.name, "Short name")->required();
  found->add_option("--legal-name", commands.partner.legal_name, "Legal name, as customers read it")
      ->required();
  found->add_option("--tax-code", commands.partner.tax_code, "Tax code")->required();
  found
      ->add_option("--service-account", commands.partner.service_accounts,
                   "The partner's own service account; may repeat")
      ->required();
  found->add_option("--admin-email", commands.partner.admin_email, "Who gets the invitation")
      ->required();

  auto* key = app.add_subcommand("api-key", "Keys for programs")->require_subcommand(1);
  auto* made =
      add(*key, "create", "Make a key and print it once", commands.key, code, api_key_create);
  made->add_option("--name", commands.key.name, "What the key is for")->required();
  made->add_option("--role", commands.key.role, "The one role that the key has")->required();
  made->add_option("--audience", commands.key.audience, "provider or partner")
      ->required()
      ->check(CLI::IsMember({"provider", "partner"}));
  made->add_option("--partner", commands.key.partner,
                   "Id of the partner (ptn_…), for a partner's key");
  made->add_option("--expires-days", commands.key.days, "Days until it expires")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  auto* list = key->add_subcommand(
      "list", "All keys: id, side, role, state, when it expires, name; never the key itself");
  add_overrides(*list, commands.overrides);
  list->callback([&] { code = api_key_list(commands.overrides); });
  add(*key, "revoke", "End a key; its next call is refused", commands.revoked_key, code,
      api_key_revoke)
      ->add_option("ID", commands.revoked_key.id, "key_…, as `api-key list` shows it")
      ->required();
}

void add_operating(CLI::App& app, Commands& commands, int& code) {
  auto* up = app.add_subcommand("migrate", "Bring the database up to this program");
  add_overrides(*up, commands.overrides);
  up->callback([&] { code = migrate(commands.overrides); });

  auto* save = app.add_subcommand(
      "backup", "Copy the embedded database while the server runs, and check the copy");
  add_overrides(*save, commands.overrides);
  save->add_option("FILE", commands.file, "Must not exist yet")->required();
  save->callback([&] { code = backup(commands.overrides, commands.file); });

  auto* again = app.add_subcommand(
      "restored",
      "After a database was restored by other means than a copy of `backup`: sign everybody out, "
      "and void the links of open invitations and password resets, and recovery codes");
  add_overrides(*again, commands.overrides);
  again->callback([&] { code = restored(commands.overrides); });

  auto* ledger = app.add_subcommand("ledger", "The ledger of credit")->require_subcommand(1);
  auto* proof = ledger->add_subcommand(
      "verify",
      "Recompute every balance, sum and MAC, and name the first row that fails; also "
      "while the server runs");
  add_overrides(*proof, commands.overrides);
  proof->callback([&] { code = ledger_verify(commands.overrides); });
  auto* entries = ledger->add_subcommand(
      "export", "Write every entry to a file, .csv or .xlsx; also while the server runs");
  add_overrides(*entries, commands.overrides);
  entries->add_option("FILE", commands.file, "Must not exist yet")->required();
  entries->callback([&] { code = ledger_export(commands.overrides, commands.file); });
  auto* audit = app.add_subcommand("audit", "The audit trail")->require_subcommand(1);
  auto* chain = audit->add_subcommand(
      "verify",
      "Follow the chain of seals over the trail, and name the first row that fails; "
      "also while the server runs");
  add_overrides(*chain, commands.overrides);
  chain->callback([&] { code = audit_verify(commands.overrides); });

  auto* directory =
      app.add_subcommand("directory", "The provider's service accounts")->require_subcommand(1);
  auto* import =
      directory->add_subcommand("import", "Create or replace service accounts from a CSV file");
  add_overrides(*import, commands.overrides);
  import->add_option("FILE", commands.file, "CSV with the field names of the HTTP contract")
      ->required();
  import->callback([&] { code = import_directory(commands.overrides, commands.file); });

  auto* config = app.add_subcommand("config", "Settings")->require_subcommand(1);
  auto* check = add(*config, "check",
                    "Check and print the settings, and whether the database opens and fits this "
                    "program; also while the server runs, and without changing anything",
                    commands.check, code, config_check);
  check->add_flag_callback(
      "--deep", [&] { commands.check.depth = ConfigCheck::Depth::whole; },
      "Also read the whole embedded database and check every page and reference (2 s for 1 GB)");
  auto* markdown = check->add_flag_callback(
      "--markdown", [&] { commands.check.print = ConfigCheck::Print::markdown; },
      "Print the reference of all settings");
  check
      ->add_flag_callback(
          "--toml", [&] { commands.check.print = ConfigCheck::Print::toml; },
          "Print a commented default file")
      ->excludes(markdown);

  app.add_subcommand("routes", "Print the URL table: method, path, access")->callback([&] {
    code = print_routes();
  });
}

}  // namespace

int run_command(int count, char** arguments) {
  CLI::App app("Partner Portal: a cloud provider's reseller channel", "partner-portal");
  app.set_version_flag("--version", PORTAL_VERSION);
  app.require_subcommand(1);
  Commands commands;
  int code = 0;
  auto* server = add(app, "serve", "Run the portal", commands.serve, code, serve);
  server
      ->add_option("--listen", commands.serve.overrides.listen,
                   "host:port (setting listen; default 127.0.0.1:8080)")
      ->check([](const std::string& text) {
        return is_listen_address(text) ? "" : "\"" + text + "\" is not of the form host:port";
      });
  server->add_flag(
      "--demo", commands.serve.demo,
      "Fill an empty database with a demo channel, and show mails instead of sending them");
  add_people(app, commands, code);
  add_operating(app, commands, code);
  try {
    app.parse(count, arguments);
    return code;
  } catch (const CLI::ParseError& error) {
    const auto unknown = app.remaining(true);
    if (error.get_exit_code() == 0 || unknown.empty()) return app.exit(error) == 0 ? 0 : 2;
    std::cerr << "partner-portal: \"" << unknown.front() << "\" is no command or option here; see "
              << "--help\n";
    return 2;
  } catch (const Misuse& error) {
    std::cerr << "partner-portal: " << error.what() << '\n';
    return 2;
  } catch (const database::OpenError& error) {
    const bool in_use = error.code == "database.in_use";
    std::cerr << "partner-portal: " << (in_use ? "the server is running: " : "") << error.what()
              << '\n';
  } catch (const std::exception& error) {
    std::cerr << "partner-portal: " << error.what() << '\n';
  }
  return 1;
}

}  // namespace app
