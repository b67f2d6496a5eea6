// The law register, the calendar, what runs and by which configuration, and an applicant's own
// licences.
#include <gtest/gtest.h>

#include <filesystem>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

Json find_by(const Json& list, const char* key, const Json& value) {
    for (const Json& one : list) {
        if (one[key] == value) return one;
    }
    return {};
}

// Public and the same for everybody, kept by its content.
void expect_public(const Bureau& bureau, const std::string& path) {
    const Reply shown = bureau.visitor().get(path);
    EXPECT_EQ(shown.status, 200) << path;
    for (const char* who : {"wang", "intake1", "511126/intake1"}) {
        EXPECT_EQ(bureau.visitor(who).get(path).text, shown.text) << path << " " << who;
    }
    const http::Fields known{{"If-None-Match", shown.header("ETag")}};
    EXPECT_EQ(bureau.visitor().send("GET", path, "", known).status, 304) << path;
    EXPECT_EQ(bureau.visitor().get(path + "?nonsense=1").code(), "QUERY_UNKNOWN") << path;
}

void expect_for_admin_and_head(const Bureau& bureau, const std::string& path) {
    for (const char* who : {"admin1", "head1"}) {
        EXPECT_EQ(bureau.visitor(who).get(path).status, 200) << path << " " << who;
    }
    for (const char* who : {"wang",
                            "intake1",
                            "reviewer1",
                            "surveyor1",
                            "decider1",
                            "seal1",
                            "supervisor1",
                            "integrity1",
                            "legal1",
                            "regulator1"}) {
        const Reply refused = bureau.visitor(who).get(path);
        EXPECT_EQ(refused.status, 403) << path << " " << who;
        EXPECT_EQ(refused.code(), "ACCESS_ROLE_MISSING") << path << " " << who;
    }
    EXPECT_EQ(bureau.visitor().get(path).status, 401) << path;
    EXPECT_EQ(bureau.visitor("head1").get(path + "?nonsense=1").status, 400) << path;
}

// LAW: 行政许可法 第三十条
TEST(ALaw, IsShownWithTheMattersThatRestOnItsArticles) {
    const Bureau bureau(monday);
    expect_public(bureau, "/laws");
    expect_public(bureau, "/laws/licensing_law");
    const Json law = bureau.visitor().get("/laws/licensing_law").body;
    EXPECT_EQ(law["short_title"]["zh-CN"], "行政许可法");
    EXPECT_EQ(law["number"], "主席令第7号");
    EXPECT_EQ(law["adopted"], "2003-08-27");
    EXPECT_EQ(law["in_force"], "2004-07-01");
    EXPECT_EQ(law["until"], Json());
    EXPECT_EQ(law["amendments"][0]["amended"], "2019-04-23");
    const Json both = {"fireworks_retail", "food_business"};
    EXPECT_EQ(law["matters"], both);
    EXPECT_EQ(find_by(law["articles"], "article", "第四十二条第一款")["matters"], both);
    const auto place = [&](const char* article) {
        std::size_t at = 0;
        while (at < law["articles"].size() && law["articles"][at]["article"] != article) ++at;
        return at;
    };
    EXPECT_LT(place("第四十二条第一款"), place("第四十四条"));
    EXPECT_LT(place("第四十四条"), place("第四十五条"));
    EXPECT_LT(place("第四十五条"), place("第五十八条"));
    EXPECT_LT(place("第五十八条"), law["articles"].size());
}

TEST(TheLaws, AreListedWithTheMattersThatCiteThem) {
    const Bureau bureau(monday);
    const Json laws = bureau.visitor().get("/laws").body["laws"];
    const fs::directory_iterator files(ONESEAL_SOURCE_DIR "/config/laws");
    EXPECT_EQ(laws.size(), static_cast<std::size_t>(std::distance(begin(files), end(files))));
    EXPECT_EQ(find_by(laws, "id", "fireworks_regulation")["matters"], Json({"fireworks_retail"}));
    EXPECT_EQ(find_by(laws, "id", "archives_regulation")["matters"], Json::array());
    const Reply unknown = bureau.visitor().get("/laws/moon_treaty");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(unknown.code(), "LAW_UNKNOWN");
}

TEST(TheCalendar, NamesTheNoticesAndTheYearsThatAreGuessed) {
    const Bureau bureau(monday);
    expect_public(bureau, "/calendars");
    const Json calendars = bureau.visitor().get("/calendars").body;
    ASSERT_EQ(calendars["notices"].size(), 3U);
    const Json notice = find_by(calendars["notices"], "year", 2026);
    EXPECT_EQ(notice["days_off"][0]["date"], "2026-01-01");
    EXPECT_EQ(notice["days_off"][0]["title"]["en"], "New Year's Day");
    const Json& years = calendars["years"];
    EXPECT_EQ(find_by(years, "year", 2026)["provisional"], false);
    EXPECT_EQ(find_by(years, "year", 2026)["days_off"][0], "2026-01-01");
    EXPECT_FALSE(find_by(years, "year", 2026)["workdays"].empty());
    // The other days of May and October lie on a weekend.
    const Json guessed = {{"year", 2027},
                          {"provisional", true},
                          {"days_off", {"2027-01-01", "2027-10-01"}},
                          {"workdays", Json::array()}};
    EXPECT_EQ(find_by(years, "year", 2027), guessed);
}

TEST(TheConfiguration, IsShownWithoutSecretsAndConflicts) {
    Changes changes;
    changes.county = [](Json& county) {
        county["plugins"][0]["settings"] = {{"password", "open sesame"}};
        county["people"][0]["conflicts"] = {"91511102MA0AAA016X"};
    };
    const Bureau bureau(monday, changes);
    expect_for_admin_and_head(bureau, "/configuration");
    EXPECT_EQ(bureau.visitor("511126/head1").get("/configuration").status, 403);
    const Reply shown = bureau.visitor("admin1").get("/configuration");
    const Json& county = shown.body["configuration"];
    EXPECT_EQ(county["code"], "511102");
    EXPECT_EQ(county["settings"]["draw_band_width"], 5);
    EXPECT_EQ(county["people"].size(), 22U);
    EXPECT_EQ(county["plugins"][0]["enabled"], true);
    EXPECT_EQ(shown.text.find("open sesame"), std::string::npos);
    EXPECT_EQ(shown.text.find("91511102MA0AAA016X"), std::string::npos);
}

TEST(ThePlugins, AreShownAsTheyRun) {
    const Bureau bureau(monday);
    expect_for_admin_and_head(bureau, "/api/v1/plugins");
    EXPECT_EQ(bureau.visitor("511126/head1").get("/api/v1/plugins").status, 200);
    const Json shown = bureau.visitor("admin1").get("/api/v1/plugins").body;
    EXPECT_EQ(shown["left_out"], Json::array());
    ASSERT_EQ(shown["plugins"].size(), 2U);
    const Json food = find_by(shown["plugins"], "id", "food_business");
    EXPECT_EQ(food["state"], "running");
    EXPECT_EQ(food["processes"], 1);
#ifdef __SANITIZE_ADDRESS__
    EXPECT_EQ(food["fence"]["seccomp"], false);
#else
    EXPECT_EQ(food["fence"]["seccomp"], true);
#endif
    EXPECT_EQ(food["matters"], Json({"food_business"}));
    EXPECT_EQ(food["digest"].get<std::string>().size(), 64U);
    EXPECT_EQ(food["circuit_open_until"], Json());
    EXPECT_EQ(food["last_error"], Json());
}

// The package that dies of a name (plugin_down_test).
TEST(APlugin, ThatDiesShowsItsLastErrorAndItsOpenCircuit) {
    Changes changes;
    changes.packages = std::string(ONESEAL_BINARY_DIR) + "/faulty_packages";
    const Bureau bureau(monday, changes);
    const auto food = [&] {
        return find_by(
            bureau.visitor("admin1").get("/api/v1/plugins").body["plugins"], "id", "food_business");
    };
    Visitor clerk = bureau.visitor("intake1");
    for (int i = 0; i < 10 && food()["circuit_open_until"].is_null(); ++i) {
        Json form = restaurant_form();
        form["applicant_name"] = "崩溃小吃店" + std::to_string(i);
        EXPECT_EQ(clerk.file(restaurant_at_the_counter(form)).status, 201);
    }
    const Json broken = food();
    EXPECT_TRUE(broken["circuit_open_until"].is_string()) << broken;
    EXPECT_EQ(broken["last_error"]["code"], "PLUGIN_CALL_DIED") << broken;
    EXPECT_TRUE(broken["last_error"]["at"].is_string());
    EXPECT_GT(broken["failures"], 0);
}

class OwnLicences : public testing::Test {
  protected:
    // wang's snack bar gets as many licences as are asked for; from the second on a change would
    // be filed, so each is for another matter or shop.
    std::string granted() {
        Walk walk(bureau_);
        walk.file_as_wang()
            .accept()
            .survey(good_survey_of_restaurant())
            .propose()
            .take("decider1", "grant", {{"facts", "符合条件"}});
        return walk.number();
    }
    void seal(const std::string& number) {
        Walk(bureau_, number).take("seal1", "seal", Json::object());
    }
    Reply licences(const std::string& who, const std::string& query = {}) const {
        return bureau_.visitor(who).get("/my/licences" + query);
    }

    Bureau bureau_{monday};
};

TEST_F(OwnLicences, AreThoseOfWhomTheApplicantRepresentsOnceTheyAreSealed) {
    const std::string number = granted();
    EXPECT_EQ(licences("wang").body["licences"], Json::array());
    seal(number);
    const Reply shown = licences("wang");
    ASSERT_EQ(shown.status, 200) << shown.body;
    ASSERT_EQ(shown.body["licences"].size(), 1U) << shown.body;
    EXPECT_EQ(shown.body["next_cursor"], Json());
    const Json& licence = shown.body["licences"][0];
    EXPECT_EQ(licence["matter"], "food_business");
    EXPECT_EQ(licence["holder"]["code"], "92511102MA0BBB031Y") << "its own holder reads it whole";
    EXPECT_EQ(licence["status"], "valid");
    EXPECT_EQ(licence["valid_to"], "2031-03-01");
    EXPECT_EQ(licence["days_left"], 1825);
    bureau_.jump_to("2031-03-01T23:00:00+08:00");
    EXPECT_EQ(licences("wang").body["licences"][0]["days_left"], 0);
    EXPECT_EQ(licences("zhang").body["licences"], Json::array());
    EXPECT_EQ(bureau_.visitor("wang").get("/api/v1/counties/511126/my/licences").body["licences"],
              Json::array());
}

TEST_F(OwnLicences, ComeInPages) {
    seal(granted());
    seal(granted());
    std::set<std::string> numbers;
    std::string query = "?limit=1";
    for (int page = 0; page < 2; ++page) {
        const Json body = licences("wang", query).body;
        ASSERT_EQ(body["licences"].size(), 1U) << body;
        numbers.insert(body["licences"][0]["number"]);
        EXPECT_EQ(body["next_cursor"].is_null(), page == 1);
        if (page == 0) query += "&cursor=" + escaped(body["next_cursor"]);
    }
    EXPECT_EQ(numbers.size(), 2U);
    EXPECT_EQ(licences("wang", "?limit=0").code(), "LIMIT_INVALID");
    EXPECT_EQ(licences("wang", "?holder=zhang").code(), "QUERY_UNKNOWN");
}

TEST_F(OwnLicences, AreForVerifiedApplicants) {
    const Outcome added = run_oneseal({"user",
                                       "add",
                                       "chen",
                                       "--name",
                                       "王某示",
                                       "--id-number",
                                       "511102199007219970",
                                       "--settings",
                                       bureau_.place()->settings()},
                                      "a long password\n");
    ASSERT_EQ(added.exit_code, 0) << added.errors;
    const Json credentials = {{"username", "chen"}, {"password", "a long password"}};
    const std::string token =
        bureau_.visitor().post("/api/v1/session", credentials).body.value("token", "");
    const Reply unverified = Visitor::with_token(bureau_.port(), token).get("/my/licences");
    EXPECT_EQ(unverified.status, 403);
    EXPECT_EQ(unverified.code(), "OWN_LICENCES_ONLY");
    for (const char* who : {"intake1", "head1", "admin1"}) {
        EXPECT_EQ(licences(who).code(), "OWN_LICENCES_ONLY") << who;
    }
    EXPECT_EQ(licences("511126/intake1").status, 403);
    EXPECT_EQ(licences("").status, 401);
}

}  // namespace
}  // namespace oneseal
