// Whatever is sent, the answer is a problem document that a person can act on, nothing is stored
// and the server goes on.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

std::string application_with(const std::string& more) {
    const std::string filing = restaurant_at_the_counter().dump();
    return "{" + more + "," + filing.substr(1);
}

std::string form_with(const std::string& key, const std::string& value) {
    Json form = restaurant_form();
    form.erase(key);
    Json filing = restaurant_at_the_counter();
    filing.erase("form");
    const std::string text = form.dump();
    return "{\"form\":{\"" + key + "\":" + value + "," + text.substr(1) + "," +
           filing.dump().substr(1);
}

std::string with_material(const std::string& material) {
    Json filing = restaurant_at_the_counter();
    filing["materials"] = {Json::parse(material)};
    return filing.dump();
}

struct Wrong {
    std::string body;
    int status;
    std::string code;
    std::string pointer;
};

const Wrong wrong_bodies[] = {
    {"{", 400, "JSON_MALFORMED", ""},
    {"[]", 400, "BODY_NOT_OBJECT", ""},
    {form_with("site_area", "\"80\""), 422, "SCHEMA_VIOLATED", "/form/site_area"},
    {application_with("\"nonsense\":1"), 422, "BODY_INVALID", "/nonsense"},
    {application_with("\"committed\":[7]"), 422, "BODY_INVALID", "/committed/0"},
    {application_with("\"shared_data\":{}"), 422, "BODY_INVALID", "/shared_data"},
    {application_with("\"draft\":true"), 422, "BODY_INVALID", "/draft"},
    {"{\"draft\":true,\"matter\":\" \"}", 422, "BODY_INVALID", "/matter /variant"},
    {with_material("7"), 422, "BODY_INVALID", "/materials/0"},
    {with_material(R"({"id":"fd01","copies":"2"})"), 422, "BODY_INVALID", "/materials/0"},
    {with_material(R"({"id":"fd01","kind":"electronic"})"), 422, "MATERIAL_KIND", "/materials/0"},
    {with_material(R"({"id":"fd01","kind":"stamped"})"), 422, "BODY_INVALID", "/materials/0"},
    {with_material(R"("fd99")"), 422, "MATERIAL_UNKNOWN", "/materials/0"},
    {form_with("cold_kinds", "[\"a\",\"b\",\"c\",\"d\",\"e\"]"),
     422,
     "SCHEMA_VIOLATED",
     "/form/cold_kinds"},
    {form_with("nonsense", "1"), 422, "SCHEMA_VIOLATED", "/form/nonsense"},
    {application_with("\"deep\":" + std::string(70, '[') + std::string(70, ']')),
     400,
     "JSON_TOO_DEEP",
     ""},
    {form_with("premises", "\"" + std::string(1'100'000, 'x') + "\""),
     413,
     "HTTP_BODY_TOO_LARGE",
     ""},
    {form_with("premises", "\"\xff\""), 400, "JSON_MALFORMED", ""},
    {application_with("\"matter\":\"food_business\""), 422, "JSON_DUPLICATE_KEY", ""},
    {form_with("site_area", "9007199254740992"), 422, "JSON_NUMBER", "/form/site_area"},
    {form_with("site_area", "-9007199254740992"), 422, "JSON_NUMBER", "/form/site_area"},
    {form_with("premises", "\"a\\u0000b\""), 400, "JSON_NUL", "/form/premises"}};

TEST(AWrongBody, IsAProblemInTheReadersLanguageAndStoresNothing) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    for (const Wrong& wrong : wrong_bodies) {
        for (const char* language : languages) {
            clerk.in(language);
            SCOPED_TRACE(wrong.code);
            const Reply reply =
                clerk.send("POST", "/cases", wrong.body, {{"Idempotency-Key", fresh_key()}});
            expect_problem(reply, wrong.status, wrong.code, language);
            if (!wrong.pointer.empty()) {
                EXPECT_EQ(reply.pointers(), wrong.pointer);
            }
        }
    }
    EXPECT_EQ(clerk.get("/cases").body["cases"], Json::array());
    EXPECT_EQ(bureau.visitor().get("/readyz").status, 200);
}

TEST(ASignIn, NamesWhatItWants) {
    const Bureau bureau(monday);
    Visitor nobody = bureau.visitor();
    const std::pair<Json, const char*> wrong[] = {
        {{{"username", "wang"}}, "/password"},
        {{{"username", "wang"}, {"password", 7}}, "/password"},
        {{{"username", " "}, {"password", "x"}, {"more", 1}}, "/more /username"}};
    for (const auto& [body, pointers] : wrong) {
        for (const char* language : languages) {
            const Reply reply = nobody.in(language).post("/api/v1/session", body);
            expect_problem(reply, 422, "BODY_INVALID", language);
            EXPECT_EQ(reply.pointers(), pointers);
        }
    }
}

TEST(AnApplication, NamesAMatterVariantAndModeThatThereAre) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    const std::tuple<const char*, int, const char*> wrong[] = {{"matter", 404, "MATTER_UNKNOWN"},
                                                               {"variant", 422, "VARIANT_UNKNOWN"},
                                                               {"mode", 422, "MODE_UNKNOWN"}};
    for (const auto& [key, status, code] : wrong) {
        for (const char* language : languages) {
            Json filing = restaurant_at_the_counter();
            filing[key] = "nonsense";
            expect_problem(clerk.in(language).file(filing), status, code, language);
        }
    }
    EXPECT_EQ(clerk.get("/cases").body["cases"], Json::array());
}

// What the applicant can put right is never a refusal to read it: the filing is taken.
TEST(AVeryLongAnswer, ToAFieldWithAPatternIsAFieldErrorAndHarmsNobody) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    for (const char* key : {"uscc", "legal_rep_id", "contact_mobile"}) {
        Json filing = restaurant_at_the_counter();
        filing["form"][key] = std::string(200'000, '1');
        const Reply filed = clerk.file(filing);
        EXPECT_EQ(filed.status, 201) << filed.code();
        EXPECT_EQ(filed.body["outcome_of_filing"], "form_error");
        EXPECT_EQ(filed.body["verdict"]["findings"][0]["rule"], "FLD:" + std::string(key));
    }
    EXPECT_EQ(bureau.visitor().get("/readyz").status, 200);
}

TEST(AMatter, ThatTheCountyHasNotEnabledIsNotFiled) {
    Changes changes;
    changes.county = [](Json& settings) {
        for (Json& plugin : settings["plugins"]) {
            if (plugin["id"] == "fireworks_retail") plugin["enabled"] = false;
        }
    };
    Bureau bureau(monday, changes);
    Visitor clerk = bureau.visitor("intake1");
    for (const char* language : languages) {
        expect_problem(
            clerk.in(language).file(fireworks_at_the_counter()), 409, "MATTER_DISABLED", language);
    }
    EXPECT_EQ(clerk.file(restaurant_at_the_counter()).status, 201);
}

TEST(ACounty, IsClosedToStrangers) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    for (const char* language : languages) {
        expect_problem(bureau.visitor("intake1").in(language).get("/api/v1/counties/999999/cases"),
                       404,
                       "COUNTY_UNKNOWN",
                       language);
        expect_problem(bureau.visitor("511126/intake1").in(language).get("/cases"),
                       403,
                       "ACCESS_OTHER_COUNTY",
                       language);
        expect_problem(bureau.visitor("511126/intake1").in(language).act(walk.number(), "accept"),
                       403,
                       "ACCESS_OTHER_COUNTY",
                       language);
        expect_problem(bureau.visitor().in(language).get("/cases/" + walk.number()),
                       401,
                       "ACCESS_SIGN_IN_NEEDED",
                       language);
        // Another applicant's case does not even seem to exist.
        expect_problem(bureau.visitor("zhang").in(language).get("/cases/" + walk.number()),
                       404,
                       "CASE_NOT_FOUND",
                       language);
        expect_problem(bureau.visitor("zhang").in(language).act_on(
                           walk.number(), 1, "withdraw", {{"signature", "s"}}),
                       404,
                       "CASE_NOT_FOUND",
                       language);
    }
    EXPECT_EQ(walk.now()["state"], "submitted");
}

// A file is put as a file: what an applicant says of one proves nothing.
TEST(AMaterial, IsNotHandedInByAnAction) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang({"fd01"});
    const Json before = walk.now();
    const Reply forged = bureau.visitor("wang").act(
        walk.number(), "put_material", {{"id", "fd03"}, {"kind", "original"}, {"copies", 3}});
    EXPECT_EQ(forged.status, 404);
    EXPECT_EQ(forged.code(), "ACTION_UNKNOWN");
    EXPECT_EQ(walk.now(), before);
}

// LAW: 行政许可法 第二十九条 第二款
TEST(AnApplicant, BecomesNobodyElseByACorrection) {
    Bureau bureau(monday);
    Json form = restaurant_form();
    form["site_area"] = 10;
    Walk walk(bureau);
    Visitor wang = bureau.visitor("wang");
    Json draft = restaurant_draft(form);
    const std::string id = wang.file(draft).body["id"];
    const Reply filed = wang.act(id, "submit", submission());
    ASSERT_EQ(filed.status, 200) << filed.body;
    const std::string number = filed.body["number"];
    Json other = restaurant_form();
    other["uscc"] = "91511102MA0AAA016X";
    const Reply stolen = wang.act(number, "correct", {{"form", other}, {"signature", "s"}});
    EXPECT_EQ(stolen.status, 403);
    EXPECT_EQ(stolen.code(), "APPLICANT_NOT_REPRESENTED");
    other["by_agent"] = true;
    EXPECT_EQ(wang.act(number, "correct", {{"form", other}, {"signature", "s"}}).code(),
              "APPLICANT_NOT_REPRESENTED");
    Json unknown = restaurant_form();
    unknown["nonsense"] = 1;
    const Reply refused = wang.act(number, "correct", {{"form", unknown}, {"signature", "s"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.pointers(), "/form/nonsense");
    EXPECT_EQ(wang.act(number, "correct", {{"form", restaurant_form()}, {"signature", "s"}}).status,
              200);
}

TEST(AnAction, NeedsTheVersionThatWasSeen) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const std::string accept = "/cases/" + walk.number() + "/actions/accept";
    walk.accept();
    Visitor clerk = bureau.visitor("intake2");
    for (const char* language : languages) {
        clerk.in(language);
        expect_problem(clerk.post(accept), 428, "IF_MATCH_MISSING", language);
        const Reply stale = clerk.act_on(walk.number(), 1, "withdraw");
        expect_problem(stale, 412, "CASE_CHANGED", language);
        const std::string told = stale.body["detail"];
        EXPECT_NE(told.find("甲一（示例）"), std::string::npos) << told;
        EXPECT_NE(told.find(language == std::string("en") ? "accept" : "受理"), std::string::npos)
            << told;
        expect_problem(clerk.send("POST", accept, "{}", {{"If-Match", "\"1\""}}),
                       428,
                       "IDEMPOTENCY_KEY_MISSING",
                       language);
        expect_problem(
            clerk.send("POST", accept, "{}", {{"If-Match", "x"}, {"Idempotency-Key", "k"}}),
            400,
            "IF_MATCH_INVALID",
            language);
    }
    EXPECT_EQ(walk.now()["version"], 2);
}

TEST(AnAction, IsOneThatThereIsAndOfARoleThatMayTakeIt) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    for (const char* language : languages) {
        expect_problem(bureau.visitor("intake1").in(language).act(walk.number(), "bless"),
                       404,
                       "ACTION_UNKNOWN",
                       language);
        expect_problem(bureau.visitor("legal1").in(language).act(walk.number(), "accept"),
                       403,
                       "ROLE_MISSING",
                       language);
        expect_problem(bureau.visitor("intake1").in(language).act(walk.number(), "seal"),
                       403,
                       "ROLE_MISSING",
                       language);
        expect_problem(
            bureau.visitor("intake1").in(language).act(walk.number(), "accept", {{"x", 1}}),
            422,
            "ACTION_BODY",
            language);
    }
    EXPECT_EQ(walk.now()["version"], 1);
}

TEST(AnIdempotencyKey, GivesTheSameAnswerAgainAndNeverASecondCase) {
    Bureau bureau(monday);
    Visitor clerk = bureau.visitor("intake1");
    const Reply first = clerk.file(restaurant_at_the_counter(), "once");
    const Reply again = clerk.file(restaurant_at_the_counter(), "once");
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(first.header("ETag"), again.header("ETag"));
    EXPECT_EQ(first.header("Location"), again.header("Location"));
    EXPECT_EQ(clerk.get("/cases").body["cases"].size(), 1u);
    for (const char* language : languages) {
        expect_problem(clerk.in(language).file(fireworks_at_the_counter(), "once"),
                       409,
                       "IDEMPOTENCY_KEY_REUSED",
                       language);
    }
    // A key is a person's own.
    EXPECT_EQ(bureau.visitor("intake2").file(restaurant_at_the_counter(), "once").status, 201);
}

TEST(AnIdempotencyKey, OfAnActionRepeatsItsAnswer) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau.visitor("intake1");
    const std::string accept = "/cases/" + walk.number() + "/actions/accept";
    const http::Fields headers{{"If-Match", "\"1\""}, {"Idempotency-Key", "once"}};
    const Reply first = clerk.send("POST", accept, "{}", headers);
    const Reply again = clerk.send("POST", accept, "{}", headers);
    EXPECT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(again.body, first.body);
    for (const char* language : languages) {
        expect_problem(clerk.in(language).send("POST", accept, "{\"x\":1}", headers),
                       409,
                       "IDEMPOTENCY_KEY_REUSED",
                       language);
    }
    EXPECT_EQ(walk.now()["version"], 2);
}

// A file's key is not looked at, so that it cannot be in the way either.
TEST(AMaterial, IsPutTwiceWithTheSameKey) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang({"fd01"});
    Visitor wang = bureau.visitor("wang");
    ASSERT_EQ(bureau.visitor("intake1").act(walk.number(), "request_supplement").status, 200);
    const Json notice = walk.now()["notices"][0];
    walk.take("intake1",
              "serve",
              {{"papers", Json::array({notice["paper"]})},
               {"way", "electronic"},
               {"recipient", "王某示"},
               {"evidence", "到达日志"}});
    for (int i = 0; i < 2; ++i) {
        const int version = walk.now()["version"];
        const Reply put = wang.send("PUT",
                                    "/cases/" + walk.number() + "/materials/fd03/files/1",
                                    "%PDF-1.7 a file",
                                    {{"If-Match", "\"" + std::to_string(version) + "\""},
                                     {"Idempotency-Key", "once"},
                                     {"Content-Type", "application/pdf"}});
        EXPECT_EQ(put.status, 200) << put.body;
    }
}

TEST(ACorrection, ToAnUnknownVariantIsRefusedAndTheProgramGoesOn) {
    Bureau bureau("2026-03-02T09:00:00+08:00");
    Walk walk(bureau);
    walk.file_at_the_counter(restaurant_at_the_counter());
    const Reply refused = bureau.visitor("intake1").act(
        walk.number(), "correct", {{"form", restaurant_form()}, {"variant", "no_such_variant"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.body["code"], "VARIANT_UNKNOWN") << refused.body;
    EXPECT_EQ(walk.now()["state"], "submitted");
}

}  // namespace
}  // namespace oneseal
