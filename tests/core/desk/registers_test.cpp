// Facts that registers know are looked up by the form's values and folded into one value.
#include "desk/registers.hpp"

#include <gtest/gtest.h>

#include "support/temporary_directory.hpp"

namespace oneseal::desk {
namespace {

const storage::Statement insert_ban{
    "test.ban",
    "INSERT INTO bans (county, id, subject, kind, matter, until, basis, case_id)"
    " VALUES ('511102', :p1, :p2, :p3, :p4, :p5, '', '')"};
const storage::Statement insert_list{
    "test.list",
    "INSERT INTO lists (county, list, subject, basis) VALUES ('511102', :p1, :p2, '')"};

Matter matter_with_facts() {
    Matter matter;
    matter.id = "m";
    matter.facts = {
        {"ban_until",
         "date",
         {},
         "registry",
         {{"register", "bans"},
          {"key", {"/code", "/person"}},
          {"where", {{"kind", "false_materials"}, {"matter", {{"$matter", true}}}}},
          {"value", "until"},
          {"fold", "max"}},
         nullptr},
        {"dishonest",
         "boolean",
         {},
         "registry",
         {{"register", "lists/serious_dishonest"}, {"key", {"/code"}}, {"fold", "exists"}},
         false},
        {"measured", "number", {}, "survey", nullptr, nullptr}};
    return matter;
}

struct World {
    support::TemporaryDirectory directory{};
    std::unique_ptr<storage::Database> database = [this] {
        storage::DatabaseOptions options;
        options.connection = directory.path("registers.db");
        auto opened = storage::Database::open(options);
        EXPECT_TRUE((*opened)->migrate());
        return std::move(*opened);
    }();
    Registers registers{*database};

    void ban(const char* id, const char* subject, const char* matter, const char* until) {
        storage::WriteSet set{{{&insert_ban, {id, subject, "false_materials", matter, until}}}};
        EXPECT_TRUE(database->commit_and_wait(std::move(set)));
    }
    Json facts(const Json& form) {
        EXPECT_TRUE(registers.load("511102"));
        const auto facts =
            registers.facts("511102", matter_with_facts(), form, Registers::Licences::left_out);
        return facts ? *facts : Json();
    }
};

TEST(ABan, HoldsForEverySpellingOfTheDocument) {
    World world;
    world.ban("1", "Ｅ5544 3322", "m", "2026-06-30");
    world.ban("2", "51110219850312997x", "m", "2026-07-31");
    for (const char* typed :
         {"E55443322", "e55443322", "E5544 3322", "Ｅ５５４４３３２２", "\u202DE55443322"}) {
        EXPECT_EQ(world.facts({{"person", typed}})["ban_until"], "2026-06-30") << typed;
    }
    EXPECT_EQ(world.facts({{"person", "51110219850312997X"}})["ban_until"], "2026-07-31");
    EXPECT_TRUE(world.facts({{"person", "\u3000"}})["ban_until"].is_null());
}

// LAW: 行政许可法 第七十八条
TEST(ABan, HoldsForTheApplicantOrTheRepresentativeUntilItsLastDay) {
    World world;
    world.ban("1", "C1", "m", "2026-01-31");
    world.ban("2", "P1", "m", "2026-06-30");
    EXPECT_EQ(world.facts({{"code", "C1"}})["ban_until"], "2026-01-31");
    EXPECT_EQ(world.facts({{"code", "C1"}, {"person", "P1"}})["ban_until"], "2026-06-30");
}

TEST(ABan, OfAnotherMatterDoesNotCount) {
    World world;
    world.ban("1", "C1", "other", "2026-01-31");
    EXPECT_EQ(world.facts({{"code", "C1"}})["ban_until"], nullptr);
}

// Who only checks learns nothing of others.
TEST(ABan, IsNotToldToWhoMayNotAskAboutThatPerson) {
    World world;
    world.ban("1", "C1", "m", "2026-01-31");
    ASSERT_TRUE(world.registers.load("511102"));
    const auto own = [](const std::string& code) { return code == "C1"; };
    const auto told = [&](const Json& form) {
        return *world.registers.facts(
            "511102", matter_with_facts(), form, Registers::Licences::left_out, own);
    };
    EXPECT_EQ(told({{"code", "C1"}})["ban_until"], "2026-01-31");
    EXPECT_FALSE(told({{"code", "C1"}, {"person", "P1"}}).contains("ban_until"));
}

TEST(AFact, IsOtherwiseWhereNoRowMatchesOrTheKeyIsNotGiven) {
    World world;
    const Json facts = world.facts(Json::object());
    EXPECT_EQ(facts["ban_until"], nullptr);
    EXPECT_EQ(facts["dishonest"], false);
    EXPECT_FALSE(facts.contains("measured"));
}

TEST(ALicence, IsFoundInTheSpellingThatItCameIn) {
    World world;
    const storage::Statement insert{
        "test.licence",
        "INSERT INTO licences (county, number, matter, department, case_id, holder_name,"
        " holder_code, status, valid_from, valid_to, granted_on, content)"
        " VALUES ('511102', :p1, 'm', 'd', :p2, 'n', :p3, 'valid', '', '', '', '{}')"};
    storage::WriteSet set{{{&insert, {"（川）a 1号", "1", "e5544 3322"}}}};
    ASSERT_TRUE(world.database->commit_and_wait(std::move(set)));
    Matter matter;
    matter.facts = {{"holds",
                     "boolean",
                     {},
                     "registry",
                     {{"register", "licences"}, {"key", {"/key"}}, {"fold", "exists"}},
                     false}};
    const auto holds = [&](const char* key) {
        return (*world.registers.facts(
            "511102", matter, {{"key", key}}, Registers::Licences::sealed))["holds"];
    };
    for (const char* key : {"E55443322", "e55443322", "(川)A1号", "（川）a 1号"}) {
        EXPECT_EQ(holds(key), true) << key;
    }
    EXPECT_EQ(holds("E55443321"), false);
}

TEST(AList, KnowsWhoStandsOnIt) {
    World world;
    storage::WriteSet set{{{&insert_list, {"serious_dishonest", "C1"}}}};
    ASSERT_TRUE(world.database->commit_and_wait(std::move(set)));
    EXPECT_EQ(world.facts({{"code", "C1"}})["dishonest"], true);
    EXPECT_EQ(world.facts({{"code", "C2"}})["dishonest"], false);
}

}  // namespace
}  // namespace oneseal::desk
