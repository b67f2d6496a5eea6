#include "settings/settings.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json.hpp"
#include "settings/county_check.hpp"
#include "settings/document.hpp"
#include "settings/errors.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

// Takes a result's value, or its error as the one of the whole.
template <typename T>
bool take(Result<T> result, T& value, Error& error) {
    if (result) {
        value = std::move(*result);
        return true;
    }
    error = std::move(result.error());
    return false;
}

bool read_counties(const Json& paths, const fs::path& folder, Settings& settings, Error& error) {
    std::set<Json> codes;
    for (const Json& path : paths) {
        const fs::path file = folder / path.get<std::string>();
        Json county;
        if (!take(load_county(file), county, error)) return false;
        if (!codes.insert(county["code"]).second) {
            error = invalid_settings(file, {{"/code", settings::errors::county_of_another_file()}});
            return false;
        }
        settings.counties.push_back(std::move(county));
    }
    return true;
}

// "/" or one segment below it, which is none that the program answers at itself.
bool may_serve(const std::string& path) {
    constexpr std::array<std::string_view, 5> own{
        "/api", "/healthz", "/readyz", "/metrics", "/plain"};
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return path.starts_with('/') && path.find_first_not_of(letters, 1) == path.npos &&
           std::ranges::find(own, path) == own.end();
}

Result<void> read_surfaces(const Json& json, const fs::path& file, Settings& settings) {
    std::vector<Finding> wrong;
    for (const auto& [path, folder] : json.items()) {
        if (!may_serve(path)) {
            wrong.push_back(
                {"/surfaces/" + pointer_token(path), settings::errors::no_surface_path()});
        }
        settings.surfaces[path] = fs::absolute(file).parent_path() / folder.get<std::string>();
    }
    if (!wrong.empty()) return invalid_settings(file, std::move(wrong));
    return {};
}

// What is not set is as usual.
ClientLimits read_limits(const Json& json) {
    ClientLimits limits;
    limits.form_bytes = json.value("form_bytes", limits.form_bytes);
    limits.checks_per_minute = json.value("checks_per_minute", limits.checks_per_minute);
    limits.check_bytes_per_minute =
        json.value("check_bytes_per_minute", limits.check_bytes_per_minute);
    limits.verifications_per_minute =
        json.value("verifications_per_minute", limits.verifications_per_minute);
    limits.sign_ins_per_minute = json.value("sign_ins_per_minute", limits.sign_ins_per_minute);
    limits.codes_per_hour = json.value("codes_per_hour", limits.codes_per_hour);
    limits.drafts = json.value("drafts", limits.drafts);
    limits.drafts_per_hour = json.value("drafts_per_hour", limits.drafts_per_hour);
    limits.draft_bytes = json.value("draft_bytes", limits.draft_bytes);
    limits.upload_bytes_per_hour =
        json.value("upload_bytes_per_hour", limits.upload_bytes_per_hour);
    return limits;
}

}  // namespace

Settings::Settings() = default;
Settings::Settings(Settings&&) noexcept = default;
Settings& Settings::operator=(Settings&&) noexcept = default;
Settings::~Settings() = default;

Result<Json> load_county(const fs::path& file) {
    auto county = read_document(file, "county");
    if (!county) return county;
    if (auto findings = check_county(*county); !findings.empty()) {
        return invalid_settings(file, std::move(findings));
    }
    return county;
}

Result<Json> load_demo_accounts(const fs::path& file) {
    return read_document(file, "accounts");
}

Result<Settings> load_settings(const fs::path& file) {
    auto document = read_document(file, "oneseal");
    if (!document) return document.error();
    const Json& json = *document;
    const fs::path folder = fs::absolute(file).parent_path();
    const auto path = [&](const char* key) {
        return folder / json[key].get_ref<const std::string&>();
    };
    Settings settings;
    settings.address = json["listen"]["address"];
    settings.port = json["listen"]["port"];
    settings.io_threads = json["io_threads"];
    settings.body_bytes = json["limits"]["body_bytes"];
    settings.upload_bytes = json["limits"]["upload_bytes"];
    settings.limits = read_limits(json["limits"]);
    if (json.contains("trusted_proxies")) {
        settings.trusted_proxies = json["trusted_proxies"].get<std::vector<std::string>>();
    }
    settings.postgresql = json["storage"]["engine"] == "postgresql";
    settings.database = settings.postgresql
                            ? json["storage"]["connection"].get<std::string>()
                            : (folder / json["storage"]["path"].get<std::string>()).string();
    settings.evidence_key = settings.database + ".evidence-key";
    settings.anchors =
        json.contains("anchors") ? path("anchors").string() : settings.database + ".anchors";
    settings.blobs = path("blobs");
    settings.plugins = path("plugins");
    settings.plugins_without_landlock = flag_at(json, "plugins_without_landlock");
    settings.kept_packages = settings.blobs.parent_path() / "kept_packages";
    if (auto read = read_surfaces(json.value("surfaces", Json::object()), file, settings); !read) {
        return read.error();
    }
    settings.demonstration = flag_at(json, "demonstration");
    if (json.contains("messages")) {
        settings.message_sink = folder / text_at(json["messages"], "sink");
    }
    settings.remedies = std::make_unique<Json>();
    Error error;
    if (!read_counties(json["counties"], folder, settings, error) ||
        !take(read_folder(path("laws"), "law"), settings.laws, error) ||
        !take(read_folder(path("calendars"), "calendar"), settings.calendars, error) ||
        !take(read_document(path("remedies"), "remedies"), *settings.remedies, error)) {
        return error;
    }
    return settings;
}

}  // namespace oneseal
