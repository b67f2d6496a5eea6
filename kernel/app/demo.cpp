#include "app/demo.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "access/access.hpp"
#include "app/errors.hpp"
#include "app/offline.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

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
    for (nlohmann::json& county : settings["counties"])
        county = (config / county.get<std::string>()).string();
    for (const char* key : {"laws", "calendars", "remedies"}) {
        settings[key] = (config / settings[key].get<std::string>()).string();
    }
    if (settings.contains("surfaces")) {
        for (nlohmann::json& folder : settings["surfaces"])
            folder = (config / folder.get<std::string>()).string();
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

Result<void> make_accounts(const std::string& settings, const std::string& config) {
    const auto accounts = load_demo_accounts(fs::path(config) / "demo/accounts.json");
    if (!accounts) return accounts.error();
    const auto offline = open_offline(settings, Offline::changes);
    if (!offline) return offline.error();
    const SystemClock clock;
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

}  // namespace

Result<std::string> prepare_demo(const DemoOptions& options) {
    auto file = write_settings(options);
    if (!file) return file;
    if (auto made = make_accounts(*file, options.config); !made) return made.error();
    return file;
}

void tell_demo(const DemoOptions& options, std::uint16_t port, std::ostream& out) {
    const std::string address = "http://127.0.0.1:" + std::to_string(port);
    out << "\nOneSeal " << both(errors::demo_is_up()) << ": " << address << "\n"
        << "  " << both(errors::demo_data()) << ": " << options.data << "\n"
        << "  " << both(errors::demo_counties()) << ": 511102, 511126\n"
        << "  " << both(errors::demo_accounts())
        << ": applicants wang, zhang, li; staff (with county) intake1, reviewer1,\n"
        << "    surveyor1…6, decider1, head1, seal1, supervisor1, legal1; "
        << both(errors::demo_password()) << ": " << demo_password << "\n"
        << "  " << both(errors::demo_first()) << ":\n"
        << "    curl -s " << address << "/api/v1/counties/511102/matters\n"
        << "    curl -s " << address << "/api/v1/session -d '{\"username\":\"wang\",\"password\":\""
        << demo_password << "\"}' -H 'Content-Type: application/json'\n"
        << "  " << both(errors::demo_readme()) << ". Ctrl-C " << both(errors::demo_ends()) << "."
        << std::endl;
}

}  // namespace oneseal
