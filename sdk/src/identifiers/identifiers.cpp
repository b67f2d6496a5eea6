#include "identifiers/identifiers.hpp"

#include <algorithm>
#include <array>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

constexpr std::string_view digits = "0123456789";

bool all_in(std::string_view text, std::string_view alphabet) {
    return text.find_first_not_of(alphabet) == std::string_view::npos;
}

template <std::size_t count>
int weighted_sum(std::string_view text,
                 std::string_view alphabet,
                 const std::array<int, count>& weights) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += static_cast<int>(alphabet.find(text[i])) * weights[i];
    }
    return sum;
}

}  // namespace

bool uscc_ok(std::string_view code) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    constexpr std::array<int, 17> weights = {
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    if (code.size() != 18 || !all_in(code, alphabet)) return false;
    const int check = (31 - weighted_sum(code, alphabet, weights) % 31) % 31;
    return alphabet[static_cast<std::size_t>(check)] == code[17];
}

bool uscc_inner_ok(std::string_view code) {
    // Here letters count as in base 36, with the letters that the outer alphabet leaves out.
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::array<int, 8> weights = {3, 7, 9, 10, 5, 8, 4, 2};
    const int sum = weighted_sum(code.substr(8, 8), alphabet, weights);
    return "0X987654321"[static_cast<std::size_t>(sum % 11)] == code[16];
}

bool id_ok(std::string_view number) {
    return id_birth(number).has_value();
}

std::optional<Day> id_birth(std::string_view number) {
    constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (number.size() != 18 || !all_in(number.substr(0, 17), digits) || number[0] == '0') return {};
    const int sum = weighted_sum(number, digits, weights);
    if ("10X98765432"[static_cast<std::size_t>(sum % 11)] != number[17]) return {};
    std::string birth(number.substr(6, 4));
    birth.append("-").append(number.substr(10, 2)).append("-").append(number.substr(12, 2));
    return parse_day(birth);
}

bool id_can_be(std::string_view number, Day on) {
    constexpr std::array<std::string_view, 35> provinces = {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
        "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
        "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"};
    const auto birth = id_birth(number);
    if (!birth || *birth > on || *age_on(number, on) >= 150) return false;
    if (number.find_first_not_of(number[0]) == std::string_view::npos) return false;
    const std::string_view province = number.substr(number[0] == '9' ? 1 : 0, 2);
    return std::ranges::find(provinces, province) != provinces.end();
}

bool person_id_can_be(std::string_view number, Day on) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view both = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (number.size() == 18) return id_can_be(number, on);
    if (!all_in(number, both)) return false;
    if (number.size() == 15) {
        return all_in(number.substr(0, 3), letters) && all_in(number.substr(3), digits);
    }
    // Somebody's name is no number, and neither is one sign over and over.
    return number.size() >= 5 && number.size() <= 12 &&
           number.find_first_of(digits) != std::string_view::npos &&
           number.find_first_not_of(number[0]) != std::string_view::npos;
}

std::optional<int> age_on(std::string_view number, Day day) {
    const auto birth = id_birth(number);
    if (!birth) return {};
    const std::chrono::year_month_day born{*birth};
    const std::chrono::year_month_day today{day};
    const bool before_birthday =
        std::pair(today.month(), today.day()) < std::pair(born.month(), born.day());
    return static_cast<int>((today.year() - born.year()).count()) - (before_birthday ? 1 : 0);
}

char mod11_10(std::string_view body) {
    int p = 10;
    for (const char c : body) {
        p = (p + (c - '0')) % 10;
        p = (p == 0 ? 10 : p) * 2 % 11;
    }
    return static_cast<char>('0' + (11 - p) % 10);
}

bool jy_ok(std::string_view number) {
    return number.size() == 16 && number.starts_with("JY") && number[2] >= '1' &&
           number[2] <= '3' && all_in(number.substr(2), digits) &&
           mod11_10(number.substr(2, 13)) == number[15];
}

bool mobile_ok(std::string_view number) {
    return number.size() == 11 && number[0] == '1' && number[1] >= '3' && all_in(number, digits);
}

bool phone_ok(std::string_view number) {
    const auto sized = [&](std::size_t least, std::size_t most) {
        return number.size() >= least && number.size() <= most;
    };
    if (number.starts_with('+')) {
        return sized(8, 16) && number[1] != '0' && all_in(number.substr(1), digits);
    }
    constexpr std::string_view extension = "转";
    const std::size_t extended = number.find(extension);
    if (extended != std::string_view::npos) {
        const std::string_view inside = number.substr(extended + extension.size());
        if (inside.empty() || inside.size() > 6 || !all_in(inside, digits)) return false;
        number = number.substr(0, extended);
    }
    if (number.empty() || !all_in(number, digits)) return false;
    // An extension may also follow without a word.
    if (number[0] == '0') return sized(10, 18) && number[1] != '0';
    if (number.starts_with("400") || number.starts_with("800")) return number.size() == 10;
    return mobile_ok(number) || (sized(5, 6) && (number[0] == '1' || number[0] == '9'));
}

bool plate_ok(std::string_view plate) {
    // No I and no O: they look like digits.
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    constexpr std::string_view letters_and_digits = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    constexpr std::array<std::string_view, 31> provinces = {
        "京", "津", "沪", "渝", "冀", "豫", "云", "辽", "黑", "湘", "皖",
        "鲁", "新", "苏", "浙", "赣", "鄂", "桂", "甘", "晋", "蒙", "陕",
        "吉", "闽", "贵", "粤", "青", "藏", "川", "宁", "琼"};
    const auto is_start = [&](std::string_view province) { return plate.starts_with(province); };
    if (std::none_of(provinces.begin(), provinces.end(), is_start)) return false;
    std::string_view rest = plate.substr(provinces[0].size());
    if (rest.empty() || !all_in(rest.substr(0, 1), letters)) return false;
    rest.remove_prefix(1);
    if (rest.size() == 5) return all_in(rest, letters_and_digits);
    if (rest.size() != 6) return false;
    const bool small = (rest[0] == 'D' || rest[0] == 'F') &&
                       all_in(rest.substr(1, 1), letters_and_digits) &&
                       all_in(rest.substr(2), digits);
    const bool large = (rest[5] == 'D' || rest[5] == 'F') && all_in(rest.substr(0, 5), digits);
    return small || large;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
