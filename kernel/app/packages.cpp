#include "app/packages.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "schema/schema.hpp"

namespace oneseal {
namespace {

Error wrong_document(const std::string& file, Error error) {
    error.id = "PACKAGE_DOCUMENT";
    error.message = {"组件文件有误:" + file, "A document of the package does not hold: " + file};
    for (Finding& finding : error.findings) finding.pointer = file + "#" + finding.pointer;
    return error;
}

}  // namespace

std::vector<std::string> package_folders(const std::string& directory) {
    std::vector<std::string> folders;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
        if (std::filesystem::exists(entry.path() / "manifest.json", failed)) {
            folders.push_back(entry.path().string());
        }
    }
    std::ranges::sort(folders);
    return folders;
}

Result<desk::InstalledPackage> read_documents(const host::Package& package, Demands demands) {
    const auto of_department = Schema::compile(Json::parse(department_schema));
    if (!of_department) return of_department.error();
    Json schema = Json::parse(matter_schema);
    // `maxItems` came later than the first packages, whose cases go on.
    if (demands == Demands::of_landed) schema["definitions"]["property"].erase("anyOf");
    const auto of_matter = Schema::compile(schema);
    if (!of_matter) return of_matter.error();
    desk::InstalledPackage installed{package.id, package.version, package.digest};
    for (const host::Document& document : package.documents) {
        auto json = parse_json(document.text);
        if (!json) return wrong_document(document.file, json.error());
        const bool department = document.file == "department.json";
        const auto shape = (department ? *of_department : *of_matter).check(*json);
        if (!shape) return wrong_document(document.file, shape.error());
        if (department) {
            installed.department = std::move(*json);
        } else {
            installed.matters.push_back(std::move(*json));
        }
    }
    return installed;
}

}  // namespace oneseal
