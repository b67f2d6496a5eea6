#include "settings/document.hpp"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/findings.hpp"
#include "base/json.hpp"
#include "schema/schema.hpp"
#include "settings/errors.hpp"

namespace oneseal {
namespace {

// A county with a thousand people and all its matters is far below this.
constexpr JsonLimits limits{16 << 20, 64};

}  // namespace

Error invalid_settings(const std::filesystem::path& file, std::vector<Finding> findings) {
    for (Finding& finding : findings) finding.pointer = file.string() + "#" + finding.pointer;
    return with_findings(settings::errors::settings_invalid(file.string()), std::move(findings));
}

Result<Json> read_document(const std::filesystem::path& file, std::string_view kind) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    // A folder opens like a file, and only reading it fails.
    if (!stream || !(text << stream.rdbuf())) {
        return settings::errors::settings_unreadable(file.string(),
                                                     settings::errors::file_does_not_open());
    }
    auto document = parse_json(text.str(), limits);
    if (!document)
        return settings::errors::settings_unreadable(file.string(), document.error().message);
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
    if (error)
        return settings::errors::settings_unreadable(folder.string(),
                                                     settings::errors::folder_does_not_open());
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
