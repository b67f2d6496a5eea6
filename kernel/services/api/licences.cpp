// The register of licences.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "desk/register_repository.hpp"
#include "desk/views.hpp"

namespace oneseal::api {
namespace {

Error unknown_licence() {
    return {ErrorCode::not_found,
            "LICENCE_UNKNOWN",
            {"没有该许可证。", "There is no such licence."},
            {"请核对许可证编号。", "Check the licence's number."}};
}

// A licence may have no end.
Json end_of(const desk::StoredLicence& licence) {
    return licence.valid_to.empty() ? Json() : Json(licence.valid_to);
}

// A damaged row shows what can be read of it.
Json content_of(const desk::StoredLicence& licence) {
    Json content = Json::parse(licence.content, nullptr, false);
    return content.is_discarded() ? Json() : content;
}

Json licence_view(const desk::StoredLicence& licence) {
    return {{"number", licence.number},
            {"matter", licence.matter},
            {"department", licence.department},
            {"status", licence.status},
            {"holder", {{"name", licence.holder_name}, {"code", licence.holder_code}}},
            {"valid_from", licence.valid_from},
            {"valid_to", end_of(licence)},
            {"granted_on", licence.granted_on},
            {"content", content_of(licence)}};
}

// A row of the list, with the holder masked as the form's fields say.
Json list_view(const desk::StoredLicence& licence, const desk::County& county) {
    Json view = licence_view(licence);
    view.erase("content");
    const auto found = county.matters.find(licence.matter);
    const Matter* matter = found == county.matters.end() ? nullptr : found->second.matter.get();
    const std::string name_mask = matter != nullptr ? desk::mask_of(*matter, "name") : "name";
    const std::string code_mask = matter != nullptr ? desk::mask_of(*matter, "code") : "id";
    view["holder"] = {{"name", desk::masked(licence.holder_name, name_mask)},
                      {"code", desk::masked(licence.holder_code, code_mask)}};
    return view;
}

Result<desk::StoredLicence> find(desk::Desk& desk, const Call& call) {
    auto licence = desk::find_licence(desk.database(), call.county, call.parameter("n"));
    if (!licence) return licence.error();
    if (!*licence) return unknown_licence();
    return std::move(**licence);
}

Result<http::Response> show_licence(desk::Desk& desk, const Call& call) {
    const auto licence = find(desk, call);
    if (!licence) return licence.error();
    if (call.who->is_applicant() && !call.who->may_act_for(licence->holder_code))
        return unknown_licence();
    return answer(licence_view(*licence));
}

// What anybody may know of a licence whose number they hold in hand. LAW: 行政许可法 第四十条
Result<http::Response> verify_licence(desk::Desk& desk, const Call& call) {
    const auto licence = find(desk, call);
    if (!licence) return licence.error();
    const std::string today = sdk::format_day(legal_day(desk.clock().now()));
    const bool ended = !licence->valid_to.empty() && today > licence->valid_to;
    const bool valid = licence->status == "valid" && today >= licence->valid_from && !ended;
    return answer(Json{{"number", licence->number},
                       {"holder", licence->holder_name},
                       {"status", licence->status},
                       {"valid", valid},
                       {"valid_from", licence->valid_from},
                       {"valid_to", end_of(*licence)},
                       {"authority", to_json(desk.bureau().county(call.county)->terms.bureau)}});
}

Result<http::Response> list_licences(desk::Desk& desk, const Call& call) {
    if (call.who->is_applicant()) {
        return Error{
            ErrorCode::forbidden,
            "STAFF_ONLY",
            {"证照登记簿只供工作人员查看。", "The register is for staff."},
            {"凭证号可以公开核验。", "With its number, a licence can be verified publicly."}};
    }
    const auto limit = call.limit();
    if (!limit) return limit.error();
    auto list = desk::list_licences(desk.database(), call.county, call.query("cursor"), *limit + 1);
    if (!list) return list.error();
    Json next = Json();
    if (static_cast<int>(list->size()) > *limit) {
        list->pop_back();
        next = list->back().number;
    }
    Json licences = Json::array();
    const desk::County& county = *desk.bureau().county(call.county);
    for (const desk::StoredLicence& licence : *list) {
        licences.push_back(list_view(licence, county));
    }
    return answer(Json{{"licences", licences}, {"next_cursor", next}});
}

}  // namespace

void add_licence_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    desk::Desk& desk = on.desk;
    const std::string licences = "/api/v1/counties/{c}/licences";
    router.add("GET",
               licences,
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&desk](const Call& call) { return list_licences(desk, call); }));
    router.add("GET",
               licences + "/{n}",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&desk](const Call& call) { return show_licence(desk, call); }));
    router.add("GET",
               licences + "/{n}/verification",
               http::Body::none,
               doorway.at_work(SignIn::optional,
                               [&desk](const Call& call) { return verify_licence(desk, call); }));
}

}  // namespace oneseal::api
