#include "api/cookies.hpp"

#include <optional>

namespace oneseal::api {
namespace {

bool is_read(const std::string& method) {
    return method == "GET" || method == "HEAD";
}

bool counts(std::string_view cookie, std::string_view surface) {
    if (surface == "console") return cookie == staff_cookie;
    if (surface == "portal") return cookie == applicant_cookie;
    return true;
}

}  // namespace

const char* cookie_of(const access::Principal& who) {
    return who.is_applicant() ? applicant_cookie : staff_cookie;
}

std::vector<Offer> offers_of(const http::Request& request) {
    const bool writes = !is_read(request.method);
    const std::string_view csrf = request.header("X-CSRF");
    const std::string_view authorization = request.header("Authorization");
    if (!authorization.empty()) return {{nullptr, {authorization, {}, csrf, writes}}};
    std::vector<Offer> offers;
    for (const char* cookie : {staff_cookie, applicant_cookie}) {
        const std::string_view value = request.cookie(cookie);
        if (value.empty() || !counts(cookie, request.header("X-Surface"))) continue;
        offers.push_back({cookie, {{}, value, csrf, writes}});
    }
    return offers;
}

Result<Held> authenticate(const access::Access& access, const http::Request& request) {
    std::optional<Error> refused;
    for (const Offer& offer : offers_of(request)) {
        auto who = access.authenticate(offer.presented);
        if (who) return Held{offer.presented, std::move(*who)};
        if (!refused || refused->code != ErrorCode::forbidden) refused = who.error();
    }
    return refused ? *refused : access.authenticate({}).error();
}

}  // namespace oneseal::api
