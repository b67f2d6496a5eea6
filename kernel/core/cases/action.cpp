#include "cases/action.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "cases/body.hpp"
#include "cases/built_in.hpp"

namespace oneseal::cases {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& fault) {
    throw std::logic_error("actions/" + name + ".json: " + fault);
}

// States by their names, or a group of them.
std::set<State> read_states(const std::string& name, const Json& list) {
    std::set<State> wanted;
    for (const std::string word : list) {
        if (const auto state = states.find(word)) {
            wanted.insert(*state);
            continue;
        }
        const auto in_group = word == "filed"          ? is_filed
                              : word == "undecided"    ? is_undecided
                              : word == "under_review" ? is_under_review
                                                       : nullptr;
        if (in_group == nullptr) refuse(name, "from: " + word);
        std::ranges::copy_if(every_state(), std::inserter(wanted, wanted.end()), in_group);
    }
    return wanted;
}

// In which order a person is asked: as the document has it, which its JSON does not keep.
void keep_order(Json& schema, const nlohmann::ordered_json& written) {
    if (written.contains("items")) keep_order(schema["items"], written["items"]);
    if (!written.contains("properties")) return;
    Json& order = schema["x-oneseal"]["order"] = Json::array();
    for (const auto& [key, property] : written["properties"].items()) {
        order.push_back(key);
        keep_order(schema["properties"][key], property);
    }
}

Action read_action(const ActionSource& source) {
    const Json document = Json::parse(source.document);
    Action action;
    action.name = source.name;
    action.title = text_from_json(document.at("title"));
    action.hint = text_from_json(document.at("hint"));
    action.place = document.at("place");
    action.key = document.value("key", "");
    action.rank = document.at("rank");
    action.from = read_states(action.name, document.at("from"));
    document.at("roles").get_to(action.roles);
    document.at("law").get_to(action.law);
    const auto needs = document.at("needs").get<std::set<std::string>>();
    action.needs_verdict = needs.contains("verdict");
    action.needs_licence = needs.contains("licence");
    document.at("previews").get_to(action.previews);
    action.body = document.at("body");
    document.at("papers").get_to(action.papers);
    document.at("emits").get_to(action.emits);
    action.lawful = source.lawful;
    action.perform = source.perform;
    if (const auto fault = fault_of_schema(action.body); !fault.empty()) {
        refuse(action.name, "body" + fault);
    }
    keep_order(action.body, nlohmann::ordered_json::parse(source.document)["body"]);
    return action;
}

std::vector<Action>& all_actions() {
    static std::vector<Action> all = [] {
        std::vector<Action> list;
        for (const ActionSource& source : built_in_actions()) list.push_back(read_action(source));
        std::ranges::stable_sort(list, {}, &Action::rank);
        return list;
    }();
    return all;
}

}  // namespace

const std::vector<Action>& actions() {
    return all_actions();
}

const Action* find_action(std::string_view name) {
    const auto found = std::ranges::find(actions(), name, &Action::name);
    return found == actions().end() ? nullptr : &*found;
}

Text action_title(const std::string& name) {
    const Action* action = find_action(name);
    return action != nullptr ? action->title : Text{name, name};
}

void add_action(const ActionSource& source) {
    all_actions().push_back(read_action(source));
    std::ranges::stable_sort(all_actions(), {}, &Action::rank);
}

}  // namespace oneseal::cases
