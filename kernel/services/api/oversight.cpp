// What an installation runs by: plugins and their state, a county's configuration, the calendar.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/host_state.hpp"
#include "api/parts.hpp"
#include "api/tagged.hpp"

namespace oneseal::api {
namespace {

// Of every county: a package is the same everywhere.
std::set<std::string> matters_of(const desk::Generation& generation, const std::string& digest) {
    std::set<std::string> matters;
    for (const auto& [code, county] : generation.counties) {
        for (const auto& [id, in_force] : county.matters) {
            if (in_force.package_digest == digest) matters.insert(id);
        }
        for (const desk::MatterInForce& other : county.others) {
            if (other.package_digest == digest) matters.insert(other.matter->id);
        }
    }
    return matters;
}

Json instant_or_null(const std::optional<Instant>& at) {
    return at ? Json(format_instant(*at)) : Json();
}

Json fence_or_null(const host::Fence& fence) {
    if (!fence.stands) return {};
    return {{"landlock", fence.landlock}, {"seccomp", fence.seccomp}};
}

Result<http::Response> list_plugins(const Call& call) {
    if (auto may = require(*call.who, Part::installation); !may) return may.error();
    Json plugins = Json::array();
    for (const host::HostStatus& status : call.desk.hosts().status()) {
        const Json last_error = {{"code", status.last_error},
                                 {"at", instant_or_null(status.last_error_at)}};
        plugins.push_back({{"id", status.package},
                           {"version", status.version},
                           {"digest", status.digest},
                           {"state", name_of(status.state)},
                           {"matters", matters_of(call.desk.generation(), status.digest)},
                           {"processes", status.pid == 0 ? 0 : 1},
                           {"calls", status.calls},
                           {"failures", status.failures},
                           {"restarts", status.restarts},
                           {"fence", fence_or_null(status.fence)},
                           {"circuit_open_until", instant_or_null(status.circuit_open_until)},
                           {"checks_refused_until", instant_or_null(status.checks_refused_until)},
                           {"last_error", status.last_error.empty() ? Json() : last_error}});
    }
    Json left_out = Json::array();
    for (const desk::LeftOut& one : call.desk.generation().left_out) {
        left_out.push_back({{"package", one.package},
                            {"code", one.why.id},
                            {"message", to_json(one.why.message)}});
    }
    return answer(Json{{"plugins", std::move(plugins)}, {"left_out", std::move(left_out)}});
}

// Without what a package is set by, which may hold passwords for other systems, and without whose
// cases an officer keeps away from, which only who supervises draws may read.
Result<http::Response> show_configuration(const Call& call) {
    if (auto may = require(*call.who, Part::installation); !may) return may.error();
    Json document = call.desk.county(call.county).document;
    for (Json& plugin : document["plugins"]) plugin.erase("settings");
    for (Json& person : document["people"]) person.erase("conflicts");
    return answer(Json{{"configuration", std::move(document)}});
}

Json notice_view(const Json& notice) {
    return {{"id", member(notice, "id")},
            {"title", member(notice, "title")},
            {"year", member(notice, "year")},
            {"issued_on", member(notice, "issued_on")},
            {"source", member(notice, "source")},
            {"days_off", member(notice, "days_off")},
            {"workdays", member(notice, "workdays")}};
}

// What differs from the week: days off and workdays, as the kernel counts them.
Json year_view(const sdk::WorkCalendar& calendar, int number) {
    const std::chrono::year year{number};
    const Day first = year / std::chrono::January / 1;
    const Day last = year / std::chrono::December / 31;
    Json days_off = Json::array();
    Json workdays = Json::array();
    for (Day day = first; day <= last; day += std::chrono::days{1}) {
        const sdk::DayKind kind = calendar.reason(day).kind;
        if (kind == sdk::DayKind::holiday || kind == sdk::DayKind::fixed_holiday) {
            days_off.push_back(sdk::format_day(day));
        }
        if (kind == sdk::DayKind::adjusted_workday) workdays.push_back(sdk::format_day(day));
    }
    return {{"year", number},
            {"provisional", !calendar.published(number)},
            {"days_off", std::move(days_off)},
            {"workdays", std::move(workdays)}};
}

// The years of the notices, and up to the next one, whose days are guessed until its notice comes.
Result<http::Response> show_calendars(const Call& call) {
    const desk::Generation& generation = call.desk.generation();
    const std::chrono::year_month_day today{legal_day(call.desk.clock().now())};
    const int next_year = static_cast<int>(today.year()) + 1;
    std::set<int> years{next_year - 1, next_year};
    Json notices = Json::array();
    for (const Json& notice : generation.notices) {
        notices.push_back(notice_view(notice));
        years.insert(notice.value("year", next_year));
    }
    Json list = Json::array();
    for (const int year : years) list.push_back(year_view(generation.calendar, year));
    return tagged(call, Json{{"notices", std::move(notices)}, {"years", std::move(list)}});
}

}  // namespace

void add_oversight_routes(http::Router& router, const Doorway& doorway) {
    router.add(
        "GET", "/api/v1/plugins", http::Body::none, doorway.at_work(SignIn::needed, list_plugins));
    router.add("GET",
               "/api/v1/counties/{c}/configuration",
               http::Body::none,
               doorway.at_work(SignIn::needed, show_configuration));
    router.add("GET",
               "/api/v1/counties/{c}/calendars",
               http::Body::none,
               doorway.at_work(SignIn::optional, show_calendars));
}

}  // namespace oneseal::api
