// A package on disk for one test, made of one of tests/broken_plugins.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace oneseal::host {

class TemporaryPackage {
  public:
    // `plugin` names a library of tests/broken_plugins.
    explicit TemporaryPackage(const std::string& plugin);
    ~TemporaryPackage();
    TemporaryPackage(const TemporaryPackage&) = delete;
    TemporaryPackage& operator=(const TemporaryPackage&) = delete;

    const std::filesystem::path& directory() const { return directory_; }
    // Writes a file; lists it in the manifest where `listed`.
    void write(const std::string& file, const std::string& text, bool listed);
    // The manifest's members; saved by save().
    nlohmann::json manifest{};
    void save() const;

  private:
    std::filesystem::path directory_{};
};

}  // namespace oneseal::host
