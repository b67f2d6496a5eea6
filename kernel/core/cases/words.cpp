#include "cases/words.hpp"

#include <nlohmann/json.hpp>

#include "cases/built_in.hpp"
#include "cases/worklists.hpp"

namespace oneseal::cases {
namespace {

const Json& words() {
    static const Json all = Json::parse(built_in_words());
    return all;
}

// What has no word of its own is told by its name.
Text word(const char* group, const std::string& name) {
    const Json& of_group = words()[group];
    const auto found = of_group.find(name);
    return found == of_group.end() ? Text{name, name} : text_from_json(*found);
}

}  // namespace

Text state_title(State state) {
    return word("states", state_name(state));
}

Text role_title(Role role) {
    return word("roles", roles.of(role));
}

Text worklist_title(Worklist list) {
    return word("worklists", worklists.of(list));
}

Text verdict_title(VerdictOutcome outcome) {
    return text_from_json(words()["titles"]["outcomes"].at(verdict_outcomes.of(outcome)));
}

Text clock_title(const std::string& clock) {
    return text_from_json(words()["clocks"].at(clock).at("title"));
}

std::string clock_article(const std::string& clock) {
    return words()["clocks"].at(clock).at("article");
}

std::string article(const std::string& what) {
    return words()["articles"].at(what);
}

Json basis_of_corrections() {
    return words()["corrections"];
}

}  // namespace oneseal::cases
