// Every field of every answer about a case, and to whom it is shown: visible.json says it.
// LAW: 个人信息保护法 第六条
#include <gtest/gtest.h>

#include <fstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/onlooker.hpp"
#include "end_to_end/visible.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string unknown_case = "511102-1102-2026-999999";

// Everybody has one role only, and some work in a section that decides another matter.
Changes one_role_each() {
    Changes changes;
    changes.county = [](Json& county) {
        for (Json& person : county["people"]) {
            const std::string id = person["id"];
            if (id == "intake1" || id == "intake3") person["roles"] = {"intake"};
            if (id == "reviewer1" || id == "reviewer2") person["roles"] = {"reviewer"};
            if (id == "reviewer3" || id == "decider2") {
                person["section"] = "law";
                person["qualifications"] = Json::array();
            }
        }
        county["matters"]["fireworks_retail"]["deciding_section"] = "law";
    };
    return changes;
}

Json table_of_readers() {
    std::ifstream file(std::string(ONESEAL_SOURCE_DIR) + "/tests/end_to_end/visible.json");
    return Json::parse(file);
}

// One case in a bureau of its own, and who stands how to it.
class Course {
  public:
    Course() { walk_.file_as_wang(); }

    Walk& walk() { return walk_; }
    const Bureau& bureau() const { return bureau_; }
    const std::string& number() const { return walk_.number(); }
    Visitor visitor(const std::string& reader) const { return bureau_.visitor(account(reader)); }
    std::string account(const std::string& reader) const {
        static const std::map<std::string, std::string> accounts{
            {"applicant", "wang"},
            {"other_applicant", "zhang"},
            {"receiving_intake", "intake1"},
            {"other_intake", "intake2"},
            {"reviewer_elsewhere", "reviewer3"},
            {"decider", "decider1"},
            {"decider_elsewhere", "decider2"},
            {"head", "head1"},
            {"seal_keeper", "seal1"},
            {"legal", "legal1"},
            {"supervisor", "supervisor1"},
            {"integrity", "integrity1"},
            {"regulator", "regulator1"},
            {"other_regulator", "regulator2"},
            {"admin", "admin1"},
            {"other_county", "511126/head1"},
            {"public", ""}};
        const auto known = accounts.find(reader);
        if (known != accounts.end()) return known->second;
        const Json now = bureau_.visitor("supervisor1").see(number());
        if (reader == "reviewer") return now["reviewer"] == "" ? "reviewer1" : now["reviewer"];
        const auto team = now["surveyors"].get<std::set<std::string>>();
        if (reader == "surveyor") return team.empty() ? "surveyor1" : *team.begin();
        for (const char* person : {"surveyor2", "surveyor3", "surveyor4", "surveyor5"}) {
            if (!team.contains(person)) return person;
        }
        return "surveyor6";
    }

    Course& accept_and_assign() {
        walk_.take("intake1",
                   "prove_waiver",
                   {{"material", "fd02"}, {"how", "查询"}, {"evidence", "截图"}});
        walk_.accept();
        walk_.take(account("reviewer"),
                   "assign_survey",
                   {{"planned_on", "2026-03-02"}, {"place", "海棠街道示例巷3号"}});
        const Reply put = visitor("surveyor")
                              .send("POST",
                                    "/cases/" + number() + "/attachments?name=a.pdf",
                                    "%PDF-1.7 a photo",
                                    {{"Content-Type", "application/pdf"}});
        EXPECT_EQ(put.status, 201) << put.text;
        return *this;
    }
    Course& survey_and_propose(const Json& results, const char* proposal) {
        walk_.survey_as_assigned(results).propose(proposal);
        return *this;
    }
    Course& seal_and_deliver() {
        walk_.take("seal1", "seal", Json::object());
        walk_.take("intake1",
                   "deliver",
                   {{"way", "direct"},
                    {"recipient", "王某示"},
                    {"relation", "本人"},
                    {"evidence", "签收单"},
                    {"signature", "王某示"}});
        return *this;
    }

    // The addresses of all that can be read, by the table's name of the route.
    std::map<std::string, std::string> routes() const {
        const std::string page = "/cases/" + number();
        const Json now = bureau_.visitor("supervisor1").see(number());
        std::map<std::string, std::string> routes{
            {"/cases/{n}", page},
            {"/cases", "/cases"},
            {"/cases?q", "/cases?q=" + escaped("示例")},
            {"/worklists", "/worklists"},
            {"/statistics", "/statistics"},
            {"/people", "/people"},
            {"/licences", "/licences"},
            {"/my/licences", "/my/licences"},
            {"/progress/{code}", "/progress/" + now["query_code"].get<std::string>()}};
        for (const char* part : {"timeline",
                                 "events",
                                 "findings",
                                 "facts",
                                 "deadline",
                                 "receipts",
                                 "draws",
                                 "documents",
                                 "attachments",
                                 "actions",
                                 "same_place",
                                 "materials/fd01/content",
                                 "materials/fd03/files/1/content"}) {
            routes["/cases/{n}/" + std::string(part)] = page + "/" + part;
        }
        for (const Json& paper : now["papers"]) {
            const std::string kind = paper["kind"].dump();
            const std::string at = page + "/documents/" + paper["id"].get<std::string>();
            routes["/cases/{n}/documents/" + kind] = at;
            routes["/cases/{n}/documents/" + kind + ".html"] = at + ".html";
            if (paper["seal"] != "licensing") continue;
            routes["/verifications/{token of " + kind + "}"] =
                "/verifications/511102-" + paper["content_sha256"].get<std::string>().substr(0, 24);
        }
        const std::string licence = now["licence_number"];
        if (licence.empty()) return routes;
        routes["/licences/{n}"] = "/licences/" + licence;
        routes["/licences/{n}/verification"] = "/licences/" + licence + "/verification";
        return routes;
    }

  private:
    Bureau bureau_{monday, one_role_each()};
    Walk walk_{bureau_};
};

void look(VisibleTable& table, const Course& course, const std::string& stage) {
    // The index follows soon.
    EXPECT_TRUE(wait_until([&] {
        return !course.visitor("head").get("/cases?q=" + escaped("示例")).body["cases"].empty();
    }));
    const auto routes = course.routes();
    const Json readers = table_of_readers()["readers"];
    for (const std::string reader : readers) {
        Visitor visitor = course.visitor(reader);
        for (const auto& [route, path] : routes) {
            table.hold(route, reader, stage, table.shown_in(route, visitor.get(path)));
        }
    }
}

TEST(AFieldOfACase, IsShownToNobodyUntilTheTableSaysSo) {
    VisibleTable table(table_of_readers());
    Course granted;
    look(table, granted, "submitted");
    granted.accept_and_assign();
    look(table, granted, "surveying");
    granted.survey_and_propose(good_survey_of_restaurant(), "grant");
    look(table, granted, "proposed");
    granted.walk().take("decider1", "grant", {{"facts", "经审查符合条件"}});
    look(table, granted, "unsealed");
    granted.seal_and_deliver();
    granted.walk().take("wang", "rate", {{"grade", "dissatisfied"}, {"remark", "等得太久"}});
    look(table, granted, "delivered");

    Course refused;
    Json failed = good_survey_of_restaurant();
    failed["fs08"] = {{"result", "fail"}};
    refused.accept_and_assign().survey_and_propose(failed, "refuse");
    refused.walk().take("decider1", "refuse", {{"facts", "现场核查第八项不合格"}});
    refused.seal_and_deliver();
    look(table, refused, "refused");
    table.expect_all_shown();
}

// All that a reader is told, with the tags: path → text.
std::map<std::string, std::string> told(const Course& course,
                                        const std::string& reader,
                                        const std::map<std::string, std::string>& routes) {
    std::map<std::string, std::string> told;
    Visitor visitor = course.visitor(reader);
    for (const auto& [route, path] : routes) {
        const Reply reply = visitor.get(path);
        told[path] = std::to_string(reply.status) + " " + reply.header("ETag") + " " + reply.text;
    }
    return told;
}

// LAW: 行政许可法 第三十九条 第一款
void expect_veiled(const char* action, const Json& results, const char* proposal) {
    Course course;
    course.accept_and_assign().survey_and_propose(results, proposal);
    auto routes = course.routes();
    for (const char* query : {"state=deciding", "state=granted,refused", "open=true"}) {
        routes[query] = std::string("/cases?") + query;
    }
    const auto before = told(course, "applicant", routes);
    const auto progress = told(course, "public", routes);
    const Json decided_from = course.walk().now()["version"];
    Visitor wang = course.visitor("applicant");
    Visitor head = course.visitor("head");
    Onlooker applicant(course.bureau().port(), wang);
    Onlooker staff(course.bureau().port(), head);
    ASSERT_TRUE(applicant.hears("id: ") && staff.hears("id: "));
    course.walk().take("decider1", action, {{"facts", "经审查"}});
    EXPECT_TRUE(staff.hears("event: change")) << staff.heard();
    EXPECT_EQ(told(course, "applicant", routes), before);
    EXPECT_EQ(told(course, "public", routes), progress);
    const Json now = course.walk().now();
    const auto of_decision = course.routes();
    for (const auto& [route, path] : of_decision) {
        if (routes.contains(route)) continue;
        // What the decision has made is not there yet for anybody outside.
        EXPECT_EQ(wang.get(path).status, 404) << path;
        const int anybody = course.visitor("public").get(path).status;
        EXPECT_TRUE(anybody == 401 || anybody == 404) << path << " " << anybody;
    }
    course.walk().take("seal1", "seal", Json::object());
    EXPECT_TRUE(applicant.hears("event: change"));
    EXPECT_EQ(applicant.heard().find("\"version\":" + now["version"].dump()), std::string::npos)
        << applicant.heard();
    EXPECT_NE(told(course, "applicant", routes), before);
    EXPECT_GT(now["version"], decided_from);
}

TEST(ADecisionThatWaitsForItsSeal, ChangesNoByteOfWhatItsApplicantReads) {
    expect_veiled("grant", good_survey_of_restaurant(), "grant");
    Json failed = good_survey_of_restaurant();
    failed["fs08"] = {{"result", "fail"}};
    expect_veiled("refuse", failed, "refuse");
}

TEST(ACaseThatOneMayNotRead, IsAnsweredAsOneThatIsNotThere) {
    Course course;
    course.accept_and_assign();
    for (const char* reader : {"other_applicant",
                               "undrawn_surveyor",
                               "reviewer_elsewhere",
                               "decider_elsewhere",
                               "seal_keeper",
                               "other_regulator",
                               "admin",
                               "other_county",
                               "public"}) {
        Visitor visitor = course.visitor(reader);
        for (const auto& [route, path] : course.routes()) {
            if (!route.starts_with("/cases/{n}")) continue;
            std::string other = path;
            other.replace(7, course.number().size(), unknown_case);
            EXPECT_EQ(visitor.get(path).text, visitor.get(other).text) << reader << " " << path;
        }
        for (const char* action : {"accept", "grant", "withdraw", "seal", "made_up"}) {
            EXPECT_EQ(visitor.act_on(course.number(), 1, action).text,
                      visitor.act_on(unknown_case, 1, action).text)
                << reader << " " << action;
            EXPECT_EQ(visitor.post("/cases/" + course.number() + "/previews/" + action).text,
                      visitor.post("/cases/" + unknown_case + "/previews/" + action).text)
                << reader << " " << action;
        }
        EXPECT_EQ(visitor.post("/cases/" + course.number() + "/replay").text,
                  visitor.post("/cases/" + unknown_case + "/replay").text)
            << reader;
    }
    // The same number asked for in another county.
    Visitor neighbour = course.visitor("other_county");
    const std::string cases = "/api/v1/counties/511126/cases/";
    EXPECT_EQ(neighbour.get(cases + course.number()).text,
              neighbour.get(cases + unknown_case).text);
}

TEST(WhoComesTooLate, ReadsOfTheBureauOnlyWhereItReadsTheCourse) {
    Course course;
    course.accept_and_assign();
    const auto detail = [&](const char* reader, const char* action) {
        const Reply reply = course.visitor(reader).act_on(course.number(), 1, action);
        EXPECT_EQ(reply.status, 412) << reader << reply.text;
        return reply.text;
    };
    EXPECT_NE(detail("receiving_intake", "serve").find("（示例）"), std::string::npos);
    EXPECT_EQ(detail("applicant", "withdraw").find("（示例）"), std::string::npos);
    // The department is not told who did it.
    EXPECT_EQ(detail("regulator", "withdraw").find("（示例）"), std::string::npos);
}

TEST(AStoredAnswer, IsGivenToNobodyElse) {
    Course course;
    Visitor wang = course.visitor("applicant");
    const std::string key = fresh_key();
    const Reply first = wang.file(restaurant_draft(), key);
    ASSERT_EQ(first.status, 201);
    EXPECT_EQ(wang.file(restaurant_draft(), key).body["id"], first.body["id"]);
    for (const char* reader : {"other_applicant", "receiving_intake"}) {
        const Reply other = course.visitor(reader).file(restaurant_draft(), key);
        EXPECT_EQ(other.text.find(first.body["id"].get<std::string>()), std::string::npos)
            << reader << other.text;
    }
}

}  // namespace
}  // namespace oneseal
