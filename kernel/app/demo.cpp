#include "app/demo.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "access/access.hpp"
#include "app/demo/filler.hpp"
#include "app/errors.hpp"
#include "app/offline.hpp"
#include "base/json.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

// What was built of them.
std::map<std::string, std::string> surfaces_in(const std::string& folder) {
    std::map<std::string, std::string> found;
    if (folder.empty()) return found;
    const std::pair<const char*, const char*> known[] = {{"/", "portal"}, {"/console", "console"}};
    for (const auto& [path, name] : known) {
        const fs::path surface = fs::absolute(folder) / name;
        if (fs::exists(surface / "index.html")) found[path] = surface.string();
    }
    return found;
}

Result<std::string> write_settings(const DemoOptions& options) {
    std::error_code failed;
    const fs::path data = fs::absolute(options.data);
    fs::create_directories(data, failed);
    std::ifstream source(fs::path(options.config) / "oneseal.json");
    if (failed || !source) return errors::demo_cannot_prepare(options.config);
    nlohmann::json settings = nlohmann::json::parse(source, nullptr, false);
    if (!settings.is_object()) return errors::demo_cannot_prepare("oneseal.json");
    const fs::path config = fs::absolute(options.config);
    settings["listen"] = {{"address", "127.0.0.1"}, {"port", options.port}};
    settings["storage"] = {{"engine", "sqlite"}, {"path", (data / "oneseal.db").string()}};
    settings["blobs"] = (data / "blobs").string();
    settings["plugins"] = fs::absolute(options.packages).string();
    settings["messages"] = {{"sink", "messages.jsonl"}};
    settings["demonstration"] = true;
    settings["plugins_without_landlock"] = true;  // no real person's data, no unknown plugin
    for (nlohmann::json& county : settings["counties"])
        county = (config / county.get<std::string>()).string();
    for (const char* key : {"laws", "calendars", "remedies"}) {
        settings[key] = (config / settings[key].get<std::string>()).string();
    }
    if (settings.contains("surfaces")) {
        for (nlohmann::json& folder : settings["surfaces"])
            folder = (config / folder.get<std::string>()).string();
    }
    for (const auto& [path, folder] : surfaces_in(options.surfaces)) {
        settings["surfaces"][path] = folder;
    }
    const fs::path file = data / "oneseal.json";
    std::ofstream(file) << settings.dump(2) << "\n";
    return file.string();
}

access::NewAccount account_from(const nlohmann::json& json) {
    access::NewAccount account;
    account.username = json.value("username", "");
    if (json["county"].is_string()) {
        account.county = json["county"].get<std::string>();
        account.person = json["person"].get<std::string>();
        return account;
    }
    account.county = access::applicants;
    const nlohmann::json& person = json["person"];
    account.name = person.value("name", "");
    account.id_number = person.value("id_number", "");
    account.mobile = person.value("mobile", "");
    account.verified = person.value("identity", "") == "verified";
    for (const nlohmann::json& one : json.value("represents", nlohmann::json::array())) {
        account.represents.push_back(
            {one.value("name", ""), one.value("type", ""), one.value("code", "")});
    }
    return account;
}

Result<void> make_accounts(const std::string& settings,
                           const std::string& config,
                           const Clock& clock) {
    const auto accounts = load_demo_accounts(fs::path(config) / "demo/accounts.json");
    if (!accounts) return accounts.error();
    const auto offline = open_offline(settings, Offline::changes);
    if (!offline) return offline.error();
    auto access = access::Access::open(*offline->database, clock);
    if (!access) return access.error();
    for (const nlohmann::json& county : offline->settings.counties) {
        if (auto set = (*access)->set_county(county); !set) return set.error();
    }
    for (const nlohmann::json& json : (*accounts)["accounts"]) {
        const access::NewAccount account = account_from(json);
        auto added = (*access)->add_account(account);
        // An earlier demonstration has made it.
        if (!added && added.error().code == ErrorCode::conflict) continue;
        if (!added) return added.error();
        auto set = (*access)->set_password(account.county, account.username, demo_password);
        if (!set) return set.error();
    }
    return {};
}

std::string both(const Text& text) {
    return text.zh_cn + " / " + text.en;
}

class ClockAt : public Clock {
  public:
    explicit ClockAt(Instant at) : at_(at) {}
    Instant now() const override { return at_; }

  private:
    Instant at_;
};

// Lies beside the database from before the first case on.
fs::path mark_beside(const fs::path& database) {
    return database.parent_path() / "demonstration.json";
}

Result<void> mark(const DemoOptions& options, Instant now, bool finished) {
    const Json mark = {{"demonstration", true},
                       {"cases", options.cases},
                       {"seed", options.seed},
                       {"filled_until", format_instant(now)},
                       {"finished", finished}};
    std::error_code failed;
    fs::create_directories(options.data, failed);
    std::ofstream file(mark_beside(fs::path(options.data) / "oneseal.db"));
    if (file << mark.dump(2) << std::endl) return {};
    return errors::demo_cannot_prepare(options.data);
}

bool was_interrupted(const Settings& settings) {
    std::ifstream in(mark_beside(settings.database));
    const Json mark = Json::parse(in, nullptr, false);
    return mark.is_object() && !flag_at(mark, "finished");
}

// A line that is written over on a terminal; elsewhere one for each twentieth.
class ProgressLine {
  public:
    explicit ProgressLine(std::ostream& out) : out_(out), terminal_(isatty(STDOUT_FILENO) != 0) {}

    void show(const demo::Progress& progress) {
        const int part = progress.done * 20 / progress.total;
        if (!terminal_ && part == shown_) return;
        shown_ = part;
        const std::string line = both(errors::demo_filling(std::to_string(progress.done),
                                                           std::to_string(progress.total),
                                                           std::to_string(progress.left.count())));
        out_ << (terminal_ ? "\r" : "") << line << (terminal_ ? "   " : "\n") << std::flush;
    }
    void finish() {
        if (terminal_) out_ << "\n";
    }

  private:
    std::ostream& out_;
    bool terminal_;
    int shown_ = -1;
};

Result<void> fill_demo(const DemoOptions& options,
                       const Settings& settings,
                       const demo::FillOptions& filling,
                       std::ostream& out) {
    ProgressLine line(out);
    const auto filled =
        demo::fill(settings, filling, [&line](const demo::Progress& one) { line.show(one); });
    line.finish();
    if (!filled) return filled.error();
    for (const std::string& refused : filled->refused) {
        out << both(errors::demo_refused()) << ": " << refused << "\n";
    }
    out << both(errors::demo_filled(std::to_string(filled->cases))) << std::endl;
    return mark(options, filling.now, true);
}

}  // namespace

Result<std::string> prepare_demo(const DemoOptions& options, const Clock& clock) {
    auto file = write_settings(options);
    if (!file) return file;
    if (auto made = make_accounts(*file, options.config, clock); !made) return made.error();
    return file;
}

Result<std::string> prepare_filled_demo(const DemoOptions& options,
                                        const std::string& plugin_host,
                                        Instant now,
                                        std::ostream& out) {
    const bool fills = options.cases > 0 && !fs::exists(fs::path(options.data) / "oneseal.db");
    if (fills) {
        if (auto marked = mark(options, now, false); !marked) return marked.error();
    }
    const ClockAt begin(fills ? demo::first_instant(now) : now);
    auto file = prepare_demo(options, begin);
    if (!file) return file;
    auto settings = load_settings(*file);
    if (!settings) return settings.error();
    if (!fills && was_interrupted(*settings)) out << both(errors::demo_unfinished()) << std::endl;
    if (!fills) return file;
    settings->port = 0;  // nobody is answered at the usual one before all is there
    demo::FillOptions filling;
    filling.folder = (fs::path(options.config) / "demo").string();
    filling.plugin_host = plugin_host;
    filling.cases = options.cases;
    filling.seed = options.seed;
    filling.now = now;
    if (auto filled = fill_demo(options, *settings, filling, out); !filled) return filled.error();
    return file;
}

bool is_filled_demo(const Settings& settings) {
    return !settings.postgresql && fs::exists(mark_beside(settings.database));
}

void tell_demo(const DemoOptions& options, std::uint16_t port, std::ostream& out) {
    const std::string address = "http://127.0.0.1:" + std::to_string(port);
    out << "\nOneSeal " << both(errors::demo_is_up()) << ": " << address << "\n";
    if (surfaces_in(options.surfaces).contains("/console")) {
        out << "  " << both(errors::demo_for_applicants()) << ": " << address << "/\n"
            << "  " << both(errors::demo_for_staff()) << ": " << address << "/console/\n";
    }
    out << "  " << both(errors::demo_data()) << ": " << options.data << "\n"
        << "  " << both(errors::demo_counties()) << ": 511102, 511126\n"
        << "  " << both(errors::demo_accounts())
        << ": applicants wang, zhang, li; staff (with county) intake1, reviewer1,\n"
        << "    surveyor1…3, decider1, head1, seal1, supervisor1,\n"
        << "    legal1, integrity1 (511102), admin1, regulator1, regulator2; "
        << both(errors::demo_password()) << ": " << demo_password << "\n"
        << "  " << both(errors::demo_first()) << ":\n"
        << "    curl -s " << address << "/api/v1/counties/511102/matters\n"
        << "    curl -s " << address << "/api/v1/session -d '{\"username\":\"wang\",\"password\":\""
        << demo_password << "\"}' -H 'Content-Type: application/json'\n"
        << "  " << both(errors::demo_readme()) << ". Ctrl-C " << both(errors::demo_ends()) << "."
        << std::endl;
}

}  // namespace oneseal
