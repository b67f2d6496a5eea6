// Signing in and out.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/errors.hpp"

namespace oneseal::api {
namespace {

// Secure where the browser speaks TLS with the proxy before us; at a desk without one it would
// never come back.
std::string cookie(const Call& call, const std::string& token, std::chrono::seconds lifetime) {
    std::string text = session_cookie;
    text += "=" + token + "; Path=/; Max-Age=" + std::to_string(lifetime.count());
    text += "; HttpOnly; SameSite=Strict";
    return call.request.came_by_tls() ? text + "; Secure" : text;
}

Result<http::Response> sign_in(const Foundation& on, const Call& call) {
    auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "SignIn"); !wrong.empty())
        return body_invalid(std::move(wrong));
    const access::Credentials credentials{text_at(*body, "county"),
                                          text_at(*body, "username"),
                                          text_at(*body, "password"),
                                          call.address()};
    const auto session = on.access.sign_in(credentials);
    if (!session) return session.error();
    http::Response response = answer(Json{{"token", session->token},
                                          {"csrf", session->csrf},
                                          {"expires_at", format_instant(session->expires_at)},
                                          {"name", session->principal->name},
                                          {"roles", session->principal->roles}});
    const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(session->expires_at -
                                                                           on.desk.clock().now());
    response.headers.emplace_back("Set-Cookie", cookie(call, session->token, lifetime));
    return response;
}

Result<http::Response> sign_out(const Foundation& on, const Call& call) {
    const access::Presented presented{call.request.header("Authorization"),
                                      call.request.cookie(session_cookie),
                                      call.request.header("X-CSRF"),
                                      true};
    if (auto ended = on.access.sign_out(presented); !ended) return ended.error();
    http::Response response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", cookie(call, "", std::chrono::seconds{0}));
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
    router.add(
        "DELETE",
        "/api/v1/session",
        http::Body::none,
        doorway.at_work(SignIn::optional, [&on](const Call& call) { return sign_out(on, call); }));
}

}  // namespace oneseal::api
