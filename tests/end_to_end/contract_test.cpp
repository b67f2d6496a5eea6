// Every answer is held against the API's contract (visitor.cpp); here that check itself is: what
// it must notice in answers that are a little other than the real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/contract_check.hpp"

namespace oneseal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string below_county = "/api/v1/counties/511102";

// What stands in a free part, or need not be there, by key. An applicant's paper has no issued_by,
// and of the accounts a case tells an applicant only their own.
const std::set<std::string> free_parts{"form",
                                       "typed",
                                       "record",
                                       "results",
                                       "attributes",
                                       "alarms",
                                       "facts",
                                       "proven_waivers",
                                       "promised_days",
                                       "gate",
                                       "document",
                                       "body",
                                       "service",
                                       "agent"};
const std::set<std::string> may_be_missing{"article",
                                           "why_not",
                                           "on",
                                           "text",
                                           "same_place",
                                           "failed",
                                           "licence",
                                           "issued_by",
                                           "account",
                                           "rating",
                                           "hint",
                                           "next"};

SeenAnswer seen(const std::string& path, const std::string& body) {
    return {"GET", below_county + path, 200, "application/json", body};
}

std::vector<std::string> faults_of(const std::string& path, const Json& answer) {
    return faults_by_contract(seen(path, answer.dump()));
}

Json of_another_kind(const Json& value) {
    if (value.is_object()) return Json::array();
    return value.is_string() || value.is_null() ? Json(5.5) : Json("of another kind");
}

// The objects of an answer whose shape the contract gives; of a list the first.
void find_objects(const Json& at,
                  const Json::json_pointer& here,
                  std::vector<Json::json_pointer>& found) {
    if (at.is_array() && !at.empty()) find_objects(at.front(), here / 0, found);
    if (!at.is_object()) return;
    found.push_back(here);
    for (const auto& [key, member] : at.items()) {
        if (!free_parts.contains(key)) find_objects(member, here / key, found);
    }
}

// Changes the answer in every way that a screen must not have to reckon with.
void expect_every_change_is_noticed(const std::string& path,
                                    const Json& answer,
                                    bool open = false) {
    ASSERT_THAT(faults_of(path, answer), IsEmpty()) << path;
    std::vector<Json::json_pointer> objects;
    find_objects(answer, Json::json_pointer(""), objects);
    for (const auto& at : objects) {
        const Json object = answer.at(at);
        for (const auto& [key, member] : object.items()) {
            Json changed = answer;
            changed[at / key] = of_another_kind(member);
            EXPECT_THAT(faults_of(path, changed), Not(IsEmpty()))
                << path << " retyped " << at / key;
            if (may_be_missing.contains(key)) continue;
            // An answer to a question leads to a variant, to another question, or to none.
            if (key == "variant" && at.to_string().find("/options/") != std::string::npos) continue;
            changed[at].erase(key);
            EXPECT_THAT(faults_of(path, changed), Not(IsEmpty()))
                << path << " without " << at / key;
        }
        if (open && at.empty()) continue;
        Json changed = answer;
        changed[at]["nonsense"] = 1;
        EXPECT_THAT(faults_of(path, changed), Not(IsEmpty())) << path << " with more at " << at;
    }
}

class TheContract : public testing::Test {
  protected:
    // Of a case that has been filed and accepted, and some of its papers served.
    void SetUp() override {
        walk_.file_as_wang().accept();
        const Json papers = walk_.now()["papers"];
        ASSERT_FALSE(papers.empty());
        walk_.take("intake1", "serve", served_directly(papers.back()["id"]));
    }

    Json get(const std::string& who, const std::string& path) {
        const Reply reply = bureau_.visitor(who).get(path);
        EXPECT_EQ(reply.status, 200) << path << " " << reply.text;
        return reply.body;
    }
    std::string of_case(const std::string& part = {}) const {
        return "/cases/" + walk_.number() + part;
    }

    Bureau bureau_{monday};
    Walk walk_{bureau_};
};

TEST_F(TheContract, NoticesEveryChangeOfACase) {
    for (const char* who : {"wang", "intake1", "reviewer1", "supervisor1"}) {
        expect_every_change_is_noticed(of_case(), get(who, of_case()));
    }
}

TEST_F(TheContract, NoticesEveryChangeOfAListAndOfActionsAndPapers) {
    expect_every_change_is_noticed("/cases", get("intake1", "/cases"));
    for (const char* who : {"wang", "intake1"}) {
        expect_every_change_is_noticed(of_case("/actions"), get(who, of_case("/actions")));
        expect_every_change_is_noticed(of_case("/documents"), get(who, of_case("/documents")));
        expect_every_change_is_noticed(of_case("/deadline"), get(who, of_case("/deadline")));
        expect_every_change_is_noticed(of_case("/events"), get(who, of_case("/events")));
    }
}

// What a paper says beyond the common part is of its kind.
TEST_F(TheContract, NoticesEveryChangeOfThePartThatAllPapersHave) {
    static const std::set<std::string> common{"paper",
                                              "kind",
                                              "number",
                                              "authority",
                                              "case_number",
                                              "applicant",
                                              "matter",
                                              "variant",
                                              "article",
                                              "date",
                                              "seal",
                                              "contact",
                                              "title",
                                              "legal_basis",
                                              "text"};
    const Json papers = get("wang", of_case("/documents"))["documents"];
    ASSERT_FALSE(papers.empty());
    const std::string path = of_case("/documents/" + papers.back()["id"].get<std::string>());
    const Json whole = get("wang", path);
    Json paper = Json::object();
    for (const auto& [key, member] : whole.items()) {
        if (common.contains(key)) paper[key] = member;
    }
    EXPECT_EQ(paper.size(), common.size());
    expect_every_change_is_noticed(path, paper, true);
}

TEST_F(TheContract, NoticesEveryChangeOfWhatIsPublic) {
    for (const char* path : {"/departments", "/matters", "/matters/food_business"}) {
        expect_every_change_is_noticed(path, get("", path));
    }
}

// The other answers of an accepted case, each held against the contract by the visitor.
TEST_F(TheContract, HoldsForWhatStaffRead) {
    for (const char* part : {"/facts", "/receipts", "/draws", "/same_place", "/attachments"}) {
        get("supervisor1", of_case(part));
    }
    for (const char* path : {"/licences", "/api/v1/counties", "/api/v1/openapi.json", "/readyz"}) {
        get("supervisor1", path);
    }
}

TEST_F(TheContract, NoticesAnotherStatusAndContentTypeAndRoute) {
    const Json actions = get("intake1", of_case("/actions"));
    SeenAnswer answer = seen(of_case("/actions"), actions.dump());
    const std::string text = actions.dump();
    answer.body = text;
    answer.status = 202;
    EXPECT_THAT(faults_by_contract(answer), ElementsAre(HasSubstr("status")));
    answer.status = 200;
    answer.content_type = "text/html";
    EXPECT_THAT(faults_by_contract(answer), ElementsAre(HasSubstr("content type")));
    answer.content_type = "application/json";
    answer.target = below_county + "/nonsense";
    EXPECT_THAT(faults_by_contract(answer), ElementsAre(HasSubstr("no such route")));
    answer.target = below_county + of_case();
    answer.method = "PATCH";
    EXPECT_THAT(faults_by_contract(answer), ElementsAre(HasSubstr("no such route")));
}

// Wherever it comes from, a refusal is a problem document.
TEST_F(TheContract, NoticesEveryChangeOfAProblem) {
    for (const char* path : {"/cases/nonsense", "/nonsense"}) {
        const Reply refused = bureau_.visitor("intake1").get(path);
        ASSERT_EQ(refused.status, 404);
        SeenAnswer answer{
            "GET", below_county + path, 404, "application/problem+json", refused.text};
        EXPECT_THAT(faults_by_contract(answer), IsEmpty());
        for (const char* key : {"type", "title", "status", "detail", "code", "remedy", "errors"}) {
            Json changed = refused.body;
            changed.erase(key);
            const std::string text = changed.dump();
            answer.body = text;
            EXPECT_THAT(faults_by_contract(answer), ElementsAre(HasSubstr("/"))) << key;
        }
    }
}

}  // namespace
}  // namespace oneseal
