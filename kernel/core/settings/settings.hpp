// The configuration, read once at the start and checked: oneseal.json and the files that it names.
// The counties', laws', calendars' and remedies' documents stay JSON; the folders that use them
// read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace oneseal {

// What one account may take, or one address where nobody is signed in.
struct ClientLimits {
    std::size_t form_bytes = 256 << 10;
    int checks_per_minute = 600;
    std::uint64_t check_bytes_per_minute = 8 << 20;
    int verifications_per_minute = 60;
    int sign_ins_per_minute = 60;  // an address
    int codes_per_hour = 60;       // likewise
    int drafts = 20;               // of an applicant, open at once in a county
    int drafts_per_hour = 60;
    std::uint64_t draft_bytes = 200 << 20;  // files in an applicant's open drafts
    std::uint64_t upload_bytes_per_hour = std::uint64_t{1} << 30;
};

struct Settings {
    std::string address{};
    std::uint16_t port = 0;
    std::size_t io_threads = 1;
    std::size_t body_bytes = 0;
    std::uint64_t upload_bytes = 0;
    ClientLimits limits{};
    std::vector<std::string> trusted_proxies{};

    bool postgresql = false;        // otherwise SQLite
    std::string database{};         // SQLite: the file's path; PostgreSQL: a libpq connection text
    std::string evidence_key{};     // the path of the key that signs anchors
    std::string anchors{};          // the folder of their copies, outside of the database
    std::filesystem::path blobs{};  // absolute, as are the others
    std::filesystem::path plugins{};
    bool plugins_without_landlock = false;
    std::filesystem::path kept_packages{};  // beside the blobs; by digest, never removed
    std::map<std::string, std::filesystem::path> surfaces{};  // by the paths that serve them
    bool demonstration = false;                               // every page of a paper says so
    std::filesystem::path message_sink{};  // a file that takes all messages; empty: none are sent

    std::vector<nlohmann::json> counties;        // in the order of oneseal.json
    std::vector<nlohmann::json> laws;            // in the order of their files' names
    std::vector<nlohmann::json> calendars;       // the same
    std::unique_ptr<nlohmann::json> remedies{};  // never null after load_settings()

    Settings();
    Settings(Settings&&) noexcept;
    Settings& operator=(Settings&&) noexcept;
    ~Settings();
};

// Reads `file`, a oneseal.json; relative paths in it start at its folder. Fails as `invalid_input`
// (SETTINGS_INVALID, or SETTINGS_UNREADABLE for a file that can't be read or is no JSON); each
// finding's pointer is file#pointer. Everything that is wrong in a file is told at once.
Result<Settings> load_settings(const std::filesystem::path& file);

// One county's document, as `oneseal county apply` gets it. Fails as load_settings() does.
Result<nlohmann::json> load_county(const std::filesystem::path& file);

// The demonstration's accounts (config/demo/accounts.json). Fails as load_settings() does.
Result<nlohmann::json> load_demo_accounts(const std::filesystem::path& file);

}  // namespace oneseal
