#include "base/clock.hpp"

#include <charconv>
#include <cstdio>

namespace oneseal {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours china_offset{8};

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    if (at + count > text.size()) return {};
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

// The fraction behind the seconds in milliseconds, and the offset that follows it.
struct Rest {
    int milliseconds_count = 0;
    std::chrono::minutes offset{0};
};

std::optional<Rest> parse_rest(std::string_view text) {
    Rest rest;
    if (!text.empty() && text[0] == '.') {
        std::size_t n = 0;
        int scale = 100;
        for (text.remove_prefix(1); n < text.size() && n < 3 && text[n] >= '0' && text[n] <= '9';
             ++n) {
            rest.milliseconds_count += (text[n] - '0') * scale;
            scale /= 10;
        }
        if (n == 0) return {};
        text.remove_prefix(n);
    }
    if (text == "Z") return rest;
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (text.size() != 6 || text[3] != ':' || !hours || !minutes || *hours > 23 || *minutes > 59) {
        return {};
    }
    if (text[0] != '+' && text[0] != '-') return {};
    rest.offset = std::chrono::minutes{(text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes)};
    return rest;
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

Day legal_day(Instant instant) {
    return std::chrono::floor<std::chrono::days>(instant + china_offset);
}

Instant start_of(Day day) {
    return Instant{day} - china_offset;
}

std::string day_text(const std::optional<Day>& day) {
    return day ? sdk::format_day(*day) : "";
}

std::string format_instant(Instant instant) {
    const auto local = instant + china_offset;
    const Day day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss time{local - day};
    char buffer[32];
    std::snprintf(buffer,
                  sizeof buffer,
                  "T%02d:%02d:%02d.%03d+08:00",
                  static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return sdk::format_day(day) + buffer;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return {};
    const auto day = sdk::parse_day(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    const auto rest = parse_rest(text.substr(19));
    if (!day || !hour || !minute || !second || !rest || text[13] != ':' || text[16] != ':')
        return {};
    if (*hour > 23 || *minute > 59 || *second > 59) return {};
    return Instant{*day} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second} + milliseconds{rest->milliseconds_count} - rest->offset;
}

}  // namespace oneseal
