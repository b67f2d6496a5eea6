#include "identifiers/identifiers.hpp"

#include <gtest/gtest.h>

#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

void expect_told_apart(const char* kind, bool (*is_ok)(std::string_view)) {
    const nlohmann::json known = vectors("identifiers.json")[kind];
    for (const std::string code : known["valid"]) EXPECT_TRUE(is_ok(code)) << code;
    for (const std::string code : known["invalid"]) EXPECT_FALSE(is_ok(code)) << code;
    EXPECT_FALSE(is_ok(""));
    // No code may be found inside a longer text.
    const std::string valid = known["valid"][0];
    EXPECT_FALSE(is_ok(valid + " "));
    EXPECT_FALSE(is_ok(valid + "\n"));
    EXPECT_FALSE(is_ok(" " + valid));
}

TEST(Identifiers, UnifiedSocialCreditCodes) {
    expect_told_apart("uscc", uscc_ok);
}
TEST(Identifiers, ResidentIdentityNumbers) {
    expect_told_apart("resident_id", id_ok);
}
TEST(Identifiers, FoodLicenceNumbers) {
    expect_told_apart("food_licence_no", jy_ok);
}
TEST(Identifiers, MobileNumbers) {
    expect_told_apart("mobile", mobile_ok);
}
TEST(Identifiers, Plates) {
    expect_told_apart("plate", plate_ok);
}

TEST(Identifiers, EveryChangeOfOneDigitIsFound) {
    const std::string id = "11010519491231002X";
    for (std::size_t i = 0; i + 1 < id.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string changed = id;
            changed[i] = digit;
            EXPECT_EQ(id_ok(changed), changed == id) << changed;
        }
    }
}

TEST(Identifiers, PlatesOfNewEnergyVehiclesHaveTheirLetterFirstOrLast) {
    EXPECT_TRUE(plate_ok("川LF12345"));
    EXPECT_TRUE(plate_ok("川LDA2345"));
    EXPECT_TRUE(plate_ok("川L12345F"));
    EXPECT_FALSE(plate_ok("川LDAA345"));
    EXPECT_FALSE(plate_ok("川L1234AF"));
    EXPECT_FALSE(plate_ok("中L12345"));
    EXPECT_FALSE(plate_ok("川"));
    EXPECT_FALSE(plate_ok("川L"));
}

TEST(Identifiers, TheOrganisationCodeInsideIsCheckedSeparately) {
    const nlohmann::json known = vectors("identifiers.json");
    for (const std::string code : known["organisation_code"]) {
        const std::string inside = "00000000" + code.substr(0, 8) + code.substr(9) + "0";
        EXPECT_TRUE(uscc_inner_ok(inside)) << code;
    }
    EXPECT_TRUE(uscc_inner_ok("91350100M000100Y43"));
    EXPECT_FALSE(uscc_inner_ok("91350100M000100Y53"));
}

TEST(Identifiers, BirthAndAgeStandInTheIdentityNumber) {
    const nlohmann::json known = vectors("identifiers.json");
    for (const auto& person : known["births"]) {
        const std::string id = person["id"];
        EXPECT_EQ(format_day(id_birth(id).value()), person["birth"]);
        EXPECT_EQ(age_on(id, day("2025-03-03")), person["age_on_2025_03_03"]);
    }
    EXPECT_FALSE(id_birth("110105194912310021"));
    EXPECT_FALSE(age_on("110105194912310021", day("2025-03-03")));
}

TEST(Identifiers, ABirthdayCounts) {
    EXPECT_EQ(age_on("51110219850312997X", day("2025-03-11")), 39);
    EXPECT_EQ(age_on("51110219850312997X", day("2025-03-12")), 40);
    // Born on February 29: in other years the year is complete on March 1.
    EXPECT_EQ(age_on("511102200002299970", day("2025-02-28")), 24);
    EXPECT_EQ(age_on("511102200002299970", day("2025-03-01")), 25);
    EXPECT_EQ(age_on("511102200002299970", day("2000-01-01")), -1);
}

TEST(Identifiers, CheckDigitsMod11And10) {
    const nlohmann::json known = vectors("identifiers.json");
    for (const auto& number : known["mod11_10"]) {
        EXPECT_EQ(std::string(1, mod11_10(number["body"].get<std::string>())), number["check"]);
    }
}

}  // namespace
}  // namespace oneseal::sdk
