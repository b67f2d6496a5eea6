// Who somebody is, checked at a counter, and who may act for whom.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "access/codes.hpp"
#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/errors.hpp"
#include "api/parts.hpp"

namespace oneseal::api {
namespace {

std::vector<std::string> texts(const Json& list) {
    std::vector<std::string> values;
    if (list.is_array()) values = list.get<std::vector<std::string>>();
    return values;
}

Result<http::Response> identify(const Foundation& on, const Call& call) {
    if (auto role = require(*call.who, Part::take_in); !role) return role.error();
    const auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "Identity"); !wrong.empty())
        return body_invalid(std::move(wrong));
    const auto identified = on.access.identify({access::username_of(text_at(*body, "account")),
                                                text_at(*body, "name"),
                                                text_at(*body, "id_number"),
                                                text_at(*body, "evidence"),
                                                call.county,
                                                call.who->person});
    if (!identified) return identified.error();
    return answer(Json{{"account", identified->username},
                       {"name", identified->name},
                       {"verified", identified->verified}});
}

Result<void> require_applicant(const Call& call) {
    if (call.who->is_applicant()) return {};
    return errors::applicants_only();
}

// A misspelt name would silently give no power.
std::vector<Finding> unknown_in_scope(const desk::Generation& generation,
                                      const access::NewAuthorisation& wanted) {
    std::vector<Finding> wrong;
    const auto has_matter = [&](const std::string& matter) {
        return std::ranges::any_of(generation.counties, [&](const auto& county) {
            return county.second.matters.contains(matter);
        });
    };
    for (std::size_t i = 0; i < wanted.counties.size(); ++i) {
        if (generation.county(wanted.counties[i]) != nullptr) continue;
        wrong.push_back(
            {"/scope/counties/" + std::to_string(i), errors::not_a_county_here(), "", ""});
    }
    for (std::size_t i = 0; i < wanted.matters.size(); ++i) {
        if (has_matter(wanted.matters[i])) continue;
        wrong.push_back(
            {"/scope/matters/" + std::to_string(i), errors::not_a_matter_here(), "", ""});
    }
    return wrong;
}

Json view_of(const Foundation& on, const Call& call, const access::Authorisation& one) {
    const auto handler = on.access.applicant(one.handler);
    const auto giver = on.access.applicant(one.giver);
    const access::Represented& party = one.party;
    const bool in_force =
        one.revoked_at.empty() && *party.until >= legal_day(call.desk.clock().now());
    return {{"id", one.id},
            {"giver", giver == nullptr ? "" : giver->name},
            {"handler", handler == nullptr ? "" : handler->username},
            {"party", {{"code", party.code}, {"name", party.name}, {"type", party.type}}},
            {"scope", {{"counties", party.counties}, {"matters", party.matters}}},
            {"until", sdk::format_day(*party.until)},
            {"may_withdraw", party.may_withdraw},
            {"power_of_attorney", one.power_of_attorney},
            {"given_at", one.given_at},
            {"revoked_at", one.revoked_at.empty() ? Json() : Json(one.revoked_at)},
            {"in_force", in_force}};
}

// LAW: 行政许可法 第二十九条 第二款
Result<http::Response> authorise(const Foundation& on, const Call& call) {
    if (auto may = require_applicant(call); !may) return may.error();
    const auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "NewAuthorisation"); !wrong.empty())
        return body_invalid(std::move(wrong));
    const Json& scope = member(*body, "scope");
    access::NewAuthorisation wanted;
    wanted.handler = access::username_of(text_at(*body, "handler"));
    wanted.party = text_at(*body, "party");
    wanted.counties = texts(member(scope, "counties"));
    wanted.matters = texts(member(scope, "matters"));
    wanted.until = *sdk::parse_day(text_at(*body, "until"));
    wanted.power_of_attorney = text_at(*body, "power_of_attorney");
    wanted.may_withdraw = flag_at(*body, "may_withdraw");
    if (auto wrong = unknown_in_scope(call.desk.generation(), wanted); !wrong.empty())
        return body_invalid(std::move(wrong));
    const auto made = on.access.authorise(*call.who, wanted);
    if (!made) return made.error();
    http::Response response = answer(view_of(on, call, *made));
    response.status = 201;
    response.headers.emplace_back("Location", "/api/v1/authorisations/" + made->id);
    return response;
}

Result<http::Response> list_authorisations(const Foundation& on, const Call& call) {
    if (auto may = require_applicant(call); !may) return may.error();
    const auto all = on.access.authorisations(*call.who);
    if (!all) return all.error();
    Json given = Json::array();
    Json received = Json::array();
    for (const access::Authorisation& one : *all) {
        if (one.giver == call.who->account) given.push_back(view_of(on, call, one));
        if (one.handler == call.who->account) received.push_back(view_of(on, call, one));
    }
    return answer(Json{{"given", given}, {"received", received}});
}

Result<http::Response> revoke(const Foundation& on, const Call& call) {
    if (auto may = require_applicant(call); !may) return may.error();
    if (auto done = on.access.revoke(*call.who, call.parameter("id")); !done) return done.error();
    http::Response response;
    response.status = 204;
    return response;
}

}  // namespace

void add_identity_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    using Do = Result<http::Response> (*)(const Foundation&, const Call&);
    struct Route {
        const char* method;
        const char* path;
        http::Body body;
        Do act;
    };
    const Route routes[] = {
        {"POST", "/api/v1/counties/{c}/identities", http::Body::json, identify},
        {"POST", "/api/v1/authorisations", http::Body::json, authorise},
        {"GET", "/api/v1/authorisations", http::Body::none, list_authorisations},
        {"DELETE", "/api/v1/authorisations/{id}", http::Body::none, revoke}};
    for (const Route& route : routes) {
        router.add(route.method,
                   route.path,
                   route.body,
                   doorway.at_work(SignIn::needed, [&on, act = route.act](const Call& call) {
                       return act(on, call);
                   }));
    }
}

}  // namespace oneseal::api
