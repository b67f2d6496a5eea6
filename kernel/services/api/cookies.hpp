// What a request brings to show who sends it. Staff and applicants have a cookie each, so that a
// clerk who signs in as an applicant too, in the same browser, is thrown out of neither.
//
// Which one counts: a bearer token, where there is one. Otherwise what X-Surface names, "console"
// the staff's and "portal" the applicant's; without it, as in links, frames and downloads, which
// carry no header of a page's, the first session that holds, the staff's before the applicant's. A
// request that writes is taken only with the X-CSRF of that same session. A page of another origin
// cannot set these headers, and they choose among the browser's own sessions only.
#pragma once

#include <vector>

#include "access/access.hpp"
#include "http/message.hpp"

namespace oneseal::api {

constexpr const char* staff_cookie = "oneseal_staff";
constexpr const char* applicant_cookie = "oneseal_session";

const char* cookie_of(const access::Principal& who);

struct Offer {
    const char* cookie = nullptr;   // null for a bearer token
    access::Presented presented{};  // lives as long as the request
};

// In the order in which they are tried; empty where the request brings nothing. [any thread]
std::vector<Offer> offers_of(const http::Request& request);

struct Held {
    access::Presented presented{};
    access::PrincipalPointer who{};
};

// The first offer that holds. Fails as Access::authenticate(), and rather for a missing X-CSRF than
// for an ended session. [any thread; no I/O]
Result<Held> authenticate(const access::Access& access, const http::Request& request);

}  // namespace oneseal::api
