// ban and list: registers of persons, kept without the server. One that runs reads them at its
// start.
#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.hpp"
#include "app/offline.hpp"
#include "base/clock.hpp"
#include "desk/county_record.hpp"

namespace oneseal {
namespace {

struct RegisterOptions {
    std::string settings = "/etc/oneseal/oneseal.json";
    desk::Ordered ordered{};
    desk::Ban ban{};
    desk::ListEntry entry{};
};

using Change = Result<void> (*)(storage::Database&, const RegisterOptions&);

Result<void> enter_ban(storage::Database& database, const RegisterOptions& options) {
    return desk::enter_ban(database, options.ordered, options.ban);
}

Result<void> lift_ban(storage::Database& database, const RegisterOptions& options) {
    return desk::lift_ban(database, options.ordered, options.ban.id);
}

Result<void> enter_in_list(storage::Database& database, const RegisterOptions& options) {
    return desk::enter_in_list(database, options.ordered, options.entry);
}

Result<void> remove_from_list(storage::Database& database, const RegisterOptions& options) {
    return desk::remove_from_list(database, options.ordered, options.entry);
}

int change(RegisterOptions options, Change what) {
    const auto offline = open_offline(options.settings, Offline::changes);
    if (!offline) return tell(offline.error());
    options.ordered.at = SystemClock().now();
    const auto changed = what(*offline->database, options);
    return changed ? 0 : tell(changed.error());
}

}  // namespace

void add_register_commands(CLI::App& app, int& status) {
    auto options = std::make_shared<RegisterOptions>();
    const auto command = [&](CLI::App* group, const char* name, const char* help, Change what) {
        CLI::App* made = group->add_subcommand(name, help);
        made->add_option("county", options->ordered.county, "As 511102")->required();
        made->add_option("--by", options->ordered.by, "Who ordered it")->required();
        made->add_option("--reason", options->ordered.reason, "Why")->required();
        made->add_option("--settings", options->settings, "The installation's oneseal.json")
            ->capture_default_str();
        made->callback([options, what, &status] { status = change(*options, what); });
        return made;
    };
    desk::Ban& ban = options->ban;
    CLI::App* bans = app.add_subcommand("ban", "Who may not apply, by which decision");
    bans->require_subcommand(1);
    CLI::App* enter = command(bans, "enter", "Enter a ban", &enter_ban);
    enter->add_option("id", ban.id, "The ban's own id")->required();
    enter->add_option("--subject", ban.subject, "The person's or organisation's code")->required();
    enter->add_option("--kind", ban.kind, "As the matters' facts name it")->required();
    enter->add_option("--matter", ban.matter, "The matter's id")->required();
    enter->add_option("--until", ban.until, "The last day; not given: for life");
    enter->add_option("--basis", ban.basis, "The decision, by its number")->required();
    CLI::App* lift = command(bans, "lift", "Lift a ban", &lift_ban);
    lift->add_option("id", ban.id)->required();
    desk::ListEntry& entry = options->entry;
    CLI::App* lists = app.add_subcommand("list", "Lists that a county keeps");
    lists->require_subcommand(1);
    CLI::App* add = command(lists, "enter", "Enter somebody in a list", &enter_in_list);
    CLI::App* drop = command(lists, "remove", "Remove somebody from a list", &remove_from_list);
    for (CLI::App* of_list : {add, drop}) {
        of_list->add_option("list", entry.list, "As serious_dishonest")->required();
        of_list->add_option("subject", entry.subject, "The code")->required();
    }
    add->add_option("--basis", entry.basis, "The decision, by its number")->required();
}

}  // namespace oneseal
