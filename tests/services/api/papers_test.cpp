// Which papers of a case its applicant reads, and who sees on what it was decided.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

std::set<int> kinds_of(const Json& papers) {
    std::set<int> kinds;
    for (const Json& paper : papers) kinds.insert(paper["kind"].get<int>());
    return kinds;
}

class Papers : public testing::Test {
  protected:
    std::set<int> listed(const std::string& who) {
        const Json list = bureau_.visitor(who).get(documents()).body["documents"];
        EXPECT_EQ(kinds_of(bureau_.visitor(who).see(walk_.number())["papers"]), kinds_of(list));
        return kinds_of(list);
    }
    // Of the last paper of the kind.
    int status_of(const std::string& who, int kind) {
        std::string id;
        const Json now = walk_.now();
        for (const Json& paper : now["papers"]) {
            if (paper["kind"] == kind) id = paper["id"];
        }
        return bureau_.visitor(who).get(documents() + "/" + id).status;
    }
    std::string documents() const { return "/cases/" + walk_.number() + "/documents"; }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
};

TEST_F(Papers, OfTheBureauToItselfAreNotTheApplicants) {
    walk_.file_as_wang();
    walk_.accept().survey(good_survey_of_restaurant()).propose();
    EXPECT_EQ(listed("decider1"), (std::set<int>{1, 3, 6, 7, 33}));
    EXPECT_EQ(listed("wang"), (std::set<int>{1, 3, 6, 7}));
    EXPECT_EQ(status_of("wang", 7), 200);
    EXPECT_EQ(status_of("wang", 33), 404);
    EXPECT_EQ(status_of("decider1", 33), 200);
    EXPECT_EQ(bureau_.visitor("zhang").get(documents()).status, 404);
}

TEST_F(Papers, AreTheApplicantsOnceTheyAreSealed) {
    walk_.file_as_wang();
    walk_.accept().survey(good_survey_of_restaurant()).propose();
    walk_.take("decider1", "grant", {{"facts", "经审查符合条件"}});
    EXPECT_EQ(status_of("wang", 15), 404);
    EXPECT_EQ(status_of("seal1", 15), 200);
    walk_.take("seal1", "seal", Json::object());
    EXPECT_EQ(status_of("wang", 15), 200);
    EXPECT_EQ(status_of("wang", 17), 200);
    EXPECT_EQ(status_of("wang", 28), 404);
}

TEST_F(Papers, DoNotTellStrangersToTheStepWhoIsBanned) {
    walk_.file_as_wang();
    walk_.accept();
    const std::string receipts = "/cases/" + walk_.number() + "/receipts";
    for (const char* who : {"wang", "intake2", "regulator1"}) {
        EXPECT_EQ(bureau_.visitor(who).get(receipts).code(), "PART_CLOSED") << who;
    }
    for (const char* who : {"seal1", "surveyor1", "admin1", "regulator2"}) {
        EXPECT_EQ(bureau_.visitor(who).get(receipts).code(), "CASE_NOT_FOUND") << who;
    }
    for (const char* who : {"reviewer1", "decider1", "supervisor1"}) {
        EXPECT_EQ(bureau_.visitor(who).get(receipts).status, 200) << who;
    }
}

// A page looks official; one with invented people must not pass for it.
TEST(APaperOfADemonstration, SaysThatItIsOfNoEffect) {
    auto place = std::make_shared<Place>();
    place->set("demonstration", true);
    Bureau bureau(monday, place);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const std::string receipt = walk.now()["papers"][0]["id"];
    const Reply page = bureau.visitor("intake1").get("/cases/" + walk.number() + "/documents/" +
                                                     receipt + ".html");
    EXPECT_EQ(page.status, 200) << page.text;
    EXPECT_NE(page.text.find("（演示，人物和事项均为虚构，不具有法律效力）"), std::string::npos);
}

}  // namespace
}  // namespace oneseal
