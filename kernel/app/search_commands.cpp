// search: what cases are found by, made anew.
#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/offline.hpp"
#include "desk/search_repository.hpp"

namespace oneseal {
namespace {

// The server fills them again, beside its work.
int rebuild(const std::string& settings) {
    const auto offline = open_offline(settings, Offline::changes);
    if (!offline) return tell(offline.error());
    const auto forgotten = offline->database->commit_and_wait(desk::forget_words());
    if (!forgotten) return tell(forgotten.error());
    std::cout << "forgotten; the server makes every case findable again while it runs\n";
    return done;
}

}  // namespace

void add_search_commands(CLI::App& app, int& status) {
    CLI::App* group = app.add_subcommand("search", "What cases are found by");
    group->require_subcommand(1);
    CLI::App* command = group->add_subcommand("rebuild", "Make it anew from the cases");
    auto settings = std::make_shared<std::string>("/etc/oneseal/oneseal.json");
    command->add_option("--settings", *settings, "The installation's oneseal.json")
        ->capture_default_str();
    command->callback([settings, &status] { status = rebuild(*settings); });
}

}  // namespace oneseal
