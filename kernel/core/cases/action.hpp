// An action: its document (actions/<name>.json) says what people read and fill, two functions what
// the law demands. decide.cpp looks actions up and checks in this order: role, state, lawful, body,
// perform.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/step.hpp"

namespace oneseal::cases {

struct Action {
    std::string name{};
    Text title{};
    Text hint{};
    std::string place{};  // where a screen offers it; upload and system are offered nowhere
    std::string key{};    // its shortcut there; empty where it has none
    int rank = 0;         // the order of work in a case
    std::set<State> from{};
    std::set<Role> roles{};  // one of them
    std::vector<std::string> law{};
    bool needs_verdict = false;
    bool needs_licence = false;        // the verdict at stage licence
    std::set<std::string> previews{};  // members of the body that the verdict is asked about
    Json body = Json::object();        // what body.hpp checks
    std::vector<int> papers{};         // kinds that it may issue
    std::set<std::string> emits{};     // events that it may emit, papers aside

    // Whether the law allows it now, whatever the body will say.
    Result<void> (*lawful)(const Step&) = nullptr;
    // Emits events. REQUIRES: lawful, and a body that the document allows.
    Result<void> (*perform)(Step&) = nullptr;

    // Whether a person can take it by sending its body.
    bool is_offered() const { return place != "upload" && place != "system"; }
};

// What an action is made from.
struct ActionSource {
    const char* name;
    const char* document;  // the text of its JSON
    Result<void> (*lawful)(const Step&);
    Result<void> (*perform)(Step&);
};

// All of them, by rank. [any thread]
const std::vector<Action>& actions();
// Null where there is none of that name.
const Action* find_action(std::string_view name);

// What people call it; its name where there is no such action.
Text action_title(const std::string& name);

// One more, as a test makes one up. Throws std::logic_error with the place where its document does
// not hold. REQUIRES: before the first use of the others. [not thread-safe]
void add_action(const ActionSource& source);

}  // namespace oneseal::cases
