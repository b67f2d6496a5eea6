// user: accounts, made and listed without the server. One that runs takes them in at their sign-in.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "access/access.hpp"
#include "app/commands.hpp"
#include "app/errors.hpp"
#include "app/offline.hpp"
#include "text/visible.hpp"

namespace oneseal {
namespace {

struct UserOptions {
    std::string settings = "/etc/oneseal/oneseal.json";
    access::NewAccount account{};
};

struct Accounts {
    OfflineDatabase offline{};
    SystemClock clock{};
    std::unique_ptr<access::Access> access{};
};

Result<std::unique_ptr<Accounts>> open_accounts(const std::string& file, Offline purpose) {
    auto accounts = std::make_unique<Accounts>();
    auto offline = open_offline(file, purpose);
    if (!offline) return offline.error();
    accounts->offline = std::move(*offline);
    auto access = access::Access::open(*accounts->offline.database, accounts->clock);
    if (!access) return access.error();
    accounts->access = std::move(*access);
    for (const nlohmann::json& county : accounts->offline.settings.counties) {
        if (auto set = accounts->access->set_county(county); !set) return set.error();
    }
    return accounts;
}

// Passwords come from standard input, so that they stand in no process list or history.
std::string read_password() {
    std::string password;
    std::getline(std::cin, password);
    return password;
}

bool is_in_county(const Settings& settings, const access::NewAccount& account) {
    for (const nlohmann::json& county : settings.counties) {
        if (county["code"] != account.county) continue;
        const auto is_person = [&](const auto& person) { return person["id"] == account.person; };
        return std::ranges::any_of(county["people"], is_person);
    }
    return false;
}

int add(const UserOptions& options) {
    // On a new installation the first account comes before the first start.
    const auto accounts = open_accounts(options.settings, Offline::changes);
    if (!accounts) return tell(accounts.error());
    const access::NewAccount& account = options.account;
    if (account.county != access::applicants &&
        !is_in_county((*accounts)->offline.settings, account)) {
        return tell(errors::user_not_in_county(account.county, account.person));
    }
    if (account.verified && (sdk::is_blank(account.name) || sdk::is_blank(account.id_number))) {
        return tell(errors::user_not_identified());
    }
    const std::string password = read_password();
    if (auto strong = access::check_password(password); !strong) return tell(strong.error());
    if (auto added = (*accounts)->access->add_account(account); !added) return tell(added.error());
    const auto set = (*accounts)->access->set_password(account.county, account.username, password);
    return set ? 0 : tell(set.error());
}

int set_password(const UserOptions& options) {
    const auto accounts = open_accounts(options.settings, Offline::changes);
    if (!accounts) return tell(accounts.error());
    const access::NewAccount& account = options.account;
    const auto set =
        (*accounts)->access->set_password(account.county, account.username, read_password());
    return set ? 0 : tell(set.error());
}

int list(const UserOptions& options) {
    const auto accounts = open_accounts(options.settings, Offline::reads);
    if (!accounts) return tell(accounts.error());
    const auto all = (*accounts)->access->accounts(options.account.county);
    if (!all) return tell(all.error());
    for (const access::Principal& one : *all) {
        const nlohmann::json line = {{"username", one.username},
                                     {"person", one.person},
                                     {"name", one.name},
                                     {"roles", one.roles},
                                     {"verified", one.verified}};
        std::cout << line.dump() << "\n";
    }
    return 0;
}

}  // namespace

void add_user_commands(CLI::App& app, int& status) {
    CLI::App* group = app.add_subcommand("user", "Accounts");
    group->require_subcommand(1);
    auto options = std::make_shared<UserOptions>();
    access::NewAccount& account = options->account;
    account.county = access::applicants;
    const auto command = [&](const char* name, const char* help, int (*run)(const UserOptions&)) {
        CLI::App* made = group->add_subcommand(name, help);
        made->add_option(
            "--county", account.county, "Of a member of staff; not given for an applicant");
        made->add_option("--settings", options->settings, "The installation's oneseal.json")
            ->capture_default_str();
        made->callback([options, run, &status] { status = run(*options); });
        return made;
    };
    command(
        "list", "The accounts of a county, or of the applicants; one JSON object a line", &list);
    CLI::App* passwd = command("passwd", "Set a password, read from standard input", &set_password);
    passwd->add_option("username", account.username)->required();
    CLI::App* make =
        command("add", "Make an account; its password is read from standard input", &add);
    make->add_option("username", account.username)->required();
    make->add_option("--person", account.person, "Who of the county's people it is");
    make->add_option("--name", account.name, "An applicant's name");
    make->add_option("--id-number", account.id_number, "An applicant's identity number");
    make->add_option("--mobile", account.mobile, "An applicant's mobile number");
    make->add_flag("--verified",
                   account.verified,
                   "The identity was checked at a counter: only then may the applicant file");
}

}  // namespace oneseal
