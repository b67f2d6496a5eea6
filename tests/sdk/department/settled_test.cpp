// What an officer has settled of a form's fields counts as it was given, on the licence too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/department/stall_verdicts.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::ElementsAre;

Json settled(const char* rule, Json input) {
    input["settled"] = {rule};
    return input;
}

// The finding stays, for whoever looks again; what waited for the field goes on.
TEST(Fields, ThatAnOfficerHasSettledCountAsTheyWereGiven) {
    const Json tall = with("/form/name", "王小明王小明");
    EXPECT_EQ(
        verdict(with("/stage", "licence", tall))["derived"]["licence"]["attributes"]["holder"],
        nullptr);
    const Json licence = verdict(with("/stage", "licence", settled("FLD:name", tall)));
    EXPECT_THAT(findings(licence), ElementsAre("FLD:name form_error"));
    EXPECT_EQ(licence["derived"]["licence"]["attributes"]["holder"], "王小明王小明");
    // Of another field it settles nothing.
    EXPECT_THAT(findings(verdict(with("/stage", "licence", settled("FLD:code", tall)))),
                ElementsAre("FLD:name form_error", "LIC:holder flag failed"));
}

TEST(Fields, ThatAnOfficerHasSettledAsMissingAreNone) {
    const Json none = without("/form/name");
    EXPECT_THAT(findings(verdict(with("/stage", "licence", none))),
                ElementsAre("FLD:name supplement", "LIC:holder flag failed"));
    const Json licence = verdict(with("/stage", "licence", settled("FLD:name", none)));
    EXPECT_THAT(findings(licence), ElementsAre("FLD:name supplement"));
    EXPECT_EQ(licence["derived"]["licence"]["attributes"]["holder"], nullptr);
}

TEST(Fields, OfAListAreSettledOneByOneOrWithTheList) {
    const Json young = with("/form/staff", Json::parse(R"([{"name": "a", "age": 15}])"));
    EXPECT_EQ(state(verdict(young), "STAFF"), "waiting");
    for (const char* rule : {"FLD:staff/0/age", "FLD:staff"}) {
        EXPECT_EQ(state(verdict(settled(rule, young)), "STAFF"), "passed") << rule;
    }
    EXPECT_EQ(state(verdict(settled("FLD:staff/1/age", young)), "STAFF"), "waiting");
}

// No word of an officer makes a number of a text, nor prints what turns a line around.
TEST(Fields, OfAnotherKindOrUnprintableAreNotSettled) {
    const Json text = verdict(settled("FLD:area", with("/form/area", "many")));
    EXPECT_THAT(findings(text), ElementsAre("FLD:area form_error"));
    const Json turned = with("/form/name", "王\u202e明");
    EXPECT_THAT(findings(verdict(with("/stage", "licence", settled("FLD:name", turned)))),
                ElementsAre("FLD:name form_error", "LIC:holder flag failed"));
}

// A day that is none, least of all.
TEST(Fields, OfNoDayAreNotSettled) {
    const Json opened = settled("FLD:opened", with("/form/opened", "2024-02-30"));
    EXPECT_EQ(state(verdict(opened), "LATE"), "waiting");
}

// Such a code has no parts that could be looked at.
TEST(Fields, ThatAreNoCreditCodeAtAllStandAsSettled) {
    Document matter = stall_matter();
    matter["form"]["schema"]["properties"]["name"]["x-oneseal"]["check"] = "uscc";
    for (const char* code : {"12345", "51110", "?"}) {
        const Json input = settled("FLD:name", with("/form/name", code));
        EXPECT_THAT(findings(verdict(input, matter)), ElementsAre("FLD:name form_error")) << code;
    }
}

}  // namespace
}  // namespace oneseal::sdk::testing
