#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/department/stall_verdicts.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::ElementsAre;

Json material(const Json& verdict, const std::string& id) {
    for (const auto& material : verdict["required_materials"]) {
        if (material["id"] == id) return material;
    }
    return {};
}

TEST(Verdict, OfACompleteApplicationIsAcceptable) {
    const Json whole = verdict(stall_input());
    EXPECT_EQ(whole["outcome"], "acceptable");
    EXPECT_THAT(findings(whole), ElementsAre());
    EXPECT_EQ(whole["unknown"], Json::array());
    EXPECT_EQ(whole["ignored"], Json::array());
    EXPECT_EQ(whole["provisional"], Json::array());
    EXPECT_FALSE(whole["derived"].contains("licence"));
}

TEST(Verdict, IsCanonicalAndAlwaysTheSameBytes) {
    const auto department = stall();
    const std::string first = department.evaluate(stall_input()).text;
    EXPECT_EQ(first, department.evaluate(stall_input()).text);
    EXPECT_EQ(first.rfind("{\"derived\":{\"survey\":true,\"survey_items\":{\"s1\":true,\"s2\":"
                          "false}},\"explain\":[",
                          0),
              0u)
        << first;
}

// LAW: 行政许可法 第三十二条 第一款 第三项
TEST(Fields, ThatAreWrongCanBePutRightOnTheSpot) {
    const Json wrong = verdict(with("/form/name", "名字太长太长"));
    EXPECT_EQ(wrong["outcome"], "form_error");
    EXPECT_THAT(findings(wrong), ElementsAre("FLD:name form_error"));
    EXPECT_EQ(wrong["findings"][0]["pointer"], "/name");
    EXPECT_EQ(wrong["findings"][0]["message"]["zh-CN"], "“名称”填写有误：不得超过5个字。");
    EXPECT_THAT(findings(verdict(with("/form/name", 3))), ElementsAre("FLD:name form_error"));
    EXPECT_THAT(findings(verdict(with("/form/area_code", "511126"))),
                ElementsAre("FLD:area_code form_error"));
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(Fields, ThatAreMissingAreAskedForTogetherWithMissingMaterials) {
    const Json missing = verdict(with("/materials", Json::array(), with("/form/name", "")));
    EXPECT_EQ(missing["outcome"], "supplement");
    EXPECT_THAT(findings(missing), ElementsAre("FLD:name supplement", "MAT:form supplement"));
}

TEST(Fields, InAListAreNamedByTheirPlaceAndMakeTheListUnknown) {
    const Json staff =
        Json::parse(R"([{"name": "a", "age": 20}, {"age": 15}, 3, {"name": "b", "age": 61.0}])");
    const Json wrong = verdict(with("/form/staff", staff));
    EXPECT_THAT(findings(wrong),
                ElementsAre("FLD:staff/1/name supplement",
                            "FLD:staff/1/age form_error",
                            "FLD:staff/2 form_error",
                            "FLD:staff/3/pass supplement"));
    EXPECT_EQ(state(wrong, "STAFF"), "waiting");
    EXPECT_EQ(wrong["unknown"], Json::array());
    EXPECT_THAT(findings(verdict(with("/form/staff",
                                      Json::parse(R"([{"name": "a", "age": 95, "pass": "p"}])")))),
                ElementsAre("STAFF supplement"));
}

TEST(Fields, HiddenOrOfAnotherVariantOrUndeclaredCountAsNotGiven) {
    Json input = with("/form/old_no", "x", with("/form/zzz", 1));
    input["form"]["staff"] = Json::parse(R"([{"name": "a", "age": 20, "pass": "p", "x/y": 1}])");
    const Json ignored = verdict(input);
    EXPECT_THAT(findings(ignored), ElementsAre());
    EXPECT_EQ(ignored["ignored"],
              Json::parse(R"(["/old_no", "/staff/0/pass", "/staff/0/x~1y", "/zzz"])"));
    EXPECT_EQ(verdict(with("/form/kind", "cart"))["ignored"], Json::parse(R"(["/code"])"));
}

TEST(Fields, WhoseConditionHangsOnAnUnknownAskForNothingYet) {
    EXPECT_THAT(findings(verdict(without("/form/code", with("/form/kind", "boat")))),
                ElementsAre("FLD:kind form_error"));
    EXPECT_THAT(findings(verdict(without("/form/area", without("/facts/expert_ok")))),
                ElementsAre());
    EXPECT_THAT(findings(verdict(without("/form/area", with("/facts/expert_ok", true)))),
                ElementsAre("FLD:area supplement", "MAT:photo supplement"));
}

TEST(Fields, WhoseConditionFailsAreAskedForAndFlagged) {
    Document matter = stall_matter();
    auto& ours = matter["form"]["schema"]["properties"]["opened"]["x-oneseal"];
    ours["visible_when"] = "1 / size(form.tags) == 1";
    ours["required_when"] = "1 / size(form.tags) == 1";
    EXPECT_THAT(
        findings(verdict(stall_input(), matter)),
        ElementsAre("FLD:opened flag failed", "FLD:opened flag failed", "FLD:opened supplement"));
}

TEST(Materials, AreHandedInWaivedCommittedOrMissing) {
    Json input = with("/variant", "renew", with("/form/old_no", "x"));
    EXPECT_THAT(findings(verdict(input)), ElementsAre("MAT:plan supplement"));
    input["committed"] = {"plan", "form"};
    EXPECT_EQ(material(verdict(input), "plan")["state"], "missing");
    input["mode"] = "commitment";
    const Json committed = verdict(input);
    EXPECT_EQ(material(committed, "form")["state"], "handed_in");
    EXPECT_EQ(material(committed, "lease")["state"], "waived");
    EXPECT_EQ(material(committed, "plan")["state"], "committed");
    EXPECT_TRUE(material(committed, "photo").is_null());
    EXPECT_EQ(material(verdict(with("/shared_data", {"form"})), "lease")["state"], "missing");
}

TEST(Materials, WhoseConditionIsUnknownDependOnWhatItNeeds) {
    const Json unknown = verdict(with("/form/tags", {"warm"}, without("/facts/expert_ok")));
    EXPECT_EQ(material(unknown, "photo"),
              Json::parse(R"({"id": "photo", "state": "depends", "on": ["expert_ok", "/tags"]})"));
    EXPECT_EQ(material(verdict(with("/form/tags", {"hot"}, without("/facts/expert_ok"))),
                       "photo")["state"],
              "missing");
}

TEST(Materials, WhoseConditionFailsAreAskedForAndFlagged) {
    Document matter = stall_matter();
    matter["materials"][3]["required_when"] = "1 / size(form.tags) == 1";
    EXPECT_THAT(findings(verdict(stall_input(), matter)),
                ElementsAre("MAT:photo flag failed", "MAT:photo supplement"));
}

TEST(Rules, ThatWaitNameTheFactsTheyNeed) {
    const Json waiting = verdict(without("/facts/banned_until"));
    EXPECT_EQ(state(waiting, "BAN"), "waiting");
    EXPECT_EQ(waiting["unknown"], Json::parse(R"(["banned_until"])"));
    EXPECT_EQ(waiting["outcome"], "acceptable");
}

TEST(Rules, ThatFireCarryTheDocumentsWords) {
    const Json banned = verdict(with("/facts/banned_until", "2024-03-11"));
    EXPECT_EQ(banned["outcome"], "deny");
    EXPECT_EQ(
        banned["findings"],
        Json::parse(
            R"([{"rule": "BAN", "outcome": "deny", "pointer": "/name", "message": {"zh-CN": "禁止", "en": "banned"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]}])"));
    EXPECT_EQ(state(banned, "BAN"), "fired");
    EXPECT_THAT(findings(verdict(with("/facts/banned_until", "2024-03-10"))), ElementsAre());
}

TEST(Rules, OfTheScopeStopEverythingElse) {
    Json input =
        with("/form/kind", "cart", without("/form/area", with("/materials", Json::array())));
    input["facts"]["fee"] = 60;
    const Json stopped = verdict(input);
    EXPECT_EQ(stopped["outcome"], "no_licence_needed");
    EXPECT_THAT(findings(stopped), ElementsAre("CART no_licence_needed"));
    // Settled by an officer, it hides nothing; the kernel leaves it out itself.
    Json settled = input;
    settled["settled"] = {"CART"};
    EXPECT_GT(findings(verdict(settled)).size(), 1U);
    EXPECT_EQ(findings(verdict(settled)).front(), "CART no_licence_needed");
}

TEST(Rules, ThatFailAreFlaggedAndTheRestGoesOn) {
    Document matter = stall_matter();
    matter["rules"][0]["require"] = "1 / size(form.tags) == 1";
    matter["rules"][0]["when"] = "true";
    const Json failed = verdict(with("/facts/banned_until", "2024-03-11"), matter);
    EXPECT_THAT(findings(failed), ElementsAre("CART flag failed", "BAN deny"));
    EXPECT_EQ(state(failed, "CART"), "failed");
    EXPECT_EQ(failed["outcome"], "deny");
}

TEST(Rules, AreAskedOnlyAtTheirStagesAndForTheirVariants) {
    EXPECT_EQ(state(verdict(stall_input()), "DECIDE"), "not asked");
    Json input = with("/stage", "decision");
    EXPECT_EQ(state(verdict(input), "DECIDE"), "passed");
    input["survey"]["s1"]["result"] = "rectified";
    EXPECT_EQ(state(verdict(input), "DECIDE"), "fired");
    EXPECT_EQ(state(verdict(with("/variant", "renew", input)), "DECIDE"), "not asked");
}

TEST(Rules, ThatCountPastTheLastNoticeAreProvisional) {
    EXPECT_EQ(verdict(with("/form/opened", "2024-03-01"))["provisional"], Json::array());
    const Json late = verdict(with("/form/opened", "2023-03-01"));
    EXPECT_EQ(late["provisional"], Json::parse(R"(["LATE"])"));
    EXPECT_THAT(findings(late), ElementsAre("LATE flag"));
    EXPECT_EQ(late["outcome"], "acceptable");
}

TEST(Facts, OfTheCountysSettingsHaveADefault) {
    EXPECT_EQ(state(verdict(stall_input()), "FEE"), "passed");
    EXPECT_EQ(state(verdict(with("/facts/fee", 60)), "FEE"), "fired");
}

TEST(Facts, AreFilledByTheSurveysValueAndNeverByItsResult) {
    EXPECT_EQ(state(verdict(with("/survey/s1", {{"result", "pass"}, {"value", 2}})), "WIDE"),
              "fired");
    EXPECT_EQ(state(verdict(with("/survey/s1", {{"result", "fail"}, {"value", 5}})), "WIDE"),
              "passed");
    const Json unmeasured = verdict(with("/survey/s1", {{"result", "pass"}}));
    EXPECT_EQ(state(unmeasured, "WIDE"), "waiting");
    EXPECT_EQ(unmeasured["unknown"], Json::parse(R"(["width"])"));
    EXPECT_EQ(state(verdict(with("/facts/width", 1)), "WIDE"), "fired");
}

TEST(Facts, AreOtherwiseWhereNoSurveyWillFillThem) {
    Document matter = stall_matter();
    matter["facts"][2]["otherwise"] = 1;
    const Json decision = with("/stage", "decision");
    EXPECT_EQ(state(verdict(with("/survey", Json::object(), decision), matter), "WIDE"), "waiting");
    EXPECT_EQ(state(verdict(with("/survey/s1", {{"result", "not_applicable"}}, decision), matter),
                    "WIDE"),
              "fired");
    const Json cart = with("/form/kind", "cart", with("/survey", Json::object(), decision));
    EXPECT_EQ(state(verdict(cart, matter), "WIDE"), "fired");
    matter["survey"] = nullptr;
    matter["rules"].erase(4);
    EXPECT_EQ(state(verdict(decision, matter), "WIDE"), "fired");
    EXPECT_EQ(verdict(decision, matter)["derived"]["survey"], false);
}

TEST(Facts, OfASurveyAreUnknownUntilTheCaseIsUnderReview) {
    Document matter = stall_matter();
    matter["facts"][2]["otherwise"] = 1;
    const Json cart = with("/form/kind", "cart", with("/survey", Json::object()));
    EXPECT_EQ(state(verdict(cart, matter), "WIDE"), "waiting");
}

TEST(Survey, ItemsThatFailedRefuseOnlyWhereCriticalAndNotAtFiling) {
    Json input = with("/form/area", 11, with("/survey/s2", {{"result", "fail"}}));
    input["survey"]["s1"]["result"] = "fail";
    EXPECT_THAT(findings(verdict(input)), ElementsAre());
    EXPECT_THAT(findings(verdict(with("/stage", "survey", input))),
                ElementsAre("SUR:s1 deny", "SUR:s2 flag"));
    EXPECT_THAT(findings(verdict(with("/form/area", 10, with("/stage", "survey", input)))),
                ElementsAre("SUR:s1 deny"));
}

TEST(Survey, IsUnknownWhereItsConditionIs) {
    const Json unknown = verdict(with("/form/kind", "boat"));
    EXPECT_EQ(unknown["derived"]["survey"], nullptr);
    EXPECT_EQ(unknown["derived"]["survey_items"]["s1"], nullptr);
    EXPECT_EQ(unknown["derived"]["survey_items"]["s2"], false);
}

TEST(Survey, WhoseConditionFailsTakesPlaceAndIsFlagged) {
    Document matter = stall_matter();
    matter["survey"]["applies_when"] = "1 / size(form.tags) == 1";
    const Json failed = verdict(stall_input(), matter);
    EXPECT_THAT(findings(failed), ElementsAre("SUR:survey flag failed"));
    EXPECT_EQ(failed["derived"]["survey"], true);
}

TEST(Survey, ItemsThatAreNotLookedAtKeepNoRuleWaiting) {
    Json input = with("/stage", "decision", with("/form/kind", "cart"));
    input["survey"] = Json::object();
    EXPECT_EQ(state(verdict(input), "DECIDE"), "passed");
    input["form"]["kind"] = "shop";
    EXPECT_EQ(state(verdict(input), "DECIDE"), "waiting");
}

TEST(Licence, IsDerivedWhenItIsToBeWritten) {
    const Json granted = verdict(with("/stage", "licence"));
    EXPECT_EQ(
        granted["derived"]["licence"],
        Json::parse(
            R"({"prefix": "ST511102", "suffix": "", "digits": 4, "check": "mod11_10", "valid_from": "2024-03-12", "valid_to": "2027-03-11", "attributes": {"holder": "王小明", "width": 4.0}})"));
}

TEST(Licence, ThatCanNotBeDerivedIsFlagged) {
    const Json unknown = verdict(with("/stage", "licence", with("/survey", Json::object())));
    EXPECT_THAT(findings(unknown), ElementsAre("LIC:width flag failed"));
    EXPECT_EQ(unknown["derived"]["licence"]["attributes"]["width"], nullptr);
    Document matter = stall_matter();
    matter["licence"]["valid_to"] = "form.name";
    matter["licence"]["attributes"]["width"]["value"] = "1e308 * 10.0";
    EXPECT_THAT(findings(verdict(with("/stage", "licence"), matter)),
                ElementsAre("LIC:valid_to flag failed", "LIC:width flag failed"));
}

// The error's code and pointer.
std::string refusal(const CalledDepartment& department, std::string_view input) {
    const Answer answer = department.evaluate(input);
    EXPECT_EQ(answer.status, ONESEAL_E_INPUT) << answer.text;
    const Json error = answer.json()["error"];
    EXPECT_FALSE(error["message"]["zh-CN"].get<std::string>().empty());
    return error["code"].get<std::string>() + " " + error["pointer"].get<std::string>();
}

TEST(Input, ThatCanNotBeEvaluatedIsRefusedWithItsPlace) {
    const auto department = stall();
    const auto refused = [&](const Json& input) { return refusal(department, input.dump()); };
    EXPECT_EQ(refusal(department, ""), "not_json ");
    EXPECT_EQ(refusal(department, "{\"a\": \"\xff\"}"), "not_json ");
    EXPECT_EQ(refusal(department, "{\"a\": 1e999}"), "not_json ");
    EXPECT_EQ(refusal(department, std::string(1000000, '[')), "too_deep ");
    EXPECT_EQ(refused(Json::array()), "wrong_kind ");
    EXPECT_EQ(refused(with("/matter", "kiosk")), "unknown_matter /matter");
    EXPECT_EQ(refused(with("/variant", "old")), "unknown_variant /variant");
    EXPECT_EQ(refused(with("/mode", "fast")), "unknown_mode /mode");
    EXPECT_EQ(refused(with("/stage", "later")), "unknown_stage /stage");
    EXPECT_EQ(refused(with("/received_on", "2024-02-30")), "not_a_date /received_on");
    EXPECT_EQ(refused(with("/today", 3)), "wrong_kind /today");
    EXPECT_EQ(refused(without("/county")), "missing /county");
    EXPECT_EQ(refused(without("/form")), "missing /form");
    EXPECT_EQ(refused(with("/form", 3)), "wrong_kind /form");
    EXPECT_EQ(refused(with("/materials", {3})), "wrong_kind /materials/0");
    EXPECT_EQ(refused(with("/committed", 3)), "wrong_kind /committed");
    EXPECT_EQ(refused(with("/facts/fee", "x")), "wrong_kind /facts/fee");
    EXPECT_EQ(refused(with("/facts/banned_until", "2024-02-30")), "wrong_kind /facts/banned_until");
    EXPECT_EQ(refused(with("/survey/s1", 3)), "wrong_kind /survey/s1");
    EXPECT_EQ(refused(with("/survey/s1/result", "good")), "wrong_kind /survey/s1/result");
    EXPECT_EQ(refused(with("/survey/s1/value", "x")), "wrong_kind /survey/s1/value");
}

TEST(Input, OfAnotherVersionIsPassedOver) {
    Json input = with("/facts/height", 3, with("/survey/s9", 3));
    input["materials"].push_back("other");
    input["later"] = 1;
    EXPECT_THAT(findings(verdict(input)), ElementsAre());
}

TEST(Input, OfAnyShapeIsSurvived) {
    const auto department = stall();
    Json input = stall_input();
    input["form"]["staff"] = Json::parse(R"([{"name": "a", "age": 70, "pass": "p"}])");
    input["form"]["tags"] = {"hot"};
    for (const char* stage : {"filing", "licence"}) {
        input["stage"] = stage;
        const Json flat = input.flatten();
        for (const auto& [pointer, value] : flat.items()) {
            for (const char* other :
                 {"null", "3", "1e300", "[[3]]", "{\"x\": [3]}", "\"\"", "true"}) {
                const Answer answer = department.evaluate(with(pointer, Json::parse(other), input));
                EXPECT_TRUE(answer.status == ONESEAL_OK || answer.status == ONESEAL_E_INPUT);
                EXPECT_TRUE(answer.json().is_object());
            }
        }
    }
    const Json huge = with("/form/name", std::string(3'000'000, 'x'));
    EXPECT_EQ(department.evaluate(huge).status, ONESEAL_OK);
}

}  // namespace
}  // namespace oneseal::sdk::testing
