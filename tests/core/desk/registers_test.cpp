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
        const auto facts = registers.facts("511102", matter_with_facts(), form, true);
        return facts ? *facts : Json();
    }
};

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
        return *world.registers.facts("511102", matter_with_facts(), form, true, own);
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

TEST(AList, KnowsWhoStandsOnIt) {
    World world;
    storage::WriteSet set{{{&insert_list, {"serious_dishonest", "C1"}}}};
    ASSERT_TRUE(world.database->commit_and_wait(std::move(set)));
    EXPECT_EQ(world.facts({{"code", "C1"}})["dishonest"], true);
    EXPECT_EQ(world.facts({{"code", "C2"}})["dishonest"], false);
}

}  // namespace
}  // namespace oneseal::desk
