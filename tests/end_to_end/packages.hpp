// Packages of the build that a test has changed: another rule, another fact, another version.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

namespace oneseal {

// Fields keep their order: a condition may look only at those before it.
using OrderedJson = nlohmann::ordered_json;

// Changes the food matter in this package; its manifest tells the document's new digest.
void change_food_matter(const std::filesystem::path& package,
                        const std::function<void(OrderedJson& matter)>& change);
void change_manifest(const std::filesystem::path& package,
                     const std::function<void(OrderedJson& manifest)>& change);

}  // namespace oneseal
