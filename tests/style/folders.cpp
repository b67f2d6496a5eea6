// Which folder may include what.
#include <optional>
#include <set>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

// The kernel's folders: each uses only those before it.
const std::vector<std::string_view> kernel_folders{"core/base",
                                                   "core/log",
                                                   "core/schema",
                                                   "core/settings",
                                                   "core/calendar",
                                                   "core/crypto",
                                                   "core/storage",
                                                   "core/journal",
                                                   "core/access",
                                                   "core/catalogue",
                                                   "core/cases",
                                                   "core/licences",
                                                   "core/host",
                                                   "core/desk",
                                                   "core/verification",
                                                   "services/http",
                                                   "services/papers",
                                                   "services/messages",
                                                   "services/exchange",
                                                   "services/oversight",
                                                   "services/api",
                                                   "services/surfaces",
                                                   "app"};

struct SoleUse {
    std::string_view library;  // how its headers' names begin
    std::vector<std::string_view> folders;
};

const std::vector<SoleUse> sole_uses{{"spdlog/", {"kernel/core/log/"}},
                                     {"utf8proc.h", {"kernel/core/base/"}},
                                     {"valijson/", {"kernel/core/schema/"}},
                                     {"sodium", {"kernel/core/crypto/"}},
                                     // TLS is the web server's and the client's.
                                     {"openssl/", {"kernel/core/crypto/", "kernel/services/http/"}},
                                     {"boost/asio/ssl", {"kernel/services/http/"}},
                                     {"soci/", {"kernel/core/storage/"}},
                                     {"sqlite3.h", {"kernel/core/storage/"}},
                                     {"boost/beast", {"kernel/services/http/"}},
                                     {"boost/dll", {"kernel/core/host/plugin_host/"}},
                                     {"seccomp.h", {"kernel/core/host/plugin_host/"}},
                                     {"zlib.h", {"kernel/services/http/"}},
                                     {"brotli/", {"kernel/services/http/"}},
                                     {"CLI/", {"kernel/app/"}}};

const std::vector<std::string_view> heavy{
    "boost/beast", "boost/dll", "soci/", "openssl/", "valijson/", "spdlog/", "CLI/"};

struct Include {
    std::size_t line;
    std::string header;
};

std::vector<Include> includes(const File& file) {
    std::vector<Include> result;
    std::size_t number = 0;
    for (const std::string_view line : lines(file.text)) {
        ++number;
        const std::size_t open = line.find_first_of("<\"");
        const bool is_include = line.starts_with("#include") || line.starts_with("# include");
        if (!is_include || open == std::string_view::npos) continue;
        const std::size_t close = line.find_first_of(">\"", open + 1);
        result.push_back({number, std::string(line.substr(open + 1, close - open - 1))});
    }
    return result;
}

bool is_code(std::string_view path) {
    return ends_in(path, {".cpp", ".hpp", ".h", ".c"});
}

// The place of the kernel's folder in the list; nullopt for a file that lies in none.
std::optional<std::size_t> rank(std::string_view path) {
    for (std::size_t i = 0; i < kernel_folders.size(); ++i) {
        if (path.starts_with("kernel/" + std::string(kernel_folders[i]) + "/")) return i;
    }
    return {};
}

// Where in the project an included header lies; empty for a library's.
std::string found(const std::set<std::string>& paths, const File& file, const std::string& header) {
    const std::string own_folder = file.path.substr(0, file.path.rfind('/') + 1);
    for (const std::string& root : {own_folder,
                                    std::string("sdk/src/"),
                                    std::string("sdk/include/"),
                                    std::string("kernel/core/"),
                                    std::string("kernel/services/"),
                                    std::string("kernel/")}) {
        if (paths.contains(root + header)) return root + header;
    }
    return {};
}

bool may_include(const File& file, const std::string& included) {
    if (!included.starts_with("kernel/")) return true;
    const auto user = rank(file.path);
    const auto used = rank(included);
    return user && used && *used <= *user;
}

}  // namespace

Complaints layers(const Tree& tree) {
    std::set<std::string> paths;
    for (const File& file : tree) paths.insert(file.path);
    Complaints complaints;
    for (const File& file : tree) {
        if (!is_code(file.path) || !is_in(file.path, {"kernel/", "sdk/", "plugins/"})) continue;
        if (file.path.starts_with("kernel/") && !rank(file.path)) {
            complaints.push_back(file.path + ": lies in no folder of the kernel's list");
        }
        for (const Include& include : includes(file)) {
            const std::string included = found(paths, file, include.header);
            if (may_include(file, included)) continue;
            complaints.push_back(place(file, include.line) + ": must not use " + included +
                                 ", which is not above it in the list of folders");
        }
    }
    return complaints;
}

Complaints sole_users(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (!is_code(file.path) || !is_in(file.path, {"kernel/", "sdk/", "plugins/"})) continue;
        for (const Include& include : includes(file)) {
            for (const SoleUse& use : sole_uses) {
                if (!include.header.starts_with(use.library)) continue;
                if (is_in(file.path, use.folders)) continue;
                complaints.push_back(place(file, include.line) + ": only " +
                                     std::string(use.folders.front()) + " includes <" +
                                     include.header + ">");
            }
        }
    }
    return complaints;
}

Complaints heavy_headers(const Tree& tree) {
    Complaints complaints;
    for (const File& file : tree) {
        if (!file.path.starts_with("kernel/") || !file.path.ends_with(".hpp")) continue;
        for (const Include& include : includes(file)) {
            if (!is_in(include.header, heavy)) continue;
            complaints.push_back(place(file, include.line) + ": <" + include.header +
                                 "> belongs into the .cpp");
        }
    }
    return complaints;
}

}  // namespace oneseal::style
