// What screens read besides cases: words, matters, people, and who may read them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "cases/action.hpp"
#include "cases/clocks.hpp"
#include "cases/papers.hpp"
#include "cases/titles.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

bool is_text(const Json& text) {
    return text.size() == 2 && !text.value("zh-CN", "").empty() && !text.value("en", "").empty();
}

template <typename Names>
void expect_titles(const std::string& group, const Names& names) {
    const Json& titles = cases::titles()[group];
    for (const std::string name : names) {
        // The empty name of an outcome: nothing was evaluated.
        if (name.empty()) continue;
        EXPECT_TRUE(is_text(titles.value(name, Json()))) << group << " " << name;
    }
}

TEST(TheWords, HaveATitleInBothLanguagesForEveryNameOfAnEnum) {
    expect_titles("states", cases::states.names);
    expect_titles("roles", roles.names);
    expect_titles("clocks", cases::clock_kinds.names);
    expect_titles("outcomes", cases::verdict_outcomes.names);
    expect_titles("decisions", cases::decision_kinds.names);
    expect_titles("proposals", cases::decision_kinds.names);
    for (const auto& [group, names] : cases::titles().items()) {
        EXPECT_FALSE(names.empty()) << group;
        for (const auto& [name, title] : names.items()) {
            EXPECT_TRUE(is_text(title)) << group << " " << name << " " << title;
        }
    }
}

// Whoever adds an enum with names sees here that screens need titles for them.
TEST(TheWords, AreHeldAgainstEveryTableOfNamesThatThereIs) {
    std::set<std::string> tables;
    const std::regex declared(R"(constexpr EnumNames<(\w+), \d+>)");
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(ONESEAL_SOURCE_DIR) / "kernel/core")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (std::sregex_iterator found(text.begin(), text.end(), declared), end; found != end;
             ++found) {
            tables.insert((*found)[1]);
        }
    }
    // A timer's name is that of the action which it takes.
    EXPECT_EQ(tables,
              (std::set<std::string>{"ClockKind",
                                     "DecisionKind",
                                     "Role",
                                     "State",
                                     "TimerKind",
                                     "VerdictOutcome",
                                     "Worklist"}));
}

TEST(TheWords, NameEveryPaperActionPlaceAndSeal) {
    const Bureau bureau(monday);
    const Reply shown = bureau.visitor().get("/words");
    ASSERT_EQ(shown.status, 200);
    const Json& words = shown.body;
    for (const cases::PaperTerms& terms : cases::all_paper_terms()) {
        const std::string kind = std::to_string(terms.kind);
        EXPECT_TRUE(is_text(words["papers"].value(kind, Json()))) << kind;
        if (terms.seal == "by_stage" || terms.seal.empty()) continue;
        EXPECT_TRUE(is_text(words["seals"].value(terms.seal, Json()))) << terms.seal;
    }
    EXPECT_EQ(words["papers"]["3"]["zh-CN"], "受理通知书");
    for (const cases::Action& action : cases::actions()) {
        EXPECT_EQ(words["actions"][action.name], to_json(action.title));
        EXPECT_TRUE(is_text(words["places"].value(action.place, Json()))) << action.place;
    }
    for (const char* light : {"green", "yellow", "orange", "red"}) {
        EXPECT_TRUE(is_text(words["lights"].value(light, Json()))) << light;
    }
    EXPECT_EQ(words["ways"]["post"]["zh-CN"], "邮寄送达");
    EXPECT_EQ(words["channels"]["counter"]["zh-CN"], "窗口提交");
    EXPECT_EQ(words["material_kinds"]["copy"]["zh-CN"], "复印件");
    EXPECT_EQ(words["modes"]["commitment"]["zh-CN"], "告知承诺");
}

// Asks again with the tag that came, and with others.
void expect_kept(Visitor visitor, const std::string& path) {
    const Reply first = visitor.get(path);
    ASSERT_EQ(first.status, 200) << path;
    const std::string tag = first.header("ETag");
    ASSERT_EQ(tag.size(), 34U) << path;
    EXPECT_EQ(first.header("Cache-Control"), "no-cache");
    for (const std::string& known : {tag, "W/" + tag, "\"other\" , " + tag, std::string("*")}) {
        const Reply again = visitor.send("GET", path, "", {{"If-None-Match", known}});
        EXPECT_EQ(again.status, 304) << path << " " << known;
        EXPECT_EQ(again.text, "");
        EXPECT_EQ(again.header("ETag"), tag);
    }
    for (const std::string& unknown : {std::string("\"other\""), tag.substr(1, 32)}) {
        const Reply again = visitor.send("GET", path, "", {{"If-None-Match", unknown}});
        EXPECT_EQ(again.status, 200) << path << " " << unknown;
        EXPECT_EQ(again.text, first.text);
    }
}

TEST(WhatIsPublic, IsKeptByItsReaderUntilItChanges) {
    const Bureau bureau(monday);
    for (const char* path : {"/words", "/matters", "/matters/food_business"}) {
        expect_kept(bureau.visitor(), path);
        // Whoever is signed in reads the same.
        EXPECT_EQ(bureau.visitor().get(path).text, bureau.visitor("wang").get(path).text) << path;
        EXPECT_EQ(bureau.visitor("511126/intake1").get(path).status, 200) << path;
        EXPECT_EQ(bureau.visitor().get(std::string(path) + "?nonsense=1").status, 400) << path;
    }
    EXPECT_EQ(bureau.visitor().get("/api/v1/counties/999999/words").code(), "COUNTY_UNKNOWN");
    EXPECT_NE(bureau.visitor().get("/matters").header("ETag"),
              bureau.visitor().get("/matters?limit=1").header("ETag"));
}

// LAW: 行政许可法 第三十条
TEST(TheMatters, SayWhatAHomePageNeeds) {
    const Bureau bureau(monday);
    const Json matters = bureau.visitor().get("/matters").body["matters"];
    ASSERT_EQ(matters.size(), 2U);
    for (const Json& matter : matters) {
        EXPECT_FALSE(matter["keywords"]["zh-CN"].empty());
        EXPECT_FALSE(matter["keywords"]["en"].empty());
        EXPECT_TRUE(is_text(matter["situations"][0]["title"]));
        EXPECT_TRUE(is_text(matter["questions"][0]["text"]));
        EXPECT_EQ(matter["charged"], false);
        for (const Json& variant : matter["variants"]) {
            EXPECT_TRUE(is_text(variant["title"])) << variant;
            EXPECT_GT(variant["limit"]["count"], 0) << variant;
        }
    }
    const auto variant = [&](const Json& matter, const char* id) {
        for (const Json& one : matter["variants"]) {
            if (one["id"] == id) return one;
        }
        return Json();
    };
    ASSERT_EQ(matters[0]["id"], "fireworks_retail");
    // The department promises eight days, this county six.
    const Json expected = {{"unit", "working_days"}, {"count", 20}, {"from", "acceptance"}};
    EXPECT_EQ(variant(matters[0], "new")["limit"], expected);
    EXPECT_EQ(variant(matters[0], "new")["promised_days"], 6);
    EXPECT_EQ(variant(matters[1], "new")["promised_days"], 5);
    EXPECT_EQ(variant(matters[1], "new")["pace"], "promised");
    EXPECT_EQ(variant(matters[1], "cancel")["pace"], "immediate");
    EXPECT_EQ(variant(matters[1], "cancel")["promised_days"], 1);
}

TEST(TheMatters, AreFoundByTheirSituationAndTheirKeywords) {
    const Bureau bureau(monday);
    const auto found = [&](const std::string& query) {
        std::string ids;
        const Reply reply = bureau.visitor().get("/matters?" + query);
        EXPECT_EQ(reply.status, 200) << reply.body;
        for (const Json& one : reply.body["matters"]) ids += one["id"].get<std::string>() + " ";
        return ids;
    };
    EXPECT_EQ(found("situation=open_restaurant"), "food_business ");
    EXPECT_EQ(found("situation=spring_stall"), "fireworks_retail ");
    EXPECT_EQ(found("situation=licence_expiring"), "fireworks_retail food_business ");
    EXPECT_EQ(found("situation=fly_to_the_moon"), "");
    EXPECT_EQ(found("q=" + escaped("奶茶店")), "food_business ");
    EXPECT_EQ(found("q=sparklers"), "fireworks_retail ");
    EXPECT_EQ(found("q=sparklers&situation=open_restaurant"), "");
}

void expect_no_notes(const Json& node, const std::string& where) {
    for (const auto& [key, value] : node.items()) {
        EXPECT_FALSE(key == "note" && value.is_string()) << where << " " << value;
        if (value.is_structured()) expect_no_notes(value, where + "/" + key);
    }
}

TEST(AMatter, IsPublishedWithoutTheDraftersNotesAndTheOfficersOfItsGate) {
    const Bureau bureau(monday);
    for (const char* id : {"/food_business", "/fireworks_retail"}) {
        const Json matter = bureau.visitor().get("/matters" + std::string(id)).body;
        expect_no_notes(matter, id);
        for (const Json& condition : matter["gate"]) {
            EXPECT_FALSE(condition.contains("by")) << condition;
            EXPECT_FALSE(condition.contains("note")) << condition;
        }
        EXPECT_TRUE(matter["document"].contains("rules"));
    }
    expect_no_notes(bureau.visitor().get("/matters").body, "list");
    // What is named so in a licence is no note.
    const Json fireworks = bureau.visitor().get("/matters/fireworks_retail").body;
    EXPECT_TRUE(fireworks["document"]["licence"]["attributes"].contains("note"));
}

TEST(ThePeopleOfABureau, AreForItsStaff) {
    const Bureau bureau(monday);
    const Reply shown = bureau.visitor("surveyor6").get("/people");
    ASSERT_EQ(shown.status, 200);
    const Json& people = shown.body["people"];
    ASSERT_EQ(people.size(), 22U);
    const Json expected = {{"id", "surveyor6"},
                           {"name", "丙六（示例）"},
                           {"section", "survey"},
                           {"roles", {"surveyor"}},
                           {"on_duty", true},
                           {"formal", false}};
    EXPECT_EQ(people[11], expected) << "and nothing of loads, conflicts or certificates";
    EXPECT_TRUE(is_text(shown.body["sections"][0]["title"]));
    for (const char* who : {"intake1", "head1", "admin1", "seal1"}) {
        EXPECT_EQ(bureau.visitor(who).get("/people").status, 200) << who;
    }
    EXPECT_EQ(bureau.visitor("regulator1").get("/people").code(), "ACCESS_ROLE_MISSING")
        << "whom a draw chooses from is the bureau's to know";
    EXPECT_EQ(bureau.visitor("wang").get("/people").code(), "ACCESS_ROLE_MISSING");
    EXPECT_EQ(bureau.visitor("wang").get("/people").status, 403);
    EXPECT_EQ(bureau.visitor("511126/intake1").get("/people").status, 403);
    EXPECT_EQ(bureau.visitor().get("/people").status, 401);
    EXPECT_EQ(bureau.visitor("head1").get("/people?role=head").status, 400);
}

}  // namespace
}  // namespace oneseal
