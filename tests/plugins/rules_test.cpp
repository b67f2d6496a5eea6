// Every rule of the departments, by itself: it fires, it passes, it waits where it can, and where
// it compares, the value on its boundary is told from the neighbouring one.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "plugins/package.hpp"
#include "support/documents.hpp"

namespace oneseal::sdk::testing {
namespace {

class Rules : public Package {};

std::string text_of(const Json& rule) {
    return rule.value("when", "") + " && " + rule["require"].get<std::string>();
}

// An answer with a fault and a fact that nobody has told yet are unknown; the variant, the mode and
// the days are always known. (fireworks_retail has one rule that reads only the mode: FW-C3.)
bool can_wait(const Json& rule) {
    const std::string text = text_of(rule);
    return text.find("form.") != std::string::npos || text.find("facts.") != std::string::npos;
}

// How often a rule asks which of two comes first: each time is a boundary.
std::ptrdiff_t comparisons(const Json& rule) {
    const std::string text = text_of(rule);
    return std::ranges::count_if(text, [](char one) { return one == '<' || one == '>'; });
}

TEST_P(Rules, AreEachSeenFiringPassingAndWhereTheyCanWaiting) {
    std::map<std::string, std::set<std::string>> seen;
    for (const auto& vector : vectors()) {
        const Json states_of_rules = states(vector["input"]);
        for (const auto& [rule, state] : states_of_rules.items()) seen[rule].insert(state);
    }
    const Json document = matter();
    for (const auto& rule : document["rules"]) {
        std::set<std::string> owed{"fired", "passed"};
        if (can_wait(rule)) owed.insert("waiting");
        EXPECT_EQ(seen[rule["id"].get<std::string>()], owed) << rule["id"];
    }
}

// A line of vectors/boundaries.txt.
struct Boundary {
    std::string rule{};
    std::string variant{};
    std::string name{};
    std::string breaks{};
    std::string keeps{};
    std::vector<std::string> given{};  // name=value
};

std::vector<Boundary> read_boundaries() {
    std::ifstream table(std::string(ONESEAL_SOURCE_DIR) + "/tests/plugins/vectors/boundaries.txt");
    std::vector<Boundary> rows;
    for (std::string line; std::getline(table, line);) {
        if (line.empty() || line.front() == '#') continue;
        Boundary row;
        std::istringstream words(line);
        words >> row.rule >> row.variant >> row.name >> row.breaks >> row.keeps;
        for (std::string word; words >> word;) row.given.push_back(word);
        rows.push_back(row);
    }
    return rows;
}

TEST_P(Rules, ThatCompareAreTriedAtEachBoundary) {
    const auto rows = read_boundaries();
    const Json document = matter();
    for (const auto& rule : document["rules"]) {
        const auto tried = std::ranges::count(rows, rule["id"].get<std::string>(), &Boundary::rule);
        EXPECT_EQ(tried, comparisons(rule)) << rule["id"];
    }
}

// "form.area", "10". Days, and numbers that are names, stand in the table without quotes.
void put(Json& input, std::string name, const std::string& text) {
    const bool is_text = text.size() >= 10 && text.front() != '[';
    const Json value = is_text ? Json(text) : Json::parse(text);
    std::ranges::replace(name, '.', '/');
    input[Json::json_pointer("/" + name)] = value;
    if (name == "received_on") input["today"] = value;
}

TEST_P(Rules, TellTheirBoundaryFromItsNeighbour) {
    std::map<std::string, Json> acceptable;  // variant -> the first such input
    for (const auto& vector : vectors()) {
        if (vector["expect"]["outcome"] != "acceptable") continue;
        acceptable.emplace(vector["input"]["variant"], vector["input"]);
    }
    const std::string rules = matter()["rules"].dump();
    for (const Boundary& row : read_boundaries()) {
        if (rules.find('"' + row.rule + '"') == std::string::npos) continue;  // of another one
        Json input = acceptable.at(row.variant);
        for (const std::string& one : row.given) {
            put(input, one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
        }
        put(input, row.name, row.breaks);
        EXPECT_EQ(states(input)[row.rule], "fired") << row.rule << " " << row.name;
        put(input, row.name, row.keeps);
        EXPECT_EQ(states(input)[row.rule], "passed") << row.rule << " " << row.name;
    }
}

INSTANTIATE_TEST_SUITE_P(All, Rules, ::testing::ValuesIn(support::departments), name_of_package);

}  // namespace
}  // namespace oneseal::sdk::testing
