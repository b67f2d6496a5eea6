// oneseal: one program for serving, demonstrating and checking. Exit codes: 0 done, 1 refused,
// 2 wrong use, 3 unavailable.
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"

int main(int argc, char** argv) {
    // What this program writes is for nobody else on the machine: cases, passwords' hashes, files.
    ::umask(0077);
    CLI::App app{
        "OneSeal: the platform of an administrative approval bureau.\n"
        "Try `oneseal demo`, then follow the first commands that it prints."};
    app.require_subcommand(1);
    int status = 0;
    oneseal::add_serve_commands(app, status);
    oneseal::add_plugin_commands(app, status);
    oneseal::add_calendar_commands(app, status);
    oneseal::add_rule_commands(app, status);
    oneseal::add_case_commands(app, status);
    oneseal::add_journal_commands(app, status);
    oneseal::add_register_commands(app, status);
    oneseal::add_search_commands(app, status);
    oneseal::add_contract_commands(app, status);
    oneseal::add_user_commands(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : oneseal::wrong_use;
    }
    return status;
}
