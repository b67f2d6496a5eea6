// Two versions of a package side by side.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "crypto/digest.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

// Fields keep their order: a condition may look only at those before it.
using Ordered = nlohmann::ordered_json;

void rewrite(const fs::path& file, const std::function<void(Ordered&)>& change) {
    std::ifstream in(file);
    Ordered json = Ordered::parse(in);
    change(json);
    std::ofstream(file) << json.dump();
}

// The food package again, as a later version whose first rule finds something in every application.
void stage_next_version(const fs::path& packages) {
    const fs::path next = packages / "food_business_next";
    const std::string document = "matters/food_business.json";
    fs::copy(packages / "food_business", next, fs::copy_options::recursive);
    rewrite(next / document, [](Ordered& matter) {
        for (Ordered& rule : matter["rules"]) {
            if (rule["id"] == "FOOD-01") rule["require"] = "form.items == []";
        }
    });
    std::ifstream changed(next / document);
    const std::string text{std::istreambuf_iterator<char>(changed), {}};
    rewrite(next / "manifest.json", [&](Ordered& manifest) {
        manifest["version"] = "1.10.0";
        manifest["files"][document] = crypto::sha256_hex(text);
    });
}

Json last_receipt(const Bureau& bureau, const std::string& number) {
    return bureau.visitor("intake1").get("/cases/" + number + "/receipts").body["receipts"].back();
}

bool finds(const Json& verdict, const char* rule) {
    const Json findings = verdict.value("findings", Json::array());
    return std::any_of(
        findings.begin(), findings.end(), [&](const Json& one) { return one["rule"] == rule; });
}

TEST(ACase, GoesOnUnderTheVersionItWasFiledUnder) {
    const support::TemporaryDirectory packages;
    const fs::path folder = packages.path();
    fs::copy(ONESEAL_BINARY_DIR "/packages", folder, fs::copy_options::recursive);
    Changes changes;
    changes.packages = packages.path();
    Json check = restaurant_at_the_counter();
    check.erase("submission");
    std::shared_ptr<Place> place;
    std::string number;
    {
        Bureau bureau(monday, changes);
        place = bureau.place();
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_at_the_counter());
        number = walk.number();
        EXPECT_FALSE(finds(bureau.visitor().post("/checks", check).body, "FOOD-01"));
    }
    stage_next_version(folder);
    {
        Bureau bureau(monday, place);
        const Reply matter = bureau.visitor().get("/matters/food_business");
        EXPECT_EQ(matter.body["version"], "1.10.0") << matter.body;
        EXPECT_TRUE(finds(bureau.visitor().post("/checks", check).body, "FOOD-01"));
        const Reply accepted = bureau.visitor("intake1").act(number, "accept", Json::object());
        EXPECT_EQ(accepted.status, 200) << accepted.body;
        EXPECT_EQ(last_receipt(bureau, number)["version"], "1.0.0");

        Walk later(bureau);
        later.file_at_the_counter(restaurant_at_the_counter());
        EXPECT_EQ(last_receipt(bureau, later.number())["version"], "1.10.0");
        EXPECT_EQ(bureau.visitor("intake1").act(later.number(), "accept", Json::object()).status,
                  409);
    }
    // Without its version it is kept, and says what is missing.
    fs::remove_all(folder / "food_business");
    {
        Bureau bureau(monday, place);
        const Reply refused = bureau.visitor("intake1").get("/cases/" + number);
        EXPECT_EQ(refused.status, 503);
        EXPECT_EQ(refused.body["code"], "MATTER_NOT_INSTALLED");
        EXPECT_NE(refused.body["detail"].get<std::string>().find("food_business 1.0.0"),
                  std::string::npos)
            << refused.body;
    }
}

}  // namespace
}  // namespace oneseal
