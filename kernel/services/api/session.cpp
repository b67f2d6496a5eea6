// Signing in and out.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/body_reader.hpp"

namespace oneseal::api {
namespace {

Result<http::Response> sign_in(access::Access& access, const Call& call) {
    auto body = call.body();
    if (!body) return body.error();
    BodyReader reader(*body);
    access::Credentials credentials;
    credentials.county = reader.optional_text("county");
    credentials.username = reader.text("username");
    credentials.password = reader.text("password");
    credentials.remote_address = call.request.remote_address;
    if (auto read = reader.finish(); !read) return read.error();
    const auto session = access.sign_in(credentials);
    if (!session) return session.error();
    Json roles = Json::array();
    for (const std::string& role : session->principal->roles) roles.push_back(role);
    http::Response response = answer(Json{{"token", session->token},
                                          {"csrf", session->csrf},
                                          {"expires_at", format_instant(session->expires_at)},
                                          {"name", session->principal->name},
                                          {"roles", roles}});
    response.headers.emplace_back(
        "Set-Cookie", "oneseal_session=" + session->token + "; Path=/; HttpOnly; SameSite=Strict");
    return response;
}

Result<http::Response> sign_out(access::Access& access, const Call& call) {
    const access::Presented presented{call.request.header("Authorization"),
                                      call.request.cookie("oneseal_session"),
                                      call.request.header("X-CSRF"),
                                      true};
    if (auto ended = access.sign_out(presented); !ended) return ended.error();
    http::Response response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", "oneseal_session=; Path=/; Max-Age=0; HttpOnly");
    return response;
}

}  // namespace

void add_session_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    access::Access& access = on.access;
    router.add("POST",
               "/api/v1/session",
               http::Body::json,
               doorway.at_work(SignIn::optional,
                               [&access](const Call& call) { return sign_in(access, call); }));
    router.add("DELETE",
               "/api/v1/session",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&access](const Call& call) { return sign_out(access, call); }));
}

}  // namespace oneseal::api
