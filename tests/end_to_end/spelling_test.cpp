// Whatever a person types or pastes, the case keeps one spelling, and beside it what was typed.
#include <gtest/gtest.h>

#include <cctype>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

// wang's own form as somebody in a hurry would type it.
Json form_in_a_hurry() {
    Json form = restaurant_form();
    std::string code = form["uscc"];
    for (char& c : code) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    form["uscc"] = code.insert(6, " ");
    form["legal_rep_id"] = "\u202D" + form["legal_rep_id"].get<std::string>() + "\u202C";
    form["contact_mobile"] = "+86 159 0000 0003";
    form["applicant_name"] = form["applicant_name"].get<std::string>() + "\u3000\n";
    return form;
}

TEST(ASpelling, IsNormalisedAndKeptAsItWasTyped) {
    Bureau bureau(monday);
    const Json normal = restaurant_form();
    const Json hurried = form_in_a_hurry();
    Json check = restaurant_at_the_counter(hurried);
    check.erase("submission");
    const Json verdict = bureau.visitor().post("/checks", check).body;
    ASSERT_TRUE(verdict.contains("outcome")) << verdict;
    EXPECT_EQ(verdict["outcome"], "acceptable") << verdict["findings"];

    // Whom wang acts for is found in this spelling too.
    Visitor wang = bureau.visitor("wang");
    const Reply draft = wang.file(restaurant_draft(hurried));
    ASSERT_EQ(draft.status, 201) << draft.body;
    EXPECT_EQ(draft.body["form"]["uscc"], normal["uscc"]);
    EXPECT_EQ(draft.body["form"]["contact_mobile"], "15900000003");
    EXPECT_EQ(draft.body["form"]["applicant_name"], normal["applicant_name"]);
    EXPECT_EQ(draft.body["typed"]["/uscc"], hurried["uscc"]);
    EXPECT_EQ(draft.body["typed"].size(), 4);

    const Reply filed = wang.act(draft.body["id"], "submit", submission());
    ASSERT_EQ(filed.status, 200) << filed.body;
    EXPECT_EQ(filed.body["applicant"]["code"], normal["uscc"]);
    EXPECT_EQ(filed.body["typed"], draft.body["typed"]);
}

TEST(ASpelling, ThatComesBackAsItWasShownIsStillKnownAsItWasTyped) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const Reply draft = wang.file(restaurant_draft(form_in_a_hurry()));
    Json form = draft.body["form"];
    form["contact_mobile"] = "15900000004";
    const std::string id = draft.body["id"];
    const Reply put = wang.send("PUT",
                                "/cases/" + id + "/form",
                                Json{{"variant", "new"}, {"form", form}}.dump(),
                                {{"If-Match", "\"1\""}});
    ASSERT_EQ(put.status, 200) << put.body;
    EXPECT_EQ(put.body["typed"]["/uscc"], draft.body["typed"]["/uscc"]);
    EXPECT_FALSE(put.body["typed"].contains("/contact_mobile"));
}

TEST(ATextThatNobodyCanSee, IsNoAnswer) {
    Bureau bureau(monday);
    for (const char* blank : {"\u3000", "\u200B\u200B", "\u2800", "\u3164", " \t"}) {
        Json form = restaurant_form();
        form["legal_rep_name"] = blank;
        const Reply filed = bureau.visitor("intake1").file(restaurant_at_the_counter(form));
        EXPECT_EQ(filed.status, 201) << filed.body;
        EXPECT_EQ(filed.body["outcome_of_filing"], "supplement") << filed.body["verdict"];
        Json filing = restaurant_at_the_counter();
        filing["submission"]["signature"] = blank;
        EXPECT_EQ(bureau.visitor("intake1").file(filing).status, 422);
        filing = restaurant_at_the_counter();
        filing["submission"]["service"]["address"] = blank;
        EXPECT_EQ(bureau.visitor("intake1").file(filing).status, 422);
    }
}

}  // namespace
}  // namespace oneseal
