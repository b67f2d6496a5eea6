// Codes for signing in, sent to a mobile number or an e-mail address.
#include "api/codes.hpp"

#include <nlohmann/json.hpp>

#include "access/codes.hpp"
#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/errors.hpp"

namespace oneseal::api {
namespace {

// The same for everybody: whether there is an account is nobody's to learn.
Result<http::Response> send_code(const Foundation& on, const Call& call) {
    if (auto able = messages::require(on.send); !able) return able.error();
    const auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "CodeRequest"); !wrong.empty())
        return body_invalid(std::move(wrong));
    const auto address = read_address(*body);
    if (!address) return address.error();
    const auto code = on.access.make_code(*address);
    if (!code) return code.error();
    const auto minutes = access::code_lifetime.count();
    const auto sent = on.send(*address, errors::sign_in_code(*code, minutes));
    if (!sent) return sent.error();
    http::Response response =
        answer(Json{{"valid_s", std::chrono::seconds{access::code_lifetime}.count()},
                    {"again_in_s", access::between_codes.count()}});
    response.status = 202;
    return response;
}

}  // namespace

Result<std::string> read_address(const Json& body) {
    const bool by_mobile = body.contains("mobile");
    if (by_mobile == body.contains("email")) {
        return body_invalid({{"/mobile", errors::one_mobile_or_email(), "", ""}});
    }
    const auto address = by_mobile ? access::mobile_address(text_at(body, "mobile"))
                                   : access::email_address(text_at(body, "email"));
    if (address) return *address;
    if (by_mobile) return body_invalid({{"/mobile", errors::mobile_not_reachable(), "", ""}});
    return body_invalid({{"/email", errors::email_not_reachable(), "", ""}});
}

void add_code_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add("POST",
               "/api/v1/codes",
               http::Body::json,
               doorway.queued(
                   SignIn::optional,
                   [&on](const Call& call, std::function<void()> work) -> Result<void> {
                       if (auto allowed = on.limits.code(call); !allowed) return allowed;
                       // Its hash takes as long as a password's.
                       if (!on.limits.sign_ins().post(call.address(), std::move(work)))
                           return errors::api_busy();
                       return {};
                   },
                   [&on](const Call& call) { return send_code(on, call); }));
}

}  // namespace oneseal::api
