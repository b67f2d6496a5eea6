// A plugin package as it lies unpacked in a directory, read and verified once. What runs later is
// what was verified: documents and library are held in memory, so a change on disk changes nothing.
// [any thread]
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace oneseal::host {

class Fd;

struct Document {
    std::string file{};  // as listed, with / between folders
    std::string text{};
};

struct Package {
    std::string id{};
    std::string version{};
    std::string kind{};  // department, renderer, connector, surface
    Text title{};
    std::string sdk{};
    std::vector<std::string> interfaces{};
    std::vector<std::string> capabilities{};
    std::string digest{};    // SHA-256 of the manifest's bytes, hexadecimal
    std::string manifest{};  // its bytes
    std::string directory{};
    std::map<std::string, std::string> files{};  // every other file and its SHA-256
    std::vector<Document> documents{};    // a department's: department.json, then the matters
    std::shared_ptr<const Fd> library{};  // a sealed memory file; null where there is none
};

// Reads a package's directory and checks it whole. Fails as `not_found` (PACKAGE_NOT_FOUND) or
// `invalid_input` (PACKAGE_INVALID, each finding one thing that does not hold; its pointer leads
// into manifest.json or names the file).
Result<Package> load_package(const std::string& directory);

// The bytes of a listed file, as a licence template, verified again. Fails as `not_found` where the
// manifest does not list it, as `conflict` (PACKAGE_CHANGED) where it is no longer what was loaded.
Result<std::string> read_file(const Package& package, std::string_view file);

}  // namespace oneseal::host
