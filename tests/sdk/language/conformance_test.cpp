// Every line of vectors/cel.txt, with every type found out while evaluating.
#include <gtest/gtest.h>

#include <sstream>

#include "language/rule_eval.hpp"
#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

using Json = nlohmann::json;

const Json vars = {{"i", 3},
                   {"d", 2.5},
                   {"s", "abc"},
                   {"b", true},
                   {"n", nullptr},
                   {"list", {1, 2, 3}},
                   {"map", {{"a", 1}, {"b", "x"}}},
                   {"form", {{"known", 1}}}};

// The answer in the words of the vector file.
std::string in_words(const Json& answer) {
    if (answer.contains("error")) return "fails " + answer["error"]["code"].get<std::string>();
    if (answer["type"] != "unknown") return answer["value"].dump();
    std::string text = "waits for";
    for (const std::string name : answer["value"]) text += " " + name;
    return text;
}

// JSON is compared in one spelling; the kinds of numbers stay apart.
std::string respelled(const std::string& expected) {
    const Json json = Json::parse(expected, nullptr, false);
    return json.is_discarded() ? expected : json.dump();
}

TEST(Conformance, EveryLineOfTheVectorFile) {
    const WorkCalendar calendar = published_calendar();
    std::ifstream file = open_vectors("cel.txt");
    std::size_t cases = 0;
    for (std::string line; std::getline(file, line);) {
        const std::size_t arrow = line.rfind("=> ");
        if (line.starts_with("#") || arrow == std::string::npos) continue;
        const std::string expression = line.substr(0, arrow);
        const Json answer = rule_eval({{"expr", expression}, {"vars", vars}}, calendar);
        EXPECT_EQ(in_words(answer), respelled(line.substr(arrow + 3))) << expression;
        ++cases;
    }
    EXPECT_GT(cases, 300U);
}

TEST(RuleEval, NamesTheTypeOfTheValue) {
    const WorkCalendar calendar;
    const auto type = [&](const char* expression) {
        return rule_eval({{"expr", expression}}, calendar)["type"].get<std::string>();
    };
    EXPECT_EQ(type("null"), "null");
    EXPECT_EQ(type("true"), "bool");
    EXPECT_EQ(type("3"), "int");
    EXPECT_EQ(type("3.0"), "double");
    EXPECT_EQ(type("''"), "string");
    EXPECT_EQ(type("[]"), "list");
    EXPECT_EQ(type("{}"), "map");
    EXPECT_EQ(type("facts.x"), "unknown");
}

TEST(RuleEval, TellsThePlaceAndTheMessageOfAnError) {
    const Json error =
        rule_eval({{"expr", "true &&\n  '乐山' + 1 / 0 == 'a'"}}, WorkCalendar())["error"];
    EXPECT_EQ(error["code"], "no_overload");
    EXPECT_EQ(error["line"], 2);
    EXPECT_EQ(error["column"], 8);
    EXPECT_FALSE(error["message"]["zh-CN"].get<std::string>().empty());
    EXPECT_FALSE(error["message"]["en"].get<std::string>().empty());
}

TEST(RuleEval, SaysThatAWorkdayCountIsProvisional) {
    const Json counted =
        rule_eval({{"expr", "add_workdays('2031-01-01', 1)"}}, published_calendar());
    EXPECT_EQ(counted, Json({{"type", "string"}, {"value", "2031-01-02"}, {"provisional", true}}));
    const Json known = rule_eval({{"expr", "add_workdays('2024-01-01', 1)"}}, published_calendar());
    EXPECT_FALSE(known.contains("provisional"));
}

TEST(RuleEval, RefusesARequestOfAnotherShape) {
    for (const Json& request :
         {Json(), Json(1), Json::object(), Json{{"expr", 1}}, Json{{"expr", "1"}, {"vars", 1}}}) {
        EXPECT_EQ(rule_eval(request, WorkCalendar())["error"]["code"], "bad_request");
    }
}

}  // namespace
}  // namespace oneseal::sdk
