#include "desk/views/pick.hpp"

#include <nlohmann/json.hpp>

namespace oneseal::desk {

Json pick(const Json& from, Keys keys) {
    if (!from.is_object()) return Json();
    Json picked = Json::object();
    for (const char* key : keys) {
        const auto found = from.find(key);
        if (found != from.end()) picked[key] = *found;
    }
    return picked;
}

Json pick_each(const Json& list, Keys keys) {
    Json picked = Json::array();
    for (const Json& one : list) picked.push_back(pick(one, keys));
    return picked;
}

Json pick_materials(const Json& list, Keys keys, Keys of_files) {
    Json picked = Json::array();
    for (const Json& one : list) {
        picked.push_back(pick(one, keys));
        picked.back()["files"] = pick_each(one["files"], of_files);
    }
    return picked;
}

}  // namespace oneseal::desk
