// Packages that do not hold lie beside one that does: its counter stays open.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/packages.hpp"
#include "log/log.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

const std::string monday = "2026-03-02T09:00:00+08:00";

class LinesOfTheLog {
  public:
    LinesOfTheLog() {
        configure_log({LogFormat::text, Level::info, [this](std::string_view line) {
                           const std::lock_guard lock(mutex_);
                           lines_.emplace_back(line);
                       }});
    }
    ~LinesOfTheLog() { configure_log({}); }
    std::vector<std::string> all() const {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

  private:
    mutable std::mutex mutex_{};
    std::vector<std::string> lines_{};
};

class BadPackages : public testing::Test {
  protected:
    BadPackages() {
        fs::copy(ONESEAL_BINARY_DIR "/packages", path(), fs::copy_options::recursive);
        changes_.packages = path();
    }

    fs::path path() const { return packages_.path(); }
    // The food package of the build once more, under a version of its own.
    fs::path food(const std::string& folder, const std::string& version) const {
        fs::copy(path() / "food_business", path() / folder, fs::copy_options::recursive);
        change_manifest(path() / folder, [&](OrderedJson& json) { json["version"] = version; });
        return path() / folder;
    }
    std::string version_in_force(const Bureau& bureau) const {
        return bureau.visitor().get("/matters/food_business").body["version"];
    }

    LinesOfTheLog log_{};
    support::TemporaryDirectory packages_{};
    Changes changes_{};
};

TEST_F(BadPackages, AreLeftOutAndNamedAndTheLastGoodVersionTakesTheFilings) {
    change_food_matter(food("misspelt", "1.1.5"), [](OrderedJson& matter) {
        matter["rules"][0]["require"] = "form.no_such_field == 1";
    });
    change_food_matter(food("without_basis", "1.2.0"), [](OrderedJson& matter) {
        matter["materials"][0]["basis"] = OrderedJson::array();
    });
    change_food_matter(food("of_no_law", "1.2.1"), [](OrderedJson& matter) {
        matter["materials"][0]["basis"][0]["law"] = "a_law_that_is_gone";
    });
    const fs::path dying = food("dying", "1.3.0");
    fs::copy_file(ONESEAL_BINARY_DIR "/broken_plugins/throws_in_open.so",
                  dying / "lib/food_business.so",
                  fs::copy_options::overwrite_existing);
    change_manifest(dying, [&](OrderedJson& manifest) {
        std::ifstream library(dying / "lib/food_business.so", std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(library), {});
        manifest["files"]["lib/food_business.so"] = crypto::sha256_hex(bytes);
    });
    const fs::path torn = food("torn", "1.4.0");
    std::ofstream(torn / "manifest.json") << "{";

    const Bureau bureau(monday, changes_);
    EXPECT_EQ(version_in_force(bureau), "1.1.0");
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
    EXPECT_EQ(bureau.visitor("intake1").file(fireworks_at_the_counter()).status, 201);
    const auto left_out = [](const std::string& package, const std::string& why) {
        return AllOf(HasSubstr("APP_PACKAGE_LEFT_OUT"), HasSubstr(package), HasSubstr(why));
    };
    const auto lines = log_.all();
    EXPECT_THAT(lines,
                Contains(left_out("misspelt", "matters/food_business.json#/rules/0/require")));
    EXPECT_THAT(lines, Contains(left_out("misspelt", ": The key no_such_field")));
    EXPECT_THAT(lines, Contains(left_out("without_basis", "/materials/0/basis")));
    EXPECT_THAT(lines, Contains(left_out("food_business 1.2.1", "a_law_that_is_gone")));
    EXPECT_THAT(lines, Contains(left_out("dying", "PLUGIN_OPEN_FAILED")));
    EXPECT_THAT(lines, Contains(left_out("torn", "PACKAGE_INVALID")));
    const Json told = bureau.visitor().get("/readyz").body["left_out"];
    EXPECT_EQ(told.size(), 5U) << told;
    EXPECT_THAT(told, Contains(Json{{"package", "torn"}, {"code", "PACKAGE_INVALID"}}));
}

// A law that ends takes its matter from the list; what was filed before goes on.
TEST_F(BadPackages, OneWhoseLawHasEndedKeepsItsFiledCases) {
    std::shared_ptr<Place> place;
    std::string number;
    {
        Bureau bureau(monday, changes_);
        place = bureau.place();
        Walk walk(bureau);
        number = walk.file_at_the_counter(restaurant_at_the_counter()).number();
    }
    fs::copy(ONESEAL_SOURCE_DIR "/config/laws", place->path("laws"));
    place->set("laws", place->path("laws"));
    Json law = Json::parse(std::ifstream(place->path("laws/food_business_rules.json")));
    law["until"] = "2026-03-01";
    std::ofstream(place->path("laws/food_business_rules.json")) << law.dump();
    const Bureau bureau(monday, place);
    const Reply filed = bureau.visitor("intake1").file(restaurant_at_the_counter());
    EXPECT_EQ(filed.body["code"], "MATTER_UNKNOWN") << filed.body;
    Walk(bureau, number).accept();
    EXPECT_THAT(log_.all(), Contains(HasSubstr("MATTER_BASIS")));
}

// A day begins with its laws, without a restart.
TEST_F(BadPackages, OneWhoseLawsBeginAndEndTakesFilingsOnThoseDays) {
    const auto place = std::make_shared<Place>(changes_);
    fs::copy(ONESEAL_SOURCE_DIR "/config/laws", place->path("laws"));
    place->set("laws", place->path("laws"));
    Json law = Json::parse(std::ifstream(place->path("laws/food_business_rules.json")));
    law["in_force"] = "2026-03-03";
    law["until"] = "2026-03-03";
    std::ofstream(place->path("laws/food_business_rules.json")) << law.dump();
    Bureau bureau(monday, place);
    const auto file = [&] { return bureau.visitor("intake1").file(restaurant_at_the_counter()); };
    EXPECT_EQ(file().code(), "MATTER_UNKNOWN");
    bureau.jump_to("2026-03-03T09:00:00+08:00");
    Reply filed;
    EXPECT_TRUE(wait_until([&] { return (filed = file()).status == 201; }));
    bureau.jump_to("2026-03-04T09:00:00+08:00");
    EXPECT_TRUE(wait_until([&] { return file().code() == "MATTER_UNKNOWN"; }));
    Walk(bureau, filed.body["number"]).accept();
}

// Both digests are told: what cases are under, and what lies there now.
TEST_F(BadPackages, OtherBytesUnderAVersionAreToldByBothDigests) {
    const auto digest = [&] {
        std::ifstream in(path() / "food_business/manifest.json");
        std::stringstream text;
        text << in.rdbuf();
        return crypto::sha256_hex(text.str());
    };
    const std::string before = digest();
    std::shared_ptr<Place> place;
    {
        const Bureau bureau(monday, changes_);
        place = bureau.place();
    }
    change_food_matter(path() / "food_business",
                       [](OrderedJson& matter) { matter["rules"][0]["note"] = "changed"; });
    ASSERT_NE(digest(), before);
    const Bureau bureau(monday, place);
    EXPECT_THAT(log_.all(),
                Contains(AllOf(HasSubstr("APP_PACKAGE_LEFT_OUT"),
                               HasSubstr("PACKAGE_CHANGED"),
                               HasSubstr(before),
                               HasSubstr(digest()))));
    EXPECT_EQ(bureau.visitor("intake1").file(restaurant_at_the_counter()).status, 201);
}

// What is demanded of documents is demanded at the start too, of packages that are new here.
TEST_F(BadPackages, NewOnesAreHeldAgainstTheSchemasAndKnownOnesAreNot) {
    change_food_matter(path() / "food_business", [](OrderedJson& matter) {
        matter["form"]["layout"]["elements"][0]["elements"][0]["scope"] = "#/properties/nmae";
    });
    std::shared_ptr<Place> place;
    {
        const Bureau bureau(monday, changes_);
        place = bureau.place();
        EXPECT_EQ(bureau.visitor().get("/matters/food_business").code(), "MATTER_UNKNOWN");
        EXPECT_THAT(log_.all(),
                    Contains(AllOf(HasSubstr("PACKAGE_DOCUMENT"),
                                   HasSubstr("matters/food_business.json:1:"),
                                   HasSubstr("nmae"))));
    }
    // As if a kernel that demanded less had taken it.
    std::ifstream in(path() / "food_business/manifest.json");
    std::stringstream text;
    text << in.rdbuf();
    Hand(*place).write("INSERT INTO packages (digest, plugin, version) VALUES ('" +
                       crypto::sha256_hex(text.str()) + "', 'food_business', '1.1.0')");
    const Bureau bureau(monday, place);
    EXPECT_EQ(version_in_force(bureau), "1.1.0");
}

}  // namespace
}  // namespace oneseal
