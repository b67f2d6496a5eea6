#include "core/host/temporary_package.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "crypto/digest.hpp"

namespace oneseal::host {
namespace fs = std::filesystem;

TemporaryPackage::TemporaryPackage(const std::string& plugin) {
    std::string pattern = (fs::temp_directory_path() / "oneseal-package-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    manifest = {{"manifest", 1},
                {"id", "echo"},
                {"version", "1.2.0"},
                {"kind", "department"},
                {"title", {{"zh-CN", "回声"}, {"en", "Echo"}}},
                {"sdk", "0.9"},
                {"interfaces", {"oneseal.department/1"}},
                {"capabilities", nlohmann::json::array()},
                {"reentrant", false},
                {"library", "lib/echo.so"},
                {"department", "department.json"},
                {"matters", {"matters/echo.json"}},
                {"files", nlohmann::json::object()}};
    std::ifstream library(ONESEAL_BROKEN_PLUGINS "/" + plugin + ".so", std::ios::binary);
    write("lib/echo.so", {std::istreambuf_iterator<char>(library), {}}, true);
    write("department.json", R"({"id": "echo", "matters": ["echo"]})", true);
    write("matters/echo.json", R"({"id": "echo"})", true);
    save();
}

TemporaryPackage::~TemporaryPackage() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

void TemporaryPackage::write(const std::string& file, const std::string& text, bool listed) {
    fs::create_directories((directory_ / file).parent_path());
    std::ofstream(directory_ / file, std::ios::binary) << text;
    if (listed) manifest["files"][file] = crypto::sha256_hex(text);
}

void TemporaryPackage::save() const {
    std::ofstream(directory_ / "manifest.json", std::ios::binary) << manifest.dump();
}

}  // namespace oneseal::host
