// Codes with a shape and a check digit. Each takes ASCII only, upper case, without blanks: whoever
// takes input from people cleans it first. Everything is pure. [any thread]
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "days/days.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// 统一社会信用代码, GB 32100-2015: the outer check character only.
bool uscc_ok(std::string_view code);
// The organisation code inside it, GB 11714. Real codes exist that fail: worth a warning, no more.
// REQUIRES: uscc_ok(code).
bool uscc_inner_ok(std::string_view code);

// 公民身份号码, GB 11643-1999: shape, a real date of birth, check character. Not the division code.
bool id_ok(std::string_view number);
// Nullopt for what is not id_ok.
std::optional<Day> id_birth(std::string_view number);
// Completed years on that day; the birthday counts. Negative before the birth.
std::optional<int> age_on(std::string_view number, Day day);

// id_ok, and what it says of a person can be true: born not after that day and less than 150 years
// before it, a province that exists, not one digit over and over. Those of residents from Hong
// Kong, Macao and Taiwan (81 to 83) and of foreigners with permanent residence (9 and the province)
// too.
bool id_can_be(std::string_view number, Day on);
// That, or another document that a person may have: 港澳居民来往内地通行证 (H or M and 8 or 10
// digits), 台湾居民来往大陆通行证 (8 digits; formerly 10 and a letter), the former card of
// permanent residence (3 letters and 12 digits), a passport (5 to 12 letters and digits).
bool person_id_can_be(std::string_view number, Day on);

// A mainland mobile number, a landline with its area code, a service number, or another country's
// number from its plus on.
bool phone_ok(std::string_view number);

// ISO 7064 MOD 11,10 (GB/T 17710). REQUIRES: digits only.
char mod11_10(std::string_view digits);

// 食品经营许可证编号: JY and 14 digits, the last a check digit.
bool jy_ok(std::string_view number);
bool mobile_ok(std::string_view number);
// 号牌, also of new energy vehicles.
bool plate_ok(std::string_view plate);

}  // namespace v0_9
}  // namespace oneseal::sdk
