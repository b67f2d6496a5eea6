// The whole program, with its own timer thread.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "running.hpp"

namespace oneseal {
namespace {

const std::string county = "/api/v1/counties/511102";
const std::string clerk = "511102/intake1";

// No request between: the timer thread alone makes it happen.
// LAW: 行政许可法 第三十二条 第一款 第四项
TEST(AFilingThatNobodyTouches, IsAcceptedAtTheEndOfDayFiveAsOfTheDayOfReceipt) {
    Running bureau("2024-02-08T09:00:00+08:00");
    const std::string number = bureau.file();
    bureau.jump_to("2024-02-22T00:00:00+08:00");
    Json found;
    ASSERT_TRUE(bureau.wait_until([&] {
        found = bureau.send("GET", county + "/cases?state=reviewing", "", clerk).body;
        return !found["cases"].empty();
    }));
    const Json now = bureau.send("GET", county + "/cases/" + number, "", clerk).body;
    EXPECT_EQ(now["accepted_on"], "2024-02-08");
    EXPECT_EQ(now["accepted_at"], "2024-02-22T00:00:00.000+08:00");
    EXPECT_EQ(now["accepted_by_silence"], true);
    const Json deadline =
        bureau.send("GET", county + "/cases/" + number + "/deadline", "", clerk).body;
    for (const Json& clock : deadline["clocks"]) {
        if (clock["kind"] != "decision") continue;
        EXPECT_EQ(clock["proof"]["due"], "2024-02-28");
        EXPECT_EQ(clock["proof"]["days"].size(), 21u);
    }
}

// LAW: 行政许可法 第三十条
TEST(AMatter, IsPublishedWithItsBasisConditionsMaterialsAndLimits) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const auto shown = bureau.send("GET", county + "/matters/food_business");
    ASSERT_EQ(shown.status, 200);
    for (const char* key : {"legal_basis", "materials", "rules", "variants", "guide", "fee"}) {
        EXPECT_TRUE(shown.body["document"].contains(key)) << key;
    }
}

// LAW: 行政许可法 第四十条
TEST(ALicence, IsVerifiedPubliclyAndAnUnknownOneIsNot) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const auto shown = bureau.send("GET", county + "/licences/JY25111020000015/verification");
    EXPECT_EQ(shown.status, 404);
    EXPECT_EQ(shown.body["code"], "LICENCE_UNKNOWN");
}

struct Wrong {
    const char* name;
    std::string body;
    int status;
    std::string code;
};

TEST(BadInput, IsAProblemWithARemedyInTheReadersLanguageAndNothingIsStored) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const std::string start = R"({"matter":"food_business","variant":"new",)";
    const std::vector<Wrong> inputs{
        {"not JSON", "{", 400, "JSON_MALFORMED"},
        {"not an object", "[]", 400, "BODY_NOT_OBJECT"},
        {"a key twice", R"({"matter":"a","matter":"b"})", 422, "JSON_DUPLICATE_KEY"},
        {"too deep", std::string(70, '[') + std::string(70, ']'), 400, "JSON_TOO_DEEP"},
        {"a NUL", start + R"("form":{"applicant_name":"a\u0000b"}})", 400, "JSON_NUL"},
        {"not UTF-8", start + "\"form\":{\"applicant_name\":\"\xff\"}}", 400, "JSON_MALFORMED"},
        {"beyond exact integers",
         start + R"("form":{"site_area":9007199254740993}})",
         422,
         "JSON_NUMBER"},
        {"an unknown key", start + R"("form":{},"nonsense":1})", 422, "BODY_INVALID"},
        {"an unknown field", start + R"("form":{"nonsense":1}})", 422, "SCHEMA_VIOLATED"},
        {"a wrong kind", start + R"("form":{"site_area":"80"}})", 422, "SCHEMA_VIOLATED"},
        {"an unknown matter", R"({"matter":"x","variant":"new"})", 404, "MATTER_UNKNOWN"},
        {"an unknown variant",
         R"({"matter":"food_business","variant":"x"})",
         422,
         "VARIANT_UNKNOWN"},
        {"an unknown mode", start + R"("mode":"x"})", 422, "MODE_UNKNOWN"}};
    for (const Wrong& wrong : inputs) {
        for (const std::string language : {"zh-CN", "en"}) {
            const auto answer = bureau.send(
                "POST", county + "/checks", wrong.body, "", {{"Accept-Language", language}});
            EXPECT_EQ(answer.status, wrong.status) << wrong.name << answer.body;
            EXPECT_EQ(answer.body["code"], wrong.code) << wrong.name;
            EXPECT_FALSE(answer.body.value("remedy", "").empty()) << wrong.name;
        }
    }
    const std::string long_text(300'000, '1');
    const auto pattern = bureau.send(
        "POST", county + "/checks", start + R"("form":{"uscc":")" + long_text + R"("}})");
    EXPECT_EQ(pattern.status, 200);
    EXPECT_EQ(bureau.send("GET", county + "/cases", "", clerk).body["cases"].size(), 0u);
    EXPECT_EQ(bureau.send("GET", "/readyz").status, 200);
}

TEST(ACommand, NeedsTheVersionThatWasSeenAndIsNotDoneTwice) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const std::string number = bureau.file();
    const std::string path = county + "/cases/" + number + "/actions/accept";
    EXPECT_EQ(bureau.send("POST", path, "{}", clerk).body["code"], "IF_MATCH_MISSING");
    EXPECT_EQ(bureau.send("POST", path, "{}", clerk, {{"If-Match", "\"7\""}}).body["code"],
              "CASE_CHANGED");
    const http::Fields once{{"If-Match", "\"1\""}, {"Idempotency-Key", "k"}};
    EXPECT_EQ(bureau.send("POST", path, "{}", clerk, once).status, 200);
    EXPECT_EQ(bureau.send("POST", path, "{}", clerk, once).status, 200);
    EXPECT_EQ(bureau.send("GET", county + "/cases/" + number, "", clerk).body["version"], 2);
    EXPECT_EQ(bureau.send("POST", path, R"({"x":1})", clerk, once).body["code"],
              "IDEMPOTENCY_KEY_REUSED");
}

TEST(Another, CountysTokenAndAnotherApplicantsEyesAreRefused) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const std::string number = bureau.file();
    EXPECT_EQ(bureau.send("GET", county + "/cases", "", "511126/intake1").status, 403);
    EXPECT_EQ(bureau.send("GET", county + "/cases/" + number, "", "zhang").status, 404);
    EXPECT_EQ(bureau.send("GET", county + "/cases/" + number).status, 401);
}

TEST(Replay, GivesIdenticalBytes) {
    Running bureau("2026-03-02T09:00:00+08:00");
    const std::string number = bureau.file();
    const auto report =
        bureau.send("POST", county + "/cases/" + number + "/replay", "{}", "511102/supervisor1");
    EXPECT_EQ(report.body["receipts"], 1);
    EXPECT_EQ(report.body["identical"], 1);
}

}  // namespace
}  // namespace oneseal
