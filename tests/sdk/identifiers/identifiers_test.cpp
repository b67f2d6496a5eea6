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

// The check character that makes 17 characters a number.
std::string with_check(const std::string& body) {
    for (const char check : std::string("0123456789X")) {
        if (id_ok(body + check)) return body + check;
    }
    return body + "?";
}

TEST(Identifiers, ACitizenNumberCanBeSomebodys) {
    const Day today = *parse_day("2026-03-02");
    const auto can_be = [&](const std::string& body) { return id_can_be(with_check(body), today); };
    EXPECT_TRUE(id_can_be("51110219850312997X", today));
    EXPECT_TRUE(id_can_be("440524188001010014", today));
    EXPECT_TRUE(can_be("11010520260302001"));
    EXPECT_FALSE(can_be("11010520260303001")) << "born tomorrow";
    EXPECT_TRUE(can_be("11010518760303001")) << "149 years old";
    EXPECT_FALSE(can_be("11010518760302001")) << "150 years old";
    for (const char* nowhere : {"10", "16", "39", "47", "55", "66", "84"}) {
        EXPECT_FALSE(can_be(std::string(nowhere) + "010519491231002")) << nowhere;
    }
    for (const char* province : {"71", "81", "82", "83", "46", "65"}) {
        EXPECT_TRUE(can_be(std::string(province) + "000019851231002")) << province;
    }
    // The card of permanent residence: 9, the province, the country.
    EXPECT_TRUE(can_be("95184019851231002"));
    EXPECT_FALSE(can_be("91084019851231002"));
    EXPECT_FALSE(id_can_be("111111111111111111", today));
    EXPECT_FALSE(id_can_be("51110219850312997x", today));
}

TEST(Identifiers, EverybodysDocuments) {
    const Day today = *parse_day("2026-03-02");
    for (const char* number : {"51110219850312997X",
                               "H12345678",
                               "M1234567801",
                               "12345678",
                               "1234567890B",
                               "USA123456789012",
                               "E55443322",
                               "G1234567",
                               "XR1001R58"}) {
        EXPECT_TRUE(person_id_can_be(number, today)) << number;
    }
    for (const char* number : {"",
                               "不知道",
                               "NONE",
                               "UNKNOWN",
                               "0000000",
                               "E5544 3322",
                               "e55443322",
                               "511102198503129",
                               "511102198503129971",
                               "1234",
                               "E123456789012"}) {
        EXPECT_FALSE(person_id_can_be(number, today)) << number;
    }
}

TEST(Identifiers, TelephoneNumbersOfEverybody) {
    for (const char* number : {"13800000001",
                               "08332345678",
                               "01012345678",
                               "08332345678802",
                               "08332345678转802",
                               "4008123123",
                               "12345",
                               "95588",
                               "+85291234567",
                               "+14155552671"}) {
        EXPECT_TRUE(phone_ok(number)) << number;
    }
    for (const char* number : {"",
                               "+",
                               "+0123456789",
                               "12800000001",
                               "2345678",
                               "0833",
                               "00833234567",
                               "+8529123abcd",
                               "08332345678转",
                               "没有",
                               "1380000000",
                               "138000000011",
                               "0833-2345678"}) {
        EXPECT_FALSE(phone_ok(number)) << number;
    }
}

}  // namespace
}  // namespace oneseal::sdk
