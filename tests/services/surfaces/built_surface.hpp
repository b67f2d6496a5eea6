// A folder as a bundler leaves it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "support/temporary_directory.hpp"

namespace oneseal::surfaces {

class BuiltSurface {
  public:
    explicit BuiltSurface(const std::string& title = "portal") {
        put("index.html", "<!doctype html><title>" + title + "</title>" + std::string(500, ' '));
        put("sw.js", "self.skipWaiting();");
        put("app.webmanifest", "{}");
        put("assets/index-D3f_kQ9x.js", "export default " + std::string(500, '1'));
        put("assets/index-B2c4d6E8.css", "body{}");
        // Beside the surface, and nobody's to read.
        put("../secret.txt", "the secret");
    }

    void put(const std::string& name, const std::string& bytes) const {
        const std::filesystem::path file = std::filesystem::path(path()) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
    }

    std::string path(const std::string& name = {}) const {
        return directory_.path(name.empty() ? "dist" : "dist/" + name);
    }

  private:
    support::TemporaryDirectory directory_{};
};

}  // namespace oneseal::surfaces
