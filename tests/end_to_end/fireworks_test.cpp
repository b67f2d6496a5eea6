// A whole case of fireworks retail, from the counter to the licence in the shopkeeper's hand.
#include <gtest/gtest.h>

#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

Json filed_later(const std::string& day, const Json& evidence) {
    Json application = fireworks_at_the_counter();
    application["submission"]["received_on"] = day;
    if (!evidence.is_null()) application["submission"]["evidence"] = evidence;
    return application;
}

// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第六条
TEST(PapersThatCameEarlier, AreReceivedOnThatDayWithItsEvidence) {
    Bureau bureau("2024-03-13T09:00:00+08:00");
    Visitor clerk = bureau.visitor("intake1");
    EXPECT_EQ(clerk.file(filed_later("2024-03-11", Json())).pointers(), "/evidence");
    EXPECT_EQ(clerk.file(filed_later("2024-03-14", "邮戳")).pointers(), "/received_on");
    const Reply filed = clerk.file(filed_later("2024-03-11", "邮戳"));
    EXPECT_EQ(filed.status, 201) << filed.body;
    EXPECT_EQ(filed.body["received_on"], "2024-03-11");
    EXPECT_TRUE(filed.body["number"].get<std::string>().starts_with("511102-20240311-1601-"));
}

// LAW: 行政许可法 第三十九条 第一款
// LAW: 行政许可法 第四十条
// LAW: 行政许可法 第四十四条
TEST(FireworksRetail, GoesFromTheCounterToTheDelivery) {
    Bureau bureau("2024-03-13T09:00:00+08:00");
    Walk walk(bureau);
    walk.file_at_the_counter(filed_later("2024-03-11", "收件登记第3页"))
        .accept()
        .survey(good_survey_of_fireworks())
        .propose()
        .take("decider1", "grant", {{"facts", "符合布点规划和安全条件"}});
    const std::string number = "(川)LS〔2024〕511102-0001";
    EXPECT_EQ(walk.now()["state"], "granted");
    EXPECT_EQ(walk.now()["licence_number"], number);

    // A grant is delivered with its certificate, not before it.
    const Json delivery = {{"way", "direct"},
                           {"recipient", "张某示"},
                           {"relation", "本人"},
                           {"evidence", "签收单"},
                           {"signature", "张某示"}};
    EXPECT_EQ(bureau.visitor("intake1").act(walk.number(), "deliver", delivery).status, 409);
    walk.take("seal1", "seal", Json::object());
    EXPECT_EQ(walk.now()["state"], "certified");
    walk.take("intake1", "deliver", delivery);
    EXPECT_EQ(walk.now()["state"], "delivered");

    std::multiset<int> kinds;
    const Json papers =
        bureau.visitor("intake1").get("/cases/" + walk.number() + "/documents").body["documents"];
    for (const Json& paper : papers) {
        kinds.insert(paper["kind"].get<int>());
        if (paper["seal"] == "licensing") {
            EXPECT_NE(paper["sealed_at"], "") << paper;
        }
    }
    // Receipt, acceptance, survey notice and record, opinion, decision, certificate, seal log, and
    // one proof of service for decision and certificate.
    EXPECT_EQ(kinds, (std::multiset<int>{1, 3, 6, 7, 15, 17, 18, 28, 33}));

    const auto verify = [&](const std::string& typed) {
        return bureau.visitor().get("/licences/" + escaped(typed) + "/verification");
    };
    const Reply seen = verify(number);
    EXPECT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(seen.body["number"], number);
    // It is valid from the first of April.
    EXPECT_EQ(seen.body["status"], "not_begun");
    EXPECT_EQ(seen.body["valid"], false);
    bureau.jump_to("2024-04-01T00:00:00+08:00");
    EXPECT_EQ(verify(number).body["status"], "valid");
    EXPECT_EQ(verify(number).body["valid"], true);
    EXPECT_EQ(verify(number.substr(0, 4) + " " + number.substr(4)).body["number"], number);
    bureau.jump_to("2030-01-01T00:00:00+08:00");
    EXPECT_EQ(verify(number).body["status"], "expired");
    EXPECT_EQ(verify(number).body["valid"], false);
}

// {id: value} of what a paper says of the licence.
Json attributes_of(const Json& paper) {
    Json attributes = Json::object();
    for (const Json& one : paper.value("attributes", Json::array())) {
        attributes[one["id"].get<std::string>()] = one["value"];
    }
    return attributes;
}

// LAW: 行政许可法 第三十九条 第一款
TEST(FireworksRetail, IsLicensedWhereTheShopIsNotWhereItsOwnerLives) {
    const Bureau bureau("2024-03-13T09:00:00+08:00");
    Json form = fireworks_form();
    form["address"] = "四川省乐山市市中区青江街道示例路8号";
    form["premises"] = "四川省乐山市市中区土主镇示例村2组";
    Walk walk(bureau);
    walk.file_at_the_counter(fireworks_at_the_counter(form))
        .accept()
        .survey(good_survey_of_fireworks())
        .propose()
        .take("decider1", "grant", {{"facts", "符合条件"}})
        .take("seal1", "seal", Json::object());
    EXPECT_EQ(attributes_of(walk.paper(15))["premises"], form["premises"]);
    EXPECT_EQ(attributes_of(walk.paper(17))["premises"], form["premises"]);
    EXPECT_EQ(walk.now()["form"]["address"], form["address"]);
}

TEST(FireworksRetail, AsksWhereTheShopIs) {
    const Bureau bureau("2024-03-13T09:00:00+08:00");
    Json check = fireworks_at_the_counter();
    check.erase("submission");
    const auto findings = [&](const Json& premises) {
        check["form"]["premises"] = premises;
        std::set<std::string> rules;
        const Reply verdict = bureau.visitor().post("/checks", check);
        for (const Json& one : verdict.body["findings"]) rules.insert(one["rule"]);
        return rules;
    };
    std::string long_address;
    for (int i = 0; i < 201; ++i) long_address += "村";
    EXPECT_TRUE(findings("").contains("FLD:premises"));
    EXPECT_TRUE(findings(long_address).contains("FLD:premises"));
    EXPECT_FALSE(findings("示例村2组").contains("FLD:premises"));
}

std::string next_number(const Bureau& bureau) {
    Walk walk(bureau);
    walk.file_at_the_counter(fireworks_at_the_counter())
        .accept()
        .survey(good_survey_of_fireworks())
        .propose()
        .take("decider1", "grant", {{"facts", "符合条件"}});
    return walk.now()["licence_number"];
}

TEST(LicenceNumbers, FollowEachOtherWithoutAGap) {
    const Bureau bureau("2024-03-13T09:00:00+08:00");
    EXPECT_EQ(next_number(bureau), "(川)LS〔2024〕511102-0001");
    EXPECT_EQ(next_number(bureau), "(川)LS〔2024〕511102-0002");
}

// Before the bureau, the department has given the first numbers of the year.
TEST(LicenceNumbers, BeginWhereTheCountyHasTakenThemOverAndNeverGoBack) {
    Changes changes;
    changes.county = [](Json& county) {
        county["matters"]["fireworks_retail"]["number_start"] = {{"(川)LS〔2024〕511102-", 35}};
    };
    const std::string wednesday = "2024-03-13T09:00:00+08:00";
    std::shared_ptr<Place> place;
    {
        const Bureau bureau(wednesday, changes);
        place = bureau.place();
        EXPECT_EQ(next_number(bureau), "(川)LS〔2024〕511102-0035");
    }
    const Bureau bureau(wednesday, place);
    EXPECT_EQ(next_number(bureau), "(川)LS〔2024〕511102-0036");
}

}  // namespace
}  // namespace oneseal
