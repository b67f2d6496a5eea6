// What registers know of a person is told to that person and to the staff of that step; nobody
// learns of it by naming somebody in an application.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/principal.hpp"
#include "crypto/digest.hpp"
#include "desk/desk.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "log/log.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string li = "511126197911059989";
const std::string wang = "511102199007219970";
const std::string snack_bar = "92511102MA0BBB031Y";

// wang's own shop, for which li is named as its representative and its manager.
Json form_that_names_li() {
    Json form = restaurant_form();
    form["legal_rep_name"] = "李某示";
    form["legal_rep_id"] = li;
    form["safety_manager"] = "李某示";
    form["safety_manager_id"] = li;
    return form;
}

std::shared_ptr<Place> place_with_bans(const std::vector<std::string>& persons) {
    auto place = std::make_shared<Place>();
    Hand hand(*place);
    for (const std::string& person : persons) {
        for (const char* kind : {"food_crime", "food_manager"}) {
            hand.write(
                "INSERT INTO bans (county, id, subject, kind, matter, until, basis, case_id)"
                " VALUES ('511102', '" +
                person + kind + "', '" + person + "', '" + kind + "', '', NULL, 'judgment', '')");
        }
    }
    return place;
}

Json checked(Visitor visitor, const Json& form) {
    const Reply reply =
        visitor.post("/checks", {{"matter", "food_business"}, {"variant", "new"}, {"form", form}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body;
}

std::string rules_of(const Json& verdict) {
    std::string rules;
    for (const Json& finding : verdict["findings"]) {
        rules += finding["rule"].get<std::string>() + " ";
    }
    return rules;
}

// LAW: 个人信息保护法 第六条
TEST(AFiling, AnswersTheSameWhetherAnotherPersonInItIsBannedOrNot) {
    std::vector<Json> answers;
    for (const auto& banned : {std::vector<std::string>{}, std::vector<std::string>{li}}) {
        Bureau bureau(monday, place_with_bans(banned));
        Visitor applicant = bureau.visitor("wang");
        const Reply draft = applicant.file(restaurant_draft(form_that_names_li()));
        ASSERT_EQ(draft.status, 201) << draft.body;
        const std::string id = draft.body["id"];
        for (const char* paper : {"fd01", "fd02", "fd03", "fd04"}) {
            ASSERT_EQ(applicant.put_material(id, paper).status, 200);
        }
        const Reply filed = applicant.act(id, "submit", submission());
        ASSERT_EQ(filed.status, 200) << filed.body;
        const std::string number = filed.body["number"];
        Json seen = {{"submit", filed.body},
                     {"case", applicant.see(number)},
                     {"actions", applicant.get("/cases/" + number + "/actions").body}};
        // At the counter it is known, and stands in the way of an acceptance.
        const Reply accepted = bureau.visitor("intake1").act(number, "accept");
        EXPECT_EQ(accepted.status, banned.empty() ? 200 : 409) << accepted.body;
        Json whole = restaurant_draft(form_that_names_li());
        whole.erase("draft");
        whole["submission"] = submission();
        const Reply at_once = applicant.file(whole);
        ASSERT_EQ(at_once.status, 201) << at_once.body;
        EXPECT_TRUE(at_once.body["verdict"]["findings"].is_array());
        seen["filed"] = at_once.body;
        seen["verdict"] = at_once.body["verdict"];
        // Ids and codes are drawn anew in each bureau, and the receipt's digest hangs on its code.
        for (const Json& one : {filed.body["id"],
                                at_once.body["id"],
                                filed.body["query_code"],
                                at_once.body["query_code"],
                                filed.body["papers"][0]["content_sha256"],
                                at_once.body["papers"][0]["content_sha256"]}) {
            std::string text = seen.dump();
            for (auto at = text.find(one.get<std::string>()); at != std::string::npos;
                 at = text.find(one.get<std::string>())) {
                text.replace(at, one.get<std::string>().size(), "id");
            }
            seen = Json::parse(text);
        }
        answers.push_back(std::move(seen));
    }
    EXPECT_EQ(answers[0], answers[1]) << Json::diff(answers[0], answers[1]);
}

TEST(ACheck, TellsAVerifiedPersonOfItsOwnBanAndOfNobodyElses) {
    const Bureau bureau(monday, place_with_bans({li, wang}));
    EXPECT_THAT(rules_of(checked(bureau.visitor("wang"), restaurant_form())), HasSubstr("FOOD-14"));
    const Json others = checked(bureau.visitor("wang"), form_that_names_li());
    EXPECT_THAT(rules_of(others), Not(HasSubstr("FOOD-14")));
    EXPECT_THAT(rules_of(others), Not(HasSubstr("FOOD-23")));
    EXPECT_EQ(checked(bureau.visitor(), form_that_names_li()), others);
}

TEST(ACheck, TellsStaffOnlyAtTheCounter) {
    const Bureau bureau(monday, place_with_bans({li}));
    for (const char* who :
         {"admin1", "seal1", "regulator1", "regulator2", "surveyor1", "decider1"}) {
        EXPECT_THAT(rules_of(checked(bureau.visitor(who), form_that_names_li())),
                    Not(HasSubstr("FOOD-14")))
            << who;
    }
    EXPECT_THAT(rules_of(checked(bureau.visitor("intake2"), form_that_names_li())),
                HasSubstr("FOOD-14"));
}

TEST(ACheckAtTheCounter, LeavesATraceOfWhoWasLookedUp) {
    std::string lines;
    std::mutex mutex;
    LogOptions options;
    options.sink = [&](std::string_view line) {
        const std::lock_guard lock(mutex);
        lines.append(line).append("\n");
    };
    {
        const Bureau bureau(monday, place_with_bans({}));
        configure_log(options);
        checked(bureau.visitor("intake2"), form_that_names_li());
        checked(bureau.visitor("wang"), form_that_names_li());
    }
    configure_log({});
    const std::string said = "DESK_REGISTERS_ASKED";
    ASSERT_NE(lines.find(said), std::string::npos) << lines;
    EXPECT_EQ(lines.find(said), lines.rfind(said)) << lines;
    EXPECT_THAT(lines, HasSubstr("intake2"));
    EXPECT_THAT(lines, HasSubstr(crypto::sha256_hex(li).substr(0, 16)));
    EXPECT_THAT(lines, Not(HasSubstr(li)));
}

TEST(AnUnverifiedAccount, OwnsNoCode) {
    access::Principal who;
    who.county = access::applicants;
    who.id_number = li;
    who.represents = {{"示例店", "individual_biz", snack_bar}};
    EXPECT_FALSE(desk::may_ask_about(&who, {li, home_county, "food_business"}));
    EXPECT_FALSE(desk::may_ask_about(&who, {snack_bar, home_county, "food_business"}));
    who.verified = true;
    EXPECT_TRUE(desk::may_ask_about(&who, {li, home_county, "food_business"}));
    EXPECT_TRUE(desk::may_ask_about(&who, {snack_bar, home_county, "food_business"}));
    EXPECT_FALSE(desk::may_ask_about(&who, {wang, home_county, "food_business"}));
    EXPECT_FALSE(desk::may_ask_about(nullptr, {li, home_county, "food_business"}));
}

}  // namespace
}  // namespace oneseal
