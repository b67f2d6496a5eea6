// What came in, how it was decided and how long it took: numbers for those who lead and supervise,
// each with the filter that lists its cases.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "api/parts.hpp"
#include "desk/figures_repository.hpp"

namespace oneseal::api {
namespace {

constexpr std::chrono::days longest_period{400};

struct Period {
    Day from{};
    Day to{};
};

enum class Grouping { department, section, day, matter };
constexpr EnumNames<Grouping, 4> groupings{{"department", "section", "day", "matter"}};

struct Tally {
    long long received = 0;
    long long accepted = 0;
    long long surveyed = 0;
    long long ended = 0;
    long long open = 0;
    long long overdue = 0;
    desk::DecidedFigures decisions{};
    std::set<std::string> matters{};  // all that were counted

    void add(const desk::DecidedFigures& more) {
        decisions.decided.count += more.decided.count;
        decisions.granted += more.granted;
        decisions.on_time += more.on_time;
        decisions.late += more.late;
        decisions.with_days += more.with_days;
        decisions.days_used += more.days_used;
        decisions.with_minutes += more.with_minutes;
        decisions.minutes_used += more.minutes_used;
        decisions.with_saving += more.with_saving;
        decisions.days_saved += more.days_saved;
    }
};

// The days of the query: this month up to today where it names none.
Result<Period> period_of(const Call& call, Day today) {
    const auto read = [&](const char* name, Day usual) {
        const std::string text = call.query(name);
        return text.empty() ? std::optional(usual) : sdk::parse_day(text);
    };
    const auto to = read("to", today);
    if (!to) return errors::period_invalid();
    const std::chrono::year_month_day date{*to};
    const auto from = read("from", Day{date.year() / date.month() / std::chrono::day{1}});
    if (!from || *from > *to || *to - *from > longest_period) return errors::period_invalid();
    return Period{*from, *to};
}

Result<Grouping> grouping_of(const Call& call) {
    const std::string name = call.query("by");
    if (name.empty()) return Grouping::department;
    if (const auto found = groupings.find(name)) return *found;
    return errors::grouping_unknown(name);
}

std::string section_of(const desk::County& county, const std::string& matter) {
    const desk::MatterInForce* found = county.matter(matter);
    return found == nullptr ? "" : found->deciding_section;
}

// Counts the cases that its reader may list, by group and altogether.
class Statistics {
  public:
    Statistics(const desk::County& county,
               const access::Principal& who,
               Grouping by,
               const Period& period)
        : county_(county), rights_(desk::list_rights(who, county)), by_(by), period_(period) {}

    Result<void> count(storage::Database& database, Day today) {
        const std::string& code = county_.terms.code;
        const desk::Period days{sdk::format_day(period_.from), sdk::format_day(period_.to)};
        const std::pair<desk::Step, long long Tally::*> steps[] = {
            {desk::Step::received, &Tally::received},
            {desk::Step::accepted, &Tally::accepted},
            {desk::Step::surveyed, &Tally::surveyed},
            {desk::Step::ended, &Tally::ended}};
        for (const auto& step : steps) {
            const auto counted = desk::count_step(database, code, step.first, days);
            if (!counted) return counted.error();
            for (const desk::DayFigures& one : *counted) {
                each(one, [&](Tally& tally) { tally.*step.second += one.count; });
            }
        }
        const auto decisions = desk::count_decisions(database, code, days);
        if (!decisions) return decisions.error();
        for (const desk::DecidedFigures& one : *decisions) {
            each(one.decided, [&](Tally& tally) { tally.add(one); });
        }
        const auto open = desk::count_open(database, code, sdk::format_day(today));
        if (!open) return open.error();
        for (const desk::OpenFigures& one : *open) {
            each({one.department, one.matter}, [&](Tally& tally) {
                tally.open += one.open;
                tally.overdue += one.overdue;
            });
        }
        return {};
    }

    Json answer() const {
        Json groups = Json::array();
        for (const auto& [key, tally] : groups_) {
            Json group = figures(tally, key);
            group["key"] = key;
            group["title"] = title(key);
            groups.push_back(std::move(group));
        }
        return {{"from", sdk::format_day(period_.from)},
                {"to", sdk::format_day(period_.to)},
                {"by", groupings.of(by_)},
                {"total", figures(total_, "")},
                {"groups", std::move(groups)}};
    }

  private:
    template <typename Add>
    void each(const desk::DayFigures& of, Add add) {
        if (!may_count(of.matter)) return;
        total_.matters.insert(of.matter);
        add(total_);
        // What is open now is open on no day of the period.
        if (by_ == Grouping::day && of.day.empty()) return;
        Tally& group = groups_[key_of(of)];
        group.matters.insert(of.matter);
        add(group);
    }

    bool may_count(const std::string& matter) const {
        return rights_.every_filed ||
               std::ranges::find(rights_.filed, matter) != rights_.filed.end();
    }

    std::string key_of(const desk::DayFigures& of) const {
        switch (by_) {
            case Grouping::department:
                return of.department;
            case Grouping::section:
                return section_of(county_, of.matter);
            case Grouping::day:
                return of.day;
            case Grouping::matter:
                return of.matter;
        }
        return "";
    }

    Json title(const std::string& key) const {
        if (by_ == Grouping::section) {
            for (const Json& section : member(county_.document, "sections")) {
                if (text_at(section, "id") == key) return member(section, "title");
            }
        }
        for (const auto& [id, in_force] : county_.matters) {
            if (by_ == Grouping::matter && id == key) return to_json(in_force.matter->title);
            if (by_ == Grouping::department && in_force.plugin == key) {
                return in_force.matter->department_title;
            }
        }
        return {};
    }

    // What cuts a list down to the group.
    std::string of_group(const Tally& tally, const std::string& key) const {
        const bool whole = &tally == &total_ || by_ == Grouping::day;
        if (whole && rights_.every_filed) return "";
        if (!whole && by_ != Grouping::section)
            return "&" + std::string(groupings.of(by_)) + "=" + key;
        std::string matters;
        for (const std::string& matter : tally.matters) {
            matters += (matters.empty() ? "" : ",") + matter;
        }
        return "&matter=" + matters;
    }

    Json figures(const Tally& tally, const std::string& key) const {
        const bool one_day = by_ == Grouping::day && &tally != &total_;
        const std::string from = one_day ? key : sdk::format_day(period_.from);
        const std::string to = one_day ? key : sdk::format_day(period_.to);
        const auto number = [&](long long count, const std::string& filter) {
            return Json{{"count", count}, {"filter", filter + of_group(tally, key)}};
        };
        const auto in_period = [&](long long count, const std::string& step, const char* more) {
            return number(count, step + "_from=" + from + "&" + step + "_to=" + to + more);
        };
        const auto now = [&](long long count, const char* filter) {
            return one_day ? Json() : number(count, filter);
        };
        const auto average = [](long long sum, long long of) {
            return of == 0 ? Json() : Json(std::round(100.0 * double(sum) / double(of)) / 100);
        };
        const desk::DecidedFigures& done = tally.decisions;
        const long long refused = done.decided.count - done.granted;
        return {{"received", in_period(tally.received, "received", "")},
                {"accepted", in_period(tally.accepted, "accepted", "")},
                {"surveyed", in_period(tally.surveyed, "surveyed", "")},
                {"decided", in_period(done.decided.count, "decided", "")},
                {"granted", in_period(done.granted, "decided", "&outcome=grant")},
                {"refused", in_period(refused, "decided", "&outcome=refuse")},
                {"ended", in_period(tally.ended, "ended", "")},
                {"on_time", in_period(done.on_time, "decided", "&late=false")},
                {"late", in_period(done.late, "decided", "&late=true")},
                {"open", now(tally.open, "open=true")},
                {"overdue", now(tally.overdue, "overdue=true")},
                {"average_days", average(done.days_used, done.with_days)},
                {"average_minutes", average(done.minutes_used, done.with_minutes)},
                {"average_days_saved", average(done.days_saved, done.with_saving)}};
    }

    const desk::County& county_;
    const desk::ListRights rights_;
    const Grouping by_;
    const Period period_;
    Tally total_{};
    std::map<std::string, Tally> groups_{};
};

Result<http::Response> show_statistics(const Call& call) {
    if (auto may = require(*call.who, Part::figures); !may) return may.error();
    const Day today = legal_day(call.desk.clock().now());
    const auto period = period_of(call, today);
    if (!period) return period.error();
    const auto by = grouping_of(call);
    if (!by) return by.error();
    Statistics statistics(call.desk.county(call.county), *call.who, *by, *period);
    if (auto counted = statistics.count(call.desk.database(), today); !counted)
        return counted.error();
    return answer(statistics.answer());
}

}  // namespace

void add_statistics_routes(http::Router& router, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties/{c}/statistics",
               http::Body::none,
               doorway.at_work(SignIn::needed, show_statistics, {"from", "to", "by"}));
}

}  // namespace oneseal::api
