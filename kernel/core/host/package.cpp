#include "host/package.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>

#include "base/findings.hpp"
#include "base/json.hpp"
#include "crypto/digest.hpp"
#include "host/errors.hpp"
#include "host/fd.hpp"
#include "oneseal/plugin.h"
#include "text/utf8.hpp"

namespace oneseal::host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_file = "manifest.json";
constexpr std::string_view signature_file = "manifest.sig";

// nullopt where it is no regular file or cannot be read. A symbolic link is none.
std::optional<std::string> read_regular_file(const fs::path& path) {
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    std::string bytes;
    std::size_t size = 0;
    for (;;) {
        bytes.resize(size + std::max<std::size_t>(4096, static_cast<std::size_t>(status.st_size)));
        const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

// A memory file that nobody can write to any more, so that what is loaded is what was verified.
Fd sealed_copy(const std::string& name, std::string_view bytes) {
    // Kernels before 6.3 do not know MFD_EXEC; later ones may be set to want it.
    constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    constexpr unsigned exec = 0x10;
    Fd memory(::memfd_create(name.c_str(), flags | exec));
    if (!memory) memory = Fd(::memfd_create(name.c_str(), flags));
    std::size_t put = 0;
    while (memory && put < bytes.size()) {
        const ssize_t now = ::write(memory.get(), bytes.data() + put, bytes.size() - put);
        if (now < 0 && errno == EINTR) continue;
        if (now < 0) return {};
        put += static_cast<std::size_t>(now);
    }
    constexpr int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (!memory || ::fcntl(memory.get(), F_ADD_SEALS, seals) != 0) return {};
    return memory;
}

// std::regex needs stack for every character.
constexpr std::size_t longest_matched = 200;

bool matches(const Json& value, const char* form) {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.size() <= longest_matched && std::regex_match(text, std::regex(form));
}

// Relative, with / between names, staying inside the package.
constexpr const char* clean_path = "[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*";
constexpr const char* identifier = "[a-z][a-z0-9_./]*";
constexpr const char* sha256 = "[0-9a-f]{64}";

class Loader {
  public:
    explicit Loader(fs::path directory) : directory_(std::move(directory)) {}

    Result<Package> load() {
        auto manifest = read_regular_file(directory_ / manifest_file);
        if (!manifest) {
            return errors::package_not_found();
        }
        auto parsed = parse_json(*manifest);
        if (!parsed) {
            finding("", parsed.error().message);
            return invalid();
        }
        package_.directory = directory_.string();
        package_.digest = crypto::sha256_hex(*manifest);
        package_.manifest = std::move(*manifest);
        manifest_ = std::move(*parsed);
        read_manifest();
        refuse_unlisted();
        if (findings_.empty()) read_contents();
        if (!findings_.empty()) return invalid();
        return std::move(package_);
    }

  private:
    void finding(std::string pointer, Text message) {
        findings_.push_back({std::move(pointer), std::move(message), "", ""});
    }

    Error invalid() { return with_findings(errors::package_invalid(), std::move(findings_)); }

    // The manifest's string; empty, with a finding, where it is none or not of the form.
    std::string text(const char* key, const char* form) {
        const auto found = manifest_.find(key);
        if (found == manifest_.end() || !matches(*found, form)) {
            finding(std::string("/") + key, errors::key_of_another_form(key));
            return {};
        }
        return found->get<std::string>();
    }

    // The manifest's list of strings of this form; with a finding where it is none.
    std::vector<std::string> texts(const char* key, const char* form) {
        const Json list = manifest_.value(key, Json::array());
        const bool holds = list.is_array() && std::all_of(list.begin(), list.end(), [&](auto& one) {
                               return matches(one, form);
                           });
        if (holds) return list.get<std::vector<std::string>>();
        finding(std::string("/") + key, errors::key_no_list_of_texts(key));
        return {};
    }

    Text title() {
        const Json value = manifest_.value("title", Json());
        if (value.is_object() && value.value("zh-CN", Json()).is_string() &&
            value.value("en", Json()).is_string()) {
            return text_from_json(value);
        }
        finding("/title", errors::title_needed());
        return {};
    }

    void read_manifest() {
        if (!manifest_.is_object()) {
            finding("", errors::manifest_no_object());
            return;
        }
        if (manifest_.value("manifest", Json()) != 1) {
            finding("/manifest", errors::manifest_not_1());
        }
        package_.id = text("id", "[a-z][a-z0-9_]{0,63}");
        package_.version = text("version", "[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}");
        package_.kind = text("kind", "department|renderer|connector|surface");
        package_.sdk = text("sdk", "[0-9]{1,4}\\.[0-9]{1,4}");
        package_.title = title();
        package_.interfaces = texts("interfaces", identifier);
        package_.capabilities = texts("capabilities", identifier);
        check_sdk();
        read_listing();
    }

    void check_sdk() {
        if (package_.sdk.empty()) return;
        const auto dot = package_.sdk.find('.');
        const unsigned major = static_cast<unsigned>(std::stoul(package_.sdk));
        const unsigned minor = static_cast<unsigned>(std::stoul(package_.sdk.substr(dot + 1)));
        if (major == ONESEAL_ABI_MAJOR && minor <= ONESEAL_ABI_MINOR) return;
        const std::string ours =
            std::to_string(ONESEAL_ABI_MAJOR) + "." + std::to_string(ONESEAL_ABI_MINOR);
        finding("/sdk", errors::sdk_of_another_version(package_.sdk, ours));
    }

    void read_listing() {
        const auto listed = manifest_.find("files");
        if (listed == manifest_.end() || !listed->is_object()) {
            finding("/files", errors::no_list_of_files());
            return;
        }
        for (const auto& [file, digest] : listed->items()) {
            if (!matches(file, clean_path) || file == manifest_file || file == signature_file) {
                finding("/files/" + pointer_token(file), errors::path_not_allowed());
            } else if (!matches(digest, sha256)) {
                finding("/files/" + pointer_token(file), errors::no_digest());
            } else {
                package_.files[file] = digest.get<std::string>();
            }
        }
    }

    // Whatever lies in the directory is listed: nothing unsigned travels along.
    void refuse_unlisted() {
        std::error_code error;
        fs::recursive_directory_iterator entries(directory_, error);
        for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
            const auto type = entries->symlink_status(error).type();
            const std::string file =
                entries->path().lexically_relative(directory_).generic_string();
            if (type == fs::file_type::directory) continue;
            if (type != fs::file_type::regular) {
                finding(file, errors::no_regular_file());
            } else if (file != manifest_file && file != signature_file &&
                       !package_.files.contains(file)) {
                finding(file, errors::file_not_listed());
            }
        }
        if (error) finding("", errors::directory_unreadable());
    }

    void read_contents() {
        std::vector<std::string> documents;
        if (package_.kind == "department") {
            documents = texts("matters", clean_path);
            documents.insert(documents.begin(), text("department", clean_path));
        }
        for (const std::string& file : documents) require_listed(file);
        const std::string library =
            package_.kind == "surface" ? std::string() : text("library", clean_path);
        if (package_.kind != "surface") require_listed(library);
        if (!findings_.empty()) return;

        std::map<std::string, std::string> contents;
        for (const auto& [file, digest] : package_.files) {
            auto bytes = read_regular_file(directory_ / file);
            if (!bytes) {
                finding(file, errors::listed_file_missing());
            } else if (crypto::sha256_hex(*bytes) != digest) {
                finding(file, errors::file_changed());
            } else if (file == library) {
                hold_library(*bytes);
            } else {
                contents[file] = std::move(*bytes);
            }
        }
        for (const std::string& file : documents) {
            if (!sdk::is_utf8(contents[file])) {
                finding(file, errors::document_not_utf8());
            }
            package_.documents.push_back({file, std::move(contents[file])});
        }
    }

    void require_listed(const std::string& file) {
        if (package_.files.contains(file)) return;
        finding(file, errors::document_not_listed());
    }

    void hold_library(const std::string& bytes) {
        Fd memory = sealed_copy(package_.id + "-" + package_.version, bytes);
        if (!memory) {
            finding("", errors::no_memory_for_plugin());
            return;
        }
        package_.library = std::make_shared<const Fd>(std::move(memory));
    }

    fs::path directory_;
    Json manifest_{};
    Package package_{};
    std::vector<Finding> findings_{};
};

}  // namespace

Result<Package> load_package(const std::string& directory) {
    return Loader(directory).load();
}

Result<std::string> read_file(const Package& package, std::string_view file) {
    const auto listed = package.files.find(std::string(file));
    if (listed == package.files.end()) {
        return errors::package_file_not_found(std::string(file));
    }
    auto bytes = read_regular_file(fs::path(package.directory) / listed->first);
    if (!bytes || crypto::sha256_hex(*bytes) != listed->second) {
        return errors::package_changed(listed->first);
    }
    return std::move(*bytes);
}

}  // namespace oneseal::host
