#include "app/demo/office_hours.hpp"

namespace oneseal::demo {
namespace {

using namespace std::chrono_literals;

constexpr auto opens = 9h;
constexpr auto closes = 17h + 30min;

Instant in_the_morning(Day day, Chance& chance) {
    return start_of(day) + opens + std::chrono::seconds{chance.below(5400)};
}

}  // namespace

Instant on_day(Day day, Chance& chance) {
    constexpr int open_s = static_cast<int>(std::chrono::seconds(closes - opens).count());
    return start_of(day) + opens + std::chrono::seconds{chance.below(open_s)} +
           std::chrono::milliseconds{chance.below(1000)};
}

Instant after(const Json& step, Instant from, const sdk::WorkCalendar& calendar, Chance& chance) {
    const Json& delay = step["after"];
    const bool by_days = delay.contains("days");
    const int days = by_days ? chance.between(delay["days"]) : 0;
    if (days > 0) return on_day(calendar.add_workdays(legal_day(from), days)->day, chance);
    const int minutes = by_days ? chance.between(10, 150) : chance.between(delay["minutes"]);
    const Instant then =
        from + std::chrono::minutes{minutes} + std::chrono::milliseconds{chance.below(60'000)};
    if (!by_days && step["by"] == "applicant") return then;
    const Day day = legal_day(then);
    if (calendar.is_workday(day) && then < start_of(day) + closes) {
        return std::max(then, start_of(day) + Instant::duration{opens});
    }
    return in_the_morning(calendar.add_workdays(day, 1)->day, chance);
}

}  // namespace oneseal::demo
