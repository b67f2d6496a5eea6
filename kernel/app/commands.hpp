// The command line's groups. Each adds its subcommands; a subcommand sets `status` to the exit
// code.
#pragma once

#include <string>

#include "base/error.hpp"
#include "base/json.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace oneseal {

constexpr int done = 0;
constexpr int refused = 1;
constexpr int wrong_use = 2;
constexpr int unavailable = 3;

void add_serve_commands(CLI::App& app, int& status);     // serve, demo
void add_plugin_commands(CLI::App& app, int& status);    // plugin evaluate, check
void add_calendar_commands(CLI::App& app, int& status);  // calendar due
void add_rule_commands(CLI::App& app, int& status);      // rule eval
void add_case_commands(CLI::App& app, int& status);      // case show
void add_journal_commands(CLI::App& app, int& status);   // journal verify, anchor
void add_register_commands(CLI::App& app, int& status);  // ban enter, lift; list enter, remove
void add_search_commands(CLI::App& app, int& status);    // search rebuild
void add_contract_commands(CLI::App& app, int& status);  // openapi
void add_user_commands(CLI::App& app, int& status);      // user add, passwd, list

// Tells an error on standard error, in both languages, with its remedy and findings; answers the
// exit code that it means.
int tell(const Error& error);

// What a line of JSON Lines answers that could not be: {"error": {code, pointer, message}}.
Json error_line(const Error& error);

// The path of the program that lies beside this one, as oneseal-plugin-host.
std::string beside(const std::string& program);

}  // namespace oneseal
