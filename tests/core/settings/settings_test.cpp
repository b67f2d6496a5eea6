#include "settings/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "support/temporary_directory.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;

const fs::path shipped = fs::path(ONESEAL_SOURCE_DIR) / "config";

// A copy of the configuration that we ship, with one file spoilt.
class SettingsTest : public testing::Test {
  protected:
    SettingsTest() { fs::copy(shipped, config_, fs::copy_options::recursive); }

    void change(const std::string& file, const std::function<void(json&)>& change) {
        json document;
        std::ifstream(config_ / file) >> document;
        change(document);
        std::ofstream(config_ / file) << document;
    }

    // The findings' pointers, a line each.
    std::string wrong() {
        const auto settings = load_settings(config_ / "oneseal.json");
        if (settings) return "";
        EXPECT_EQ(settings.error().code, ErrorCode::invalid_input);
        std::string text;
        for (const Finding& finding : settings.error().findings) text += finding.pointer + "\n";
        return text.empty() ? settings.error().message.en : text;
    }

    support::TemporaryDirectory directory_{};
    const fs::path config_ = directory_.path("config");
};

TEST_F(SettingsTest, TakesTheConfigurationThatWeShip) {
    const auto settings = load_settings(config_ / "oneseal.json");
    ASSERT_TRUE(settings) << wrong();
    EXPECT_EQ(settings->address, "127.0.0.1");
    EXPECT_FALSE(settings->postgresql);
    ASSERT_EQ(settings->counties.size(), 2U);
    EXPECT_EQ(settings->counties[0]["code"], "511102");
    EXPECT_GE(settings->laws.size(), 20U);
    EXPECT_EQ(settings->calendars[0]["year"], 2024);
    EXPECT_TRUE(settings->remedies->at("remedies").contains("refusal"));
    EXPECT_TRUE(load_demo_accounts(config_ / "demo" / "accounts.json"));
}

TEST_F(SettingsTest, StartsRelativePathsAtItsOwnFolder) {
    change("oneseal.json", [](json& file) {
        file["blobs"] = "data/blobs";
        file["storage"] = {{"engine", "sqlite"}, {"path", "data/db"}};
    });
    const auto settings = load_settings(config_ / "oneseal.json").value();
    EXPECT_EQ(settings.blobs, config_ / "data/blobs");
    EXPECT_EQ(settings.database, config_ / "data/db");
    EXPECT_EQ(settings.plugins, "/var/lib/oneseal/packages");
}

TEST_F(SettingsTest, HasUsualLimitsAndTrustsNoProxyWhereNothingIsSet) {
    const auto shipped_ones = load_settings(config_ / "oneseal.json").value();
    change("oneseal.json", [](json& file) {
        file.erase("trusted_proxies");
        file["limits"] = {{"body_bytes", 1000}, {"upload_bytes", 2000}, {"drafts", 7}};
    });
    const auto settings = load_settings(config_ / "oneseal.json").value();
    EXPECT_TRUE(settings.trusted_proxies.empty());
    EXPECT_EQ(settings.limits.drafts, 7);
    EXPECT_EQ(settings.limits.form_bytes, 256U << 10);
    EXPECT_EQ(settings.limits.form_bytes, shipped_ones.limits.form_bytes);
    EXPECT_EQ(settings.limits.checks_per_minute, shipped_ones.limits.checks_per_minute);
    EXPECT_EQ(settings.limits.upload_bytes_per_hour, shipped_ones.limits.upload_bytes_per_hour);
    change("oneseal.json", [](json& file) {
        file["trusted_proxies"] = {"10.0.0.0/8"};
        file["limits"]["checks_per_minute"] = 0;
    });
    EXPECT_THAT(wrong(), EndsWith("oneseal.json#/limits/checks_per_minute\n"));
}

TEST_F(SettingsTest, ReadsTheFoldersOfSurfacesByTheirPaths) {
    EXPECT_TRUE(load_settings(config_ / "oneseal.json").value().surfaces.empty());
    change("oneseal.json", [](json& file) {
        file["surfaces"] = {{"/", "portal"}, {"/console-2", "/srv/console"}};
    });
    const auto settings = load_settings(config_ / "oneseal.json").value();
    EXPECT_EQ(settings.surfaces.at("/"), config_ / "portal");
    EXPECT_EQ(settings.surfaces.at("/console-2"), "/srv/console");
    for (const char* path :
         {"", "console", "/api", "/plain", "/readyz", "/a/b", "/{rest*}", "/A", "/.well-known"}) {
        change("oneseal.json", [&](json& file) { file["surfaces"] = {{path, "portal"}}; });
        EXPECT_THAT(wrong(), HasSubstr("oneseal.json#/surfaces/")) << path;
    }
    change("oneseal.json", [](json& file) { file["surfaces"] = {{"/", ""}}; });
    EXPECT_THAT(wrong(), HasSubstr("oneseal.json#/surfaces"));
}

TEST_F(SettingsTest, TakesPostgresqlWithItsConnectionText) {
    change("oneseal.json", [](json& file) {
        file["storage"] = {{"engine", "postgresql"}, {"connection", "dbname=oneseal"}};
    });
    const auto settings = load_settings(config_ / "oneseal.json").value();
    EXPECT_TRUE(settings.postgresql);
    EXPECT_EQ(settings.database, "dbname=oneseal");
}

TEST_F(SettingsTest, NamesFileAndPlaceOfWhatIsWrong) {
    change("oneseal.json", [](json& file) {
        file["listen"]["port"] = "8080";
        file["listne"] = 1;
    });
    EXPECT_THAT(wrong(), HasSubstr((config_ / "oneseal.json#/listen/port\n").string()));
    EXPECT_THAT(wrong(), HasSubstr((config_ / "oneseal.json#/listne\n").string()));
}

TEST_F(SettingsTest, NamesAMissingAndABrokenFile) {
    fs::remove(config_ / "remedies.json");
    EXPECT_THAT(wrong(), HasSubstr("remedies.json cannot be read"));
    std::ofstream(config_ / "counties/511102.json") << "{";
    EXPECT_THAT(wrong(), HasSubstr("511102.json cannot be read: Not valid UTF-8 JSON"));
    fs::remove_all(config_ / "oneseal.json");
    fs::create_directories(config_ / "oneseal.json");
    EXPECT_THAT(wrong(), HasSubstr("oneseal.json cannot be read: it does not open."));
}

TEST_F(SettingsTest, NamesAMissingFolder) {
    fs::remove_all(config_ / "laws");
    EXPECT_THAT(wrong(), HasSubstr("laws cannot be read: the folder does not open."));
}

TEST_F(SettingsTest, RefusesAKeyThatStandsTwice) {
    std::ofstream(config_ / "oneseal.json") << R"({"blobs": "a", "blobs": "b"})";
    EXPECT_THAT(wrong(), HasSubstr("The key blobs appears twice."));
}

TEST_F(SettingsTest, RefusesACountyTwice) {
    fs::copy(config_ / "counties/511102.json", config_ / "counties/copy.json");
    change("oneseal.json", [](json& file) { file["counties"].push_back("counties/copy.json"); });
    EXPECT_THAT(wrong(), EndsWith("copy.json#/code\n"));
}

TEST_F(SettingsTest, FindsNamesThatAreTakenOrLeadNowhere) {
    const std::vector<std::pair<std::string, std::function<void(json&)>>> cases{
        {"/code", [](json& county) { county["code"] = "51110x"; }},
        {"/people/1/id", [](json& county) { county["people"][1]["id"] = "intake1"; }},
        {"/people/1/username", [](json& county) { county["people"][1]["username"] = "intake1"; }},
        {"/people/1/section", [](json& county) { county["people"][1]["section"] = "nowhere"; }},
        {"/people/0/qualifications/0/until",
         [](json& county) { county["people"][0]["qualifications"][0]["until"] = "2026-02-30"; }},
        {"/sections/1/id", [](json& county) { county["sections"][1]["id"] = "window"; }},
        {"/matters/food_business/deciding_section",
         [](json& county) { county["matters"]["food_business"]["deciding_section"] = "none"; }},
    };
    for (const auto& [pointer, spoil] : cases) {
        fs::copy(shipped / "counties/511102.json",
                 config_ / "counties/511102.json",
                 fs::copy_options::overwrite_existing);
        change("counties/511102.json", spoil);
        EXPECT_THAT(wrong(), HasSubstr("511102.json#" + pointer + "\n"));
    }
}

}  // namespace
}  // namespace oneseal
