// Identities that a counter has checked, and handlers whom parties have authorised.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string authorisations = "/api/v1/authorisations";
const std::string snack_bar = "92511102MA0BBB031Y";  // wang's
const std::string chen_id = "110101199003070038";
const std::string mobile = "13700000009";

// Of wang, that li acts for his snack bar in everything until the last day of the month.
Json power(const Json& changes = Json::object()) {
    Json body = {{"handler", "li"},
                 {"party", snack_bar},
                 {"until", "2026-03-31"},
                 {"power_of_attorney", "授权委托书 2026-001"}};
    body.update(changes);
    return body;
}

std::string give(Bureau& bureau, const Json& changes = Json::object()) {
    const Reply given = bureau.visitor("wang").post(authorisations, power(changes));
    EXPECT_EQ(given.status, 201) << given.text;
    return given.body.value("id", "");
}

// Files for the snack bar.
Reply file_as(Bureau& bureau, const std::string& who) {
    Visitor visitor = bureau.visitor(who);
    const Reply draft = visitor.file(restaurant_draft());
    EXPECT_EQ(draft.status, 201) << draft.text;
    return visitor.act(draft.body["id"], "submit", submission());
}

std::size_t listed(Bureau& bureau, const std::string& who) {
    return bureau.visitor(who).get("/cases").body["cases"].size();
}

// Neither reads nor files for the snack bar; what li has drafted stays li's own.
void expect_no_power(Bureau& bureau, const std::string& number) {
    const std::size_t before = listed(bureau, "li");
    EXPECT_EQ(file_as(bureau, "li").code(), "APPLICANT_NOT_REPRESENTED");
    EXPECT_EQ(listed(bureau, "li"), before + 1) << "the draft";
    EXPECT_EQ(bureau.visitor("li").get("/cases/" + number).code(), "CASE_NOT_FOUND");
}

// LAW: 行政许可法 第二十九条 第二款
TEST(AHandler, FilesAndReadsForThePartyWithinItsPower) {
    Bureau bureau(monday);
    const std::string of_wang = file_as(bureau, "wang").body.value("number", "");
    ASSERT_NE(of_wang, "");
    expect_no_power(bureau, of_wang);
    give(bureau, {{"scope", {{"matters", {"food_business"}}, {"counties", {home_county}}}}});
    EXPECT_EQ(bureau.visitor("li").get("/cases/" + of_wang).status, 200);
    const Reply filed = file_as(bureau, "li");
    ASSERT_EQ(filed.status, 200) << filed.text;
    EXPECT_EQ(
        bureau.visitor("wang").get("/cases/" + filed.body["number"].get<std::string>()).status, 200)
        << "it is the party's";
    EXPECT_EQ(listed(bureau, "li"), 3U) << "wang's, li's and the draft of before";
    EXPECT_EQ(listed(bureau, "wang"), 2U);
    const Json session = bureau.visitor("li").get("/api/v1/session").body;
    const Json& party = session["represents"].back();
    EXPECT_EQ(party["code"], snack_bar);
    EXPECT_EQ(party["matters"], Json::array({"food_business"}));
    EXPECT_EQ(party["until"], "2026-03-31");
    EXPECT_EQ(party["may_withdraw"], false);
}

TEST(AHandler, LosesThePowerAtOnceWhenItIsRevoked) {
    Bureau bureau(monday);
    const std::string id = give(bureau);
    const std::string number = file_as(bureau, "li").body.value("number", "");
    ASSERT_EQ(bureau.visitor("li").get("/cases/" + number).status, 200);
    EXPECT_EQ(bureau.visitor("zhang").send("DELETE", authorisations + "/" + id).code(),
              "ACCESS_NO_AUTHORISATION")
        << "a stranger";
    EXPECT_EQ(bureau.visitor("wang").send("DELETE", authorisations + "/" + id).status, 204);
    EXPECT_EQ(listed(bureau, "li"), 0U) << "what li filed for the party is the party's";
    expect_no_power(bureau, number);
    EXPECT_EQ(bureau.visitor("li").act_on(number, 1, "withdraw", {{"signature", "s"}}).code(),
              "CASE_NOT_FOUND");
    EXPECT_EQ(bureau.visitor("wang").send("DELETE", authorisations + "/" + id).status, 204);
    const Json given = bureau.visitor("wang").get(authorisations).body["given"];
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0]["in_force"], false);
    EXPECT_EQ(given[0]["revoked_at"], bureau.instant());
}

TEST(AHandler, LosesThePowerAfterItsLastDay) {
    Bureau bureau(monday);
    give(bureau, {{"until", "2026-03-03"}});
    bureau.jump_to("2026-03-03T23:59:00+08:00");
    const std::string number = file_as(bureau, "li").body.value("number", "");
    ASSERT_EQ(bureau.visitor("li").get("/cases/" + number).status, 200);
    bureau.advance(std::chrono::minutes{1});
    EXPECT_EQ(listed(bureau, "li"), 0U);
    expect_no_power(bureau, number);
    EXPECT_EQ(bureau.visitor("li").get(authorisations).body["received"][0]["in_force"], false);
}

TEST(AHandler, HasNoPowerInAnotherMatterOrCounty) {
    for (const Json& scope : {Json{{"matters", {"fireworks_retail"}}},
                              Json{{"counties", {"511126"}}},
                              Json{{"matters", {"food_business"}}, {"counties", {"511126"}}}}) {
        Bureau bureau(monday);
        const std::string number = file_as(bureau, "wang").body.value("number", "");
        give(bureau, {{"scope", scope}});
        expect_no_power(bureau, number);
    }
}

TEST(AHandler, WithdrawsWithThatPowerOnly) {
    Bureau bureau(monday);
    const std::string without = give(bureau);
    const std::string number = file_as(bureau, "li").body.value("number", "");
    const Json withdrawal = {{"signature", "s"}};
    EXPECT_EQ(bureau.visitor("li").act(number, "withdraw", withdrawal).code(), "AGENT_POWER");
    EXPECT_EQ(bureau.visitor("li").send("DELETE", authorisations + "/" + without).status, 204)
        << "who has received it may lay it down";
    give(bureau, {{"may_withdraw", true}});
    const Reply withdrawn = bureau.visitor("li").act(number, "withdraw", withdrawal);
    EXPECT_EQ(withdrawn.status, 200) << withdrawn.text;
    EXPECT_EQ(withdrawn.body["state"], "withdrawn");
}

TEST(AnAuthorisation, IsGivenByThePartyItselfAndNeverPassedOn) {
    Bureau bureau(monday);
    const auto refused = [&](const std::string& giver, const Json& changes) {
        return bureau.visitor(giver).post(authorisations, power(changes)).code();
    };
    EXPECT_EQ(refused("zhang", Json::object()), "ACCESS_PARTY_NOT_OWN") << "forged";
    EXPECT_EQ(refused("wang", {{"party", "511126197911059989"}}), "ACCESS_PARTY_NOT_OWN");
    give(bureau);
    EXPECT_EQ(refused("li", {{"handler", "zhang"}}), "ACCESS_PARTY_NOT_OWN") << "passed on";
    EXPECT_EQ(refused("intake1", Json::object()), "APPLICANTS_ONLY");
    EXPECT_EQ(bureau.visitor("intake1").get(authorisations).code(), "APPLICANTS_ONLY");
    EXPECT_EQ(bureau.visitor().get(authorisations).status, 401);
    const Json own = {{"party", "511102 19900721 9970"}};
    EXPECT_EQ(bureau.visitor("wang").post(authorisations, power(own)).status, 201) << "for himself";
}

TEST(AnAuthorisation, GoesToAVerifiedAccountForTwoYearsAtMost) {
    Bureau bureau(monday);
    Visitor wang = bureau.visitor("wang");
    const auto answer = [&](const Json& changes) {
        const Reply reply = wang.post(authorisations, power(changes));
        return reply.status == 201 ? "given" : reply.code() + " " + reply.pointers();
    };
    EXPECT_EQ(answer({{"handler", "nobody"}}), "ACCESS_HANDLER_UNKNOWN ");
    EXPECT_EQ(answer({{"until", "2026-03-01"}}), "ACCESS_AUTHORISATION_TERM ");
    EXPECT_EQ(answer({{"until", "2028-03-03"}}), "ACCESS_AUTHORISATION_TERM ");
    EXPECT_EQ(answer({{"until", "2028-03-02"}}), "given");
    EXPECT_EQ(answer({{"until", "2026-03-02"}}), "given") << "today";
    EXPECT_EQ(answer({{"until", "soon"}}), "BODY_INVALID /until");
    EXPECT_EQ(answer({{"power_of_attorney", " "}}), "BODY_INVALID /power_of_attorney");
    EXPECT_EQ(answer({{"scope", {{"matters", {"food"}}, {"counties", {"999999"}}}}}),
              "BODY_INVALID /scope/counties/0 /scope/matters/0");
}

// Somebody who has signed up with a code.
Visitor chen(Bureau& bureau) {
    Visitor visitor = bureau.visitor();
    EXPECT_EQ(visitor.post("/api/v1/codes", {{"mobile", mobile}}).status, 202);
    std::ifstream in(bureau.place()->path("messages.jsonl"));
    std::string last;
    for (std::string line; std::getline(in, line);) last = line;
    const std::string text = Json::parse(last)["en"];
    const auto at = text.find_first_of("0123456789");
    const Reply entered = visitor.post(
        "/api/v1/session", {{"mobile", mobile}, {"code", text.substr(at, 6)}, {"name", "小陈"}});
    EXPECT_EQ(entered.status, 200) << entered.text;
    return Visitor::with_token(bureau.port(), entered.body.value("token", ""));
}

Json identity(const Json& changes = Json::object()) {
    Json body = {{"account", mobile},
                 {"name", "陈某示"},
                 {"id_number", chen_id},
                 {"evidence", "身份证原件，人证相符"}};
    body.update(changes);
    return body;
}

Outcome verify(const Bureau& bureau) {
    return run_oneseal({"journal", "verify", "--settings", bureau.place()->settings()});
}

TEST(AnIdentity, IsCheckedAtACounterAndHoldsForTheOpenSession) {
    Bureau bureau(monday);
    Visitor visitor = chen(bureau);
    EXPECT_EQ(bureau.visitor("wang").post(authorisations, power({{"handler", mobile}})).code(),
              "ACCESS_HANDLER_UNKNOWN")
        << "not yet verified";
    const Reply checked = bureau.visitor("intake1").post("/identities", identity());
    ASSERT_EQ(checked.status, 200) << checked.text;
    EXPECT_EQ(checked.body, (Json{{"account", mobile}, {"name", "陈某示"}, {"verified", true}}));
    const Json session = visitor.get("/api/v1/session").body;
    EXPECT_EQ(session["verified"], true);
    EXPECT_EQ(session["name"], "陈某示");
    give(bureau, {{"handler", "+86 137 0000 0009"}});
    const Reply draft = visitor.file(restaurant_draft());
    EXPECT_EQ(visitor.act(draft.body["id"], "submit", submission()).status, 200);
    bureau.close();
    const Outcome sound = verify(bureau);
    EXPECT_EQ(sound.exit_code, 0) << sound.output << sound.errors;
}

TEST(AnIdentity, IsCheckedByIntakeForAnAccountOfAnApplicantOnly) {
    Bureau bureau(monday);
    chen(bureau);
    const auto answer = [&](const std::string& who, const Json& changes) {
        const Reply reply = bureau.visitor(who).post("/identities", identity(changes));
        return reply.status == 200 ? "checked" : reply.code();
    };
    EXPECT_EQ(answer("surveyor1", Json::object()), "ACCESS_ROLE_MISSING");
    EXPECT_EQ(answer("wang", Json::object()), "ACCESS_ROLE_MISSING");
    EXPECT_EQ(answer("511126/intake1", Json::object()), "ACCESS_OTHER_COUNTY");
    EXPECT_EQ(answer("intake1", {{"account", "intake1"}}), "ACCESS_NO_ACCOUNT") << "staff";
    EXPECT_EQ(answer("intake1", {{"id_number", "110101199003070039"}}), "ACCESS_ID_NUMBER_WRONG");
    EXPECT_EQ(answer("intake1", {{"evidence", ""}}), "BODY_INVALID");
    EXPECT_EQ(answer("intake1", Json::object()), "checked");
    EXPECT_EQ(answer("intake1", Json::object()), "checked") << "the same once more";
    EXPECT_EQ(answer("intake1", {{"id_number", "511102199007219970"}}), "ACCESS_IDENTITY_DIFFERS");
}

TEST(Authorisations, OutliveARestartAndAreOnRecord) {
    Bureau before(monday);
    const std::string id = give(before);
    const std::string number = file_as(before, "wang").body.value("number", "");
    const auto place = before.place();
    before.close();
    {
        Bureau after(monday, place);
        EXPECT_EQ(after.visitor("li").get("/cases/" + number).status, 200);
        after.close();
        EXPECT_EQ(verify(after).exit_code, 0);
    }
    const std::pair<std::string, std::string> changes[] = {
        {"UPDATE authorisations SET until_day = '2027-03-31'", "derived_changed"},
        {"DELETE FROM authorisations", "derived_missing"},
        {"INSERT INTO authorisations VALUES ('0', 'forged', 'x', 'y', '{}', '[]', '[]', "
         "'2026-03-31', 1, '', '', '')",
         "unexplained"}};
    for (const auto& [change, fault] : changes) {
        Hand(*place).write(change);
        const Outcome found = verify(before);
        EXPECT_EQ(found.exit_code, 1) << change;
        EXPECT_THAT(found.output, HasSubstr(fault));
        EXPECT_THAT(found.output, HasSubstr("authorisations "));
    }
}

}  // namespace
}  // namespace oneseal
