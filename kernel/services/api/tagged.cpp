#include "api/tagged.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "crypto/digest.hpp"
#include "text/canonical.hpp"

namespace oneseal::api {

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        std::string_view one = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(if_none_match.size(), one.size() + 1));
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == "*" || one == tag) return true;
    }
    return false;
}

http::Response tagged(const Call& call, const Json& json) {
    http::Response response = http::json_response(200, sdk::canonical(json));
    const std::string tag = "\"" + crypto::sha256_hex(response.body).substr(0, 32) + "\"";
    if (names_tag(call.request.header("If-None-Match"), tag)) {
        response = {};
        response.status = 304;
    }
    response.headers.emplace_back("ETag", tag);
    // It may be kept, but not used without asking.
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

}  // namespace oneseal::api
