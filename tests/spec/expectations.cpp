// What a scenario says must be true.
#include <algorithm>

#include "spec/sentences.hpp"

namespace oneseal::cases::test {
namespace {

std::set<std::string> named(const Json& items, const char* key) {
    std::set<std::string> ids;
    for (const Json& item : items) ids.insert(item.value(key, ""));
    return ids;
}

}  // namespace

std::string Sentences::clock_due(Scenario& s, const std::string& kind, const std::string& due) {
    const auto clock = s.clock_of(kind);
    if (!clock) {
        ADD_FAILURE() << "no clock " << kind;
        return "";
    }
    EXPECT_EQ(clock->proof.due ? sdk::format_day(*clock->proof.due) : "open", due);
    return "";
}

std::vector<Sentences::Sentence> Sentences::expectations_of_the_case() {
    return {
        {std::regex(R"(the case is (\w+)(?: since (\S+))?)"),
         [](Scenario& s, Match m) {
             // "accepted" is said of every case that was, whoever holds it now.
             if (m[2].matched) {
                 EXPECT_EQ(m[1].str(), "accepted");
                 EXPECT_EQ(s.case_.intake.accepted_on ? sdk::format_day(*s.case_.intake.accepted_on)
                                                      : "not",
                           m[2].str());
             } else {
                 EXPECT_EQ(state_name(s.case_.state), m[1].str());
             }
             return std::string();
         }},
        {std::regex(R"(the (decision|promise|delivery|survey|supplement|intake) is due (\S+))"),
         [](Scenario& s, Match m) { return clock_due(s, m[1].str(), m[2].str()); }},
        {std::regex(R"(the (\w+) clock (runs|stands still))"),
         [](Scenario& s, Match m) {
             const auto clock = s.clock_of(m[1].str());
             EXPECT_EQ(clock && clock->running, m[2].str() == "runs");
             return std::string();
         }},
        {std::regex(R"(the last day is provisional)"),
         [](Scenario& s, Match) {
             const auto clock = s.clock_of("decision");
             EXPECT_TRUE(clock && clock->proof.provisional);
             return std::string();
         }},
        {std::regex(R"(nothing was decided)"),
         [](Scenario& s, Match) {
             EXPECT_FALSE(s.case_.decision.outcome.has_value());
             EXPECT_EQ(s.case_.decision.licence_number, "");
             return std::string();
         }},
        {std::regex(R"((an|no) alarm was raised for the (\w+))"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(s.case_.alarms.contains(m[2].str()), m[1].str() == "an");
             return std::string();
         }},
        {std::regex(R"(the light is (\w+))"),
         [](Scenario& s, Match m) {
             const auto all = clocks(s.case_, s.context());
             EXPECT_EQ(light(all, s.context()), m[1].str());
             return std::string();
         }},
        {std::regex(R"(the licence number is (\S+))"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(s.case_.decision.licence_number, m[1].str());
             return std::string();
         }},
        {std::regex(R"((\S+) is not in the team)"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(std::ranges::count(s.case_.people.surveyors, m[1].str()), 0);
             return std::string();
         }},
    };
}

std::vector<Sentences::Sentence> Sentences::expectations_of_papers() {
    return {
        {std::regex(R"(the notice names (.+) and nothing else)"),
         [](Scenario& s, Match m) {
             const auto wanted = list(m[1].str());
             EXPECT_EQ(named(s.paper(2)["items"], "id"),
                       std::set<std::string>(wanted.begin(), wanted.end()));
             for (const Json& item : s.paper(2)["items"]) EXPECT_FALSE(item["basis"].empty());
             return std::string();
         }},
        {std::regex(R"(the notice names (\S+) only if (.+))"),
         [](Scenario& s, Match m) {
             for (const Json& item : s.paper(2)["items"]) {
                 if (item["id"] == m[1].str()) {
                     EXPECT_EQ(item["only_if"]["zh-CN"], m[2].str());
                 }
             }
             EXPECT_TRUE(named(s.paper(2)["items"], "id").contains(m[1].str()));
             return std::string();
         }},
        {std::regex(R"(paper (\d+) gives as reason (.+))"),
         [](Scenario& s, Match m) {
             EXPECT_TRUE(
                 named(s.paper(std::stoi(m[1].str()))["reasons"], "rule").contains(m[2].str()));
             return std::string();
         }},
        {std::regex(R"(paper (\d+) tells of the remedies)"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(s.paper(std::stoi(m[1].str()))["remedies"]["reconsideration"]["days"], 60);
             return std::string();
         }},
        {std::regex(R"(paper (\d+) bears (?:the (\w+)|no) seal)"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(s.record(std::stoi(m[1].str())).seal, m[2].str());
             return std::string();
         }},
        {std::regex(R"(paper (\d+) is called (.+))"),
         [](Scenario& s, Match m) {
             EXPECT_EQ(s.paper(std::stoi(m[1].str()))["title"]["zh-CN"], m[2].str());
             return std::string();
         }},
        {std::regex(R"(no paper (\d+) was made)"),
         [](Scenario& s, Match m) {
             const int kind = std::stoi(m[1].str());
             EXPECT_EQ(std::ranges::count(s.case_.papers, kind, &PaperRecord::kind), 0);
             return std::string();
         }},
    };
}

}  // namespace oneseal::cases::test
