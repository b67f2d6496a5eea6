#include "settings/document.hpp"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/json.hpp"
#include "schema/schema.hpp"

namespace oneseal {
namespace {

// A county with a thousand people and all its matters is far below this.
constexpr JsonLimits limits{16 << 20, 64};

Error unreadable(const std::filesystem::path& file, const Text& why) {
    return {ErrorCode::invalid_input,
            "SETTINGS_UNREADABLE",
            {"无法读取配置文件 " + file.string() + ":" + why.zh_cn,
             "The configuration file " + file.string() + " cannot be read: " + why.en},
            {"请检查文件是否存在、有无权限、是否为有效的 JSON。",
             "Check that it exists, may be read and is valid JSON."}};
}

}  // namespace

Error invalid_settings(const std::filesystem::path& file, std::vector<Finding> findings) {
    for (Finding& finding : findings) finding.pointer = file.string() + "#" + finding.pointer;
    return {ErrorCode::invalid_input,
            "SETTINGS_INVALID",
            {"配置文件 " + file.string() + " 有误。",
             "The configuration file " + file.string() + " is wrong."},
            {"请按列出的位置改正。", "Correct the places listed."},
            "",
            std::move(findings)};
}

Result<Json> read_document(const std::filesystem::path& file, std::string_view kind) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    // A folder opens like a file, and only reading it fails.
    if (!stream || !(text << stream.rdbuf())) {
        return unreadable(file, {"打不开。", "it does not open."});
    }
    auto document = parse_json(text.str(), limits);
    if (!document) return unreadable(file, document.error().message);
    const auto schema = Schema::compile(Json::parse(built_in_schema(kind)));
    assert(schema);
    if (auto checked = schema->check(*document); !checked) {
        return invalid_settings(file, std::move(checked.error().findings));
    }
    return document;
}

Result<std::vector<Json>> read_folder(const std::filesystem::path& folder, std::string_view kind) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (error) return unreadable(folder, {"文件夹打不开。", "the folder does not open."});
    std::sort(files.begin(), files.end());
    std::vector<Json> documents;
    for (const auto& file : files) {
        auto document = read_document(file, kind);
        if (!document) return std::move(document.error());
        documents.push_back(std::move(*document));
    }
    return documents;
}

}  // namespace oneseal
