// The register of licences.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "desk/register_repository.hpp"
#include "desk/views.hpp"
#include "desk/views/public.hpp"

namespace oneseal::api {
namespace {

Error unknown_licence() {
    return {ErrorCode::not_found,
            "LICENCE_UNKNOWN",
            {"没有该许可证。", "There is no such licence."},
            {"请核对许可证编号。", "Check the licence's number."}};
}

Json licence_view(const desk::StoredLicence& licence) {
    return {{"number", licence.number},
            {"matter", licence.matter},
            {"department", licence.department},
            {"status", licence.status},
            {"holder", {{"name", licence.holder_name}, {"code", licence.holder_code}}},
            {"valid_from", licence.valid_from},
            {"valid_to", licence.valid_to},
            {"granted_on", licence.granted_on},
            {"content", Json::parse(licence.content)}};
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
    const desk::County& county = *desk.bureau().county(call.county);
    if (!desk::may_read_licence(*call.who, licence->matter, licence->holder_code, county)) {
        return unknown_licence();
    }
    return answer(licence_view(*licence));
}

Result<http::Response> verify_licence(desk::Desk& desk, const Call& call) {
    const auto licence = find(desk, call);
    if (!licence) return licence.error();
    return answer(desk::verification_view(
        *licence, *desk.bureau().county(call.county), legal_day(desk.clock().now())));
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
    const desk::County& county = *desk.bureau().county(call.county);
    const desk::ListRights rights = desk::list_rights(*call.who, county);
    auto list =
        desk::list_licences(desk.database(), call.county, rights, call.query("cursor"), *limit + 1);
    if (!list) return list.error();
    Json next = Json();
    if (static_cast<int>(list->size()) > *limit) {
        list->pop_back();
        next = list->back().number;
    }
    Json licences = Json::array();
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
