// The register of licences.
#include <nlohmann/json.hpp>
#include <set>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "base/text_normal.hpp"
#include "desk/register_repository.hpp"
#include "desk/views.hpp"
#include "desk/views/public.hpp"
#include "log/log.hpp"

namespace oneseal::api {
namespace {

constexpr Message licence_damaged{
    "API_LICENCE_DAMAGED",
    Level::error,
    "The row of licence {} in the register cannot be read; it is left out.",
    "Run oneseal journal verify, and restore the row from the backup."};

// A licence may have no end.
Json end_of(const desk::StoredLicence& licence) {
    return licence.valid_to.empty() ? Json() : Json(licence.valid_to);
}

Result<Json> licence_view(const desk::StoredLicence& licence, Day today) {
    Json content = Json::parse(licence.content, nullptr, false);
    if (content.is_discarded()) {
        log(licence_damaged, licence.number);
        return errors::licence_damaged(licence.number);
    }
    Json view{{"number", licence.number},
              {"matter", licence.matter},
              {"department", licence.department},
              {"status", desk::status_on(licence, today)},
              {"holder", {{"name", licence.holder_name}, {"code", licence.holder_code}}},
              {"valid_from", licence.valid_from},
              {"valid_to", end_of(licence)},
              {"granted_on", licence.granted_on},
              {"content", std::move(content)}};
    return Result<Json>(boost::system::in_place_value, std::move(view));
}

// A row of the list, with the holder masked as the form's fields say.
Json list_view(const desk::StoredLicence& licence, Json view, const desk::County& county) {
    view.erase("content");
    const std::string name_mask = desk::mask_of(county, licence.matter, "name");
    const std::string code_mask = desk::mask_of(county, licence.matter, "code");
    view["holder"] = {
        {"name", desk::masked(desk::shortened(licence.holder_name, desk::longest_name), name_mask)},
        {"code",
         desk::masked(desk::shortened(licence.holder_code, desk::longest_code), code_mask)}};
    return view;
}

// As it was typed: outside numbers are what they are, ours are in capitals without blanks.
Result<desk::StoredLicence> find(const Call& call) {
    const std::string typed = call.parameter("n");
    auto licence = desk::find_licence(call.desk.database(), call.county, typed);
    if (licence && !*licence) {
        licence = desk::find_licence(call.desk.database(), call.county, normal_code(typed));
    }
    if (!licence) return licence.error();
    if (!*licence) return errors::licence_unknown();
    return std::move(**licence);
}

Result<http::Response> show_licence(const Call& call) {
    const auto licence = find(call);
    if (!licence) return licence.error();
    const desk::County& county = call.desk.county(call.county);
    if (!desk::may_read_licence(*call.who, licence->matter, licence->holder_code, county)) {
        return errors::licence_unknown();
    }
    const auto view = licence_view(*licence, legal_day(call.desk.clock().now()));
    if (!view) return view.error();
    return answer(*view);
}

Result<http::Response> verify_licence(const Call& call) {
    const auto licence = find(call);
    if (!licence) return licence.error();
    return answer(desk::verification_view(
        *licence, call.desk.county(call.county), legal_day(call.desk.clock().now())));
}

Result<http::Response> list_licences(const Call& call) {
    if (call.who->is_applicant()) {
        return errors::staff_only(errors::register_of_licences());
    }
    const auto limit = call.limit();
    if (!limit) return limit.error();
    const desk::County& county = call.desk.county(call.county);
    const desk::ListRights rights = desk::list_rights(*call.who, county);
    auto list = desk::list_licences(
        call.desk.database(), call.county, rights, call.query("cursor"), *limit + 1);
    if (!list) return list.error();
    Json next = Json();
    if (static_cast<int>(list->size()) > *limit) {
        list->pop_back();
        next = list->back().number;
    }
    const Day today = legal_day(call.desk.clock().now());
    Json licences = Json::array();
    for (const desk::StoredLicence& licence : *list) {
        // The others are shown all the same.
        if (auto view = licence_view(licence, today)) {
            licences.push_back(list_view(licence, std::move(*view), county));
        }
    }
    return answer(Json{{"licences", licences}, {"next_cursor", next}});
}

// Null where the licence has no end; below zero once it is over.
Json days_left(const desk::StoredLicence& licence, Day today) {
    const auto last = sdk::parse_day(licence.valid_to);
    return last ? Json((*last - today).count()) : Json();
}

Result<http::Response> list_own_licences(const Call& call) {
    const access::Principal& who = *call.who;
    if (!who.is_applicant() || !who.verified) return errors::own_licences_only();
    const auto limit = call.limit();
    if (!limit) return limit.error();
    std::set<std::string> codes{normal_code(who.id_number)};
    for (const access::Represented& party : who.represents) codes.insert(normal_code(party.code));
    codes.erase("");
    auto list = desk::list_own_licences(
        call.desk.database(), call.county, codes, call.query("cursor"), *limit + 1);
    if (!list) return list.error();
    Json next = Json();
    if (static_cast<int>(list->size()) > *limit) {
        list->pop_back();
        next = list->back().number;
    }
    const Day today = legal_day(call.desk.clock().now());
    Json licences = Json::array();
    const desk::County& county = call.desk.county(call.county);
    for (const desk::StoredLicence& licence : *list) {
        // Who has authorised it may have done so for other counties or matters only.
        if (!desk::may_read_licence(who, licence.matter, licence.holder_code, county)) continue;
        auto view = licence_view(licence, today);
        if (!view) continue;
        view->erase("content");
        (*view)["days_left"] = days_left(licence, today);
        licences.push_back(std::move(*view));
    }
    return answer(Json{{"licences", licences}, {"next_cursor", next}});
}

}  // namespace

http::Handler for_anybody_who_verifies(const Foundation& on,
                                       const Doorway& doorway,
                                       AtWork handler) {
    const auto queue = [&on](const Call& call, std::function<void()> work) -> Result<void> {
        if (auto allowed = on.limits.verification(call); !allowed) return allowed;
        if (!on.pool.post(std::move(work))) return errors::api_busy();
        return {};
    };
    return doorway.queued(SignIn::optional, queue, std::move(handler));
}

void add_licence_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string licences = "/api/v1/counties/{c}/licences";
    router.add("GET",
               licences,
               http::Body::none,
               doorway.at_work(SignIn::needed, list_licences, {"cursor", "limit"}));
    router.add("GET",
               "/api/v1/counties/{c}/my/licences",
               http::Body::none,
               doorway.at_work(SignIn::needed, list_own_licences, {"cursor", "limit"}));
    router.add(
        "GET", licences + "/{n}", http::Body::none, doorway.at_work(SignIn::needed, show_licence));
    router.add("GET",
               licences + "/{n}/verification",
               http::Body::none,
               for_anybody_who_verifies(on, doorway, verify_licence));
}

}  // namespace oneseal::api
