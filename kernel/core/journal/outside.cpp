#include "journal/outside.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "journal/errors.hpp"
#include "journal/repository.hpp"
#include "text/canonical.hpp"

namespace oneseal::journal {
namespace {

namespace fs = std::filesystem;

Error missing(const std::string& county, long long kept, long long stored) {
    const std::string last = county + "/" + std::to_string(kept);
    const std::string found = std::to_string(stored);
    return errors::anchors_missing(last, found);
}

// Numbers of equal length, so that a listing is in order.
std::string name_of(const std::string& county, long long seq) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "%08lld", seq);
    return county + "-" + digits + ".json";
}

// The last number that the folder has of each county.
std::map<std::string, long long> last_kept(const std::string& folder) {
    std::map<std::string, long long> last;
    std::error_code failed;
    for (const auto& file : fs::directory_iterator(folder, failed)) {
        const std::string name = file.path().filename().string();
        const auto dash = name.find('-');
        long long seq = 0;
        if (dash == std::string::npos || !name.ends_with(".json")) continue;
        std::from_chars(name.data() + dash + 1, name.data() + name.size(), seq);
        long long& known = last[name.substr(0, dash)];
        known = std::max(known, seq);
    }
    return last;
}

// Whole or not at all, and on the disk.
bool write_synced(const std::string& file, const std::string& text) {
    const std::string part = file + ".part";
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (fd < 0) return false;
    const bool written =
        ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(fd) == 0;
    ::close(fd);
    return written && ::rename(part.c_str(), file.c_str()) == 0;
}

std::optional<OutsideAnchor> read_file(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    const Json json = Json::parse(text.str(), nullptr, false);
    if (!json.is_object()) return {};
    if (json.contains("signature")) return OutsideAnchor{sdk::canonical(json), ""};
    const std::string body = text_at(json, "anchor");
    if (body.empty()) return {};
    return OutsideAnchor{body, text_at(json, "leaves")};
}

}  // namespace

Result<void> keep_outside(storage::Database& database,
                          const std::string& county,
                          const std::string& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto stored = read_anchors(database, county);
    if (!stored) return stored.error();
    const long long kept = last_kept(folder)[county];
    for (const StoredAnchor& anchor : *stored) {
        if (anchor.seq <= kept) continue;
        const Json json = Json::parse(anchor.body, nullptr, false);
        if (!json.is_object()) return {};  // what was changed is not copied: verify() names it
        const auto leaves = storage::load(database, county, text_at(json, "leaves"));
        if (!leaves) return leaves.error();
        const std::string file = folder + "/" + name_of(county, anchor.seq);
        const Json copy{{"anchor", anchor.body}, {"leaves", leaves->value_or("")}};
        if (!write_synced(file, sdk::canonical(copy) + "\n")) return errors::anchor_not_kept(file);
    }
    return {};
}

Result<std::vector<OutsideAnchor>> read_outside(const std::string& path) {
    std::vector<fs::path> files{path};
    std::error_code failed;
    if (!fs::exists(path, failed)) return std::vector<OutsideAnchor>{};
    if (fs::is_directory(path, failed)) {
        files.clear();
        for (const auto& file : fs::directory_iterator(path, failed)) {
            if (file.path().extension() == ".json") files.push_back(file.path());
        }
        std::sort(files.begin(), files.end());
    }
    std::vector<OutsideAnchor> anchors;
    for (const fs::path& file : files) {
        auto anchor = read_file(file);
        if (!anchor) return errors::anchor_unreadable(file.string());
        anchors.push_back(std::move(*anchor));
    }
    return anchors;
}

Result<bool> has_anchors(storage::Database& database) {
    const auto any = database.query(find_any_anchor);
    if (!any) return any.error();
    return !any->empty();
}

Result<void> check_none_missing(storage::Database& database, const std::string& folder) {
    for (const auto& [county, kept] : last_kept(folder)) {
        const auto stored = database.query(find_last_anchor, {county});
        if (!stored) return stored.error();
        const long long last = stored->empty() ? 0 : stored->front().integer(1);
        if (last < kept) return missing(county, kept, last);
    }
    return {};
}

}  // namespace oneseal::journal
