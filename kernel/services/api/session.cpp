// Signing in and out, and who is signed in.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/codes.hpp"
#include "api/contract.hpp"
#include "api/cookies.hpp"
#include "api/errors.hpp"
#include "api/parts.hpp"

namespace oneseal::api {
namespace {

// Secure where the browser speaks TLS with the proxy before us; at a desk without one it would
// never come back.
std::string set_cookie(const Call& call,
                       const std::string& name,
                       const std::string& token,
                       std::chrono::seconds lifetime) {
    std::string text = name + "=" + token;
    text += "; Path=/; Max-Age=" + std::to_string(lifetime.count());
    text += "; HttpOnly; SameSite=Strict";
    return call.request.came_by_tls() ? text + "; Secure" : text;
}

Json session_view(const access::SignedIn& session) {
    const access::Principal& who = *session.principal;
    Json represents = Json::array();
    for (const access::Represented& party : who.represents) {
        represents.push_back(
            {{"code", party.code},
             {"name", party.name},
             {"type", party.type},
             {"authorisation", party.authorisation.empty() ? Json() : Json(party.authorisation)},
             {"counties", party.counties},
             {"matters", party.matters},
             {"until", party.until ? Json(sdk::format_day(*party.until)) : Json()},
             {"may_withdraw", party.may_withdraw}});
    }
    const bool applicant = who.is_applicant();
    return {{"kind", applicant ? "applicant" : "staff"},
            {"county", applicant ? Json() : Json(who.county)},
            {"username", who.username},
            {"person", applicant ? Json() : Json(who.person)},
            {"name", who.name},
            {"roles", who.roles},
            {"verified", who.verified},
            {"may", parts_of(who)},
            {"represents", std::move(represents)},
            {"csrf", session.csrf},
            {"expires_at", format_instant(session.expires_at)}};
}

Result<access::SignedIn> by_password(const Foundation& on, const Call& call, const Json& body) {
    if (auto wrong = faults_of(body, "SignIn"); !wrong.empty())
        return body_invalid(std::move(wrong));
    return on.access.sign_in({text_at(body, "county"),
                              text_at(body, "username"),
                              text_at(body, "password"),
                              call.address()});
}

Result<access::SignedIn> by_code(const Foundation& on, const Call& call, const Json& body) {
    if (auto wrong = faults_of(body, "CodeSignIn"); !wrong.empty())
        return body_invalid(std::move(wrong));
    const auto address = read_address(body);
    if (!address) return address.error();
    return on.access.sign_in_by_code(
        {*address, text_at(body, "code"), text_at(body, "name"), call.address()});
}

Result<http::Response> sign_in(const Foundation& on, const Call& call) {
    const auto body = call.body();
    if (!body) return body.error();
    const bool code = body->contains("code") || body->contains("mobile") || body->contains("email");
    const auto session = code ? by_code(on, call, *body) : by_password(on, call, *body);
    if (!session) return session.error();
    Json view = session_view(*session);
    view["token"] = session->token;
    http::Response response = answer(view);
    const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(session->expires_at -
                                                                           call.desk.clock().now());
    response.headers.emplace_back(
        "Set-Cookie", set_cookie(call, cookie_of(*session->principal), session->token, lifetime));
    return response;
}

Result<http::Response> show_session(const Foundation& on, const Call& call) {
    const auto held = authenticate(on.access, call.request);
    if (!held) return held.error();
    const auto session = on.access.session(held->presented);
    if (!session) return session.error();
    return answer(session_view(*session));
}

// Whatever of what was brought holds no longer, its cookie goes too; another live session stays.
Result<http::Response> sign_out(const Foundation& on, const Call& call) {
    const auto held = authenticate(on.access, call.request);
    if (!held && held.error().code == ErrorCode::forbidden) return held.error();
    http::Response response;
    response.status = 204;
    for (const Offer& offer : offers_of(call.request)) {
        const auto ended = on.access.sign_out(offer.presented);
        if (!ended && ended.error().code != ErrorCode::forbidden) return ended.error();
        if (!ended || offer.cookie == nullptr) continue;
        response.headers.emplace_back("Set-Cookie",
                                      set_cookie(call, offer.cookie, "", std::chrono::seconds{0}));
    }
    return response;
}

}  // namespace

void add_session_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add("POST",
               "/api/v1/session",
               http::Body::json,
               doorway.queued(
                   SignIn::optional,
                   [&on](const Call& call, std::function<void()> work) -> Result<void> {
                       if (auto allowed = on.limits.sign_in(call); !allowed) return allowed;
                       if (!on.limits.sign_ins().post(call.address(), std::move(work)))
                           return errors::api_busy();
                       return {};
                   },
                   [&on](const Call& call) { return sign_in(on, call); }));
    router.add("GET",
               "/api/v1/session",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return show_session(on, call); }));
    router.add(
        "DELETE",
        "/api/v1/session",
        http::Body::none,
        doorway.at_work(SignIn::optional, [&on](const Call& call) { return sign_out(on, call); }));
}

}  // namespace oneseal::api
