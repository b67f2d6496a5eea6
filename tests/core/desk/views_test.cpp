// What is shown of people in lists.
#include "desk/views.hpp"

#include <gtest/gtest.h>

#include "cases/case_json.hpp"
#include "desk/answer.hpp"
#include "desk/views/applicant.hpp"
#include "desk/views/pick.hpp"
#include "desk/views/staff.hpp"

namespace oneseal::desk {
namespace {

TEST(AMask, KeepsTheEndsThatItsKindAllows) {
    EXPECT_EQ(masked("王某示", "name"), "王**");
    EXPECT_EQ(masked("511102199007219970", "id"), "511102**********70");
    EXPECT_EQ(masked("15900000003", "phone"), "159****0003");
    EXPECT_EQ(masked("乐山市市中区示例巷3号", "address"), "乐山市市中区*****");
    EXPECT_EQ(masked("示例店", "none"), "示例店");
    EXPECT_EQ(masked("", "name"), "");
}

TEST(ARowOfAList, StaysSmallHoweverLongANameIs) {
    CaseListRow row;
    for (int i = 0; i < 200'000; ++i) row.applicant_name += "镇";
    row.applicant_code = std::string(300'000, '1');
    const Json view = list_view(row, County{}, access::Principal{}, Day{});
    EXPECT_LT(view.dump().size(), 1'500U);
    EXPECT_EQ(shortened("示例店", 3), "示例店");
    EXPECT_EQ(shortened("示例商店", 3), "示例商…");
}

TEST(AnAnswer, IsTheSameAfterItWasStored) {
    StoredCase stored;
    stored.now.county = "511102";
    stored.now.id = "d1";
    stored.now.version = 3;
    const Answer answer = answer_of(201, stored, {{"b", 1}, {"a", "文"}});
    EXPECT_EQ(answer.location, "/api/v1/counties/511102/cases/d1");
    EXPECT_EQ(answer.etag, "\"3\"");
    EXPECT_EQ(answer.body, R"({"a":"文","b":1})");
    const Answer again = answer_from(stored_text(answer)).value();
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.etag, answer.etag);
    EXPECT_EQ(again.location, answer.location);
    EXPECT_EQ(again.body, answer.body);
}

// A case with something in every member that a snapshot has.
cases::Case filled() {
    cases::Case now;
    now.filing.applicant = {"a1", "示例店", "C1", "王某示", "P1", "159"};
    now.filing.materials.resize(1);
    now.filing.materials[0].files.resize(1);
    now.supplement.notices.resize(1);
    now.supplement.notices[0].paper = "2-1";
    now.supplement.requests.resize(1);
    now.supplement.requests[0].paper = "32-2";
    now.people.draws.resize(1);
    now.people.recusals.resize(1);
    now.survey.emplace();
    now.review.facts["f"] = {};
    now.review.proven_waivers["w"] = {};
    now.review.resolutions.resize(1);
    now.review.proposal.emplace();
    now.decision.outcome.emplace();
    now.decision.outcome->grounds = {
        {{"rule", "R"}, {"reason", "r"}, {"basis", "b"}, {"by", "decider1"}}};
    for (const int kind : {2, 32, 33, 16}) {
        cases::PaperRecord paper;
        paper.id = std::to_string(kind) + "-" + std::to_string(now.papers.size() + 1);
        paper.kind = kind;
        paper.seal = kind == 33 ? "" : "licensing";
        if (kind == 2) paper.sealed_at = "2026-03-02T09:00:00+08:00";
        now.papers.push_back(paper);
    }
    return now;
}

// Every key in the JSON, those within lists and objects as outer/inner. What people filed is a
// value, not a key of ours.
void collect(const Json& json, const std::string& within, std::set<std::string>& keys) {
    if (json.is_array()) {
        for (const Json& one : json) collect(one, within, keys);
    } else if (json.is_object()) {
        for (const auto& [key, value] : json.items()) {
            keys.insert(within + key);
            collect(value, within + key + "/", keys);
        }
    }
}

std::set<std::string> keys_of(const Json& view, const std::set<std::string>& whole) {
    std::set<std::string> all;
    collect(view, "", all);
    std::set<std::string> keys;
    for (const std::string& key : all) {
        const std::string first = key.substr(0, key.find('/'));
        if (first == key || !whole.contains(first)) keys.insert(key);
    }
    return keys;
}

std::set<std::string> members(const std::string& outer, std::initializer_list<const char*> inner) {
    std::set<std::string> keys{outer};
    for (const char* key : inner) keys.insert(outer + "/" + key);
    return keys;
}

std::set<std::string> of_the_applicant() {
    std::set<std::string> wanted{"county",
                                 "id",
                                 "number",
                                 "version",
                                 "state",
                                 "matter",
                                 "variant",
                                 "mode",
                                 "pin",
                                 "form",
                                 "shared_data",
                                 "committed",
                                 "rating",
                                 "query_code",
                                 "submission",
                                 "typed",
                                 "received_on",
                                 "received_at",
                                 "intake_from",
                                 "accepted_on",
                                 "accepted_at",
                                 "accepted_by_silence",
                                 "reviewer",
                                 "surveyors",
                                 "licence_number",
                                 "licence",
                                 "sealed_on",
                                 "delivered_at",
                                 "verdict_pending",
                                 "end_reason",
                                 "ended_on",
                                 "requests",
                                 "survey",
                                 "papers"};
    wanted.merge(members(
        "applicant",
        {"account", "name", "code", "representative_name", "representative_code", "mobile"}));
    wanted.merge(members("materials",
                         {"id",
                          "kind",
                          "copies",
                          "pages",
                          "received_at",
                          "as_asked",
                          "made_by",
                          "files",
                          "files/key",
                          "files/name",
                          "files/sha256",
                          "files/media_type",
                          "files/bytes",
                          "files/pages",
                          "files/received_at"}));
    wanted.merge(members(
        "notices", {"paper", "items", "days", "issued_at", "served_at", "answer_by", "answered"}));
    wanted.merge(
        members("recusals", {"person", "ground", "evidence", "asked_at", "answer", "reason"}));
    wanted.merge(members("outcome",
                         {"kind",
                          "at",
                          "on",
                          "paper",
                          "grounds",
                          "grounds/rule",
                          "grounds/reason",
                          "grounds/basis"}));
    return wanted;
}

TEST(TheApplicantsView, HasTheKeysOfThisListAndNoOthers) {
    const Json view = applicant_view(filled(), "a1");
    EXPECT_EQ(keys_of(view, {"pin", "submission", "survey", "papers"}), of_the_applicant());
    EXPECT_FALSE(applicant_view(filled(), "a2")["applicant"].contains("account"));
    // A request, an opinion and a decision whose seals are awaited, or are the bureau's own.
    EXPECT_TRUE(view["requests"].empty());
    ASSERT_EQ(view["papers"].size(), 1U);
    EXPECT_EQ(view["papers"][0]["kind"], 2);
    EXPECT_FALSE(view["papers"][0].contains("issued_by"));
}

const std::set<std::string> of_the_head{
    "county",         "id",          "number",       "version",     "state",
    "matter",         "variant",     "mode",         "pin",         "received_on",
    "received_at",    "intake_from", "accepted_on",  "accepted_at", "accepted_by_silence",
    "licence_number", "sealed_on",   "delivered_at", "end_reason",  "ended_on",
    "applicant",      "outcome",     "papers"};

std::set<std::string> first_keys(const Json& view) {
    std::set<std::string> keys;
    for (const auto& [key, value] : view.items()) keys.insert(key);
    return keys;
}

TEST(TheStaffsView, GrowsWithTheReadersPartInTheCase) {
    std::set<std::string> wanted = of_the_head;
    const auto seen = [](Standing one) { return first_keys(staff_view(filled(), {one})); };
    EXPECT_EQ(seen(Standing::seal_keeper), wanted);
    EXPECT_EQ(staff_view(filled(), {Standing::seal_keeper})["applicant"],
              (Json{{"name", "示例店"}}));
    wanted.insert({"form",
                   "typed",
                   "materials",
                   "shared_data",
                   "committed",
                   "submission",
                   "licence",
                   "survey"});
    EXPECT_EQ(seen(Standing::regulator), wanted);
    wanted.insert({"query_code",
                   "intake",
                   "reviewer",
                   "surveyors",
                   "seal_keeper",
                   "recusals",
                   "alarms",
                   "notices",
                   "requests",
                   "verdict_pending",
                   "outcome_of_filing"});
    EXPECT_EQ(seen(Standing::surveyor), wanted);
    wanted.insert({"facts", "proven_waivers"});
    EXPECT_EQ(seen(Standing::intake), wanted);
    wanted.insert({"proposal", "resolutions"});
    for (const Standing one : {Standing::reviewer,
                               Standing::decider,
                               Standing::head,
                               Standing::legal,
                               Standing::supervisor,
                               Standing::integrity}) {
        auto with_rating = wanted;
        const bool leads =
            one == Standing::head || one == Standing::supervisor || one == Standing::integrity;
        if (leads) with_rating.insert("rating");
        EXPECT_EQ(seen(one), with_rating) << static_cast<int>(one);
    }
}

TEST(AnAllowList, LetsThroughWhatItNames) {
    EXPECT_EQ(pick({{"a", 1}, {"b", 2}}, {"a", "c"}), (Json{{"a", 1}}));
    EXPECT_EQ(pick(Json(), {"a"}), Json());
    EXPECT_EQ(pick_each({{{"a", 1}, {"b", 2}}}, {"b"}), (Json::array({{{"b", 2}}})));
}

}  // namespace
}  // namespace oneseal::desk
