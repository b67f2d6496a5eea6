// Reads the JSON documents of the tree, by their paths in it.
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace oneseal::support {

// The departments of the tree, each in its folder of plugins/.
inline constexpr const char* departments[] = {
    "construction_permit", "food_business", "fireworks_retail"};

// Theirs, and the one that a vendor starts from.
inline std::vector<std::string> department_folders() {
    std::vector<std::string> folders{"sdk/template"};
    for (const std::string id : departments) folders.push_back("plugins/" + id);
    return folders;
}

inline nlohmann::json read_document(const std::string& path) {
    std::ifstream file(std::filesystem::path(ONESEAL_SOURCE_DIR) / path);
    return nlohmann::json::parse(file);
}

inline std::vector<nlohmann::json> read_documents(const std::string& folder) {
    std::vector<nlohmann::json> documents;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(ONESEAL_SOURCE_DIR) / folder)) {
        documents.push_back(read_document(entry.path().string()));
    }
    return documents;
}

}  // namespace oneseal::support
