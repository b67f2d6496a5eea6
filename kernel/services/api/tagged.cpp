#include "api/tagged.hpp"

#include <nlohmann/json.hpp>

#include "crypto/digest.hpp"
#include "text/canonical.hpp"

namespace oneseal::api {

http::Response tagged(const Call& call, const Json& json) {
    http::Response response = http::json_response(200, sdk::canonical(json));
    const std::string tag = "\"" + crypto::sha256_hex(response.body).substr(0, 32) + "\"";
    if (http::names_tag(call.request.header("If-None-Match"), tag)) {
        response = {};
        response.status = 304;
    }
    response.headers.emplace_back("ETag", tag);
    // It may be kept, but not used without asking.
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

}  // namespace oneseal::api
