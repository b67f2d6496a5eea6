// The seal on the papers of several cases, one act on record for each.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/errors.hpp"

namespace oneseal::api {
namespace {

// Each with an Idempotency-Key of its own, so that a repetition seals none twice.
desk::Caller caller_for(const Call& call, const std::string& reference) {
    desk::Caller caller = call.caller();
    caller.key += "/" + reference;
    return caller;
}

Json seal_one(const Call& call, const Json& one) {
    const std::string reference = text_at(one, "case");
    Json body = Json::object();
    if (one.contains("approver")) body["approver"] = one["approver"];
    const auto done = call.desk.act(
        caller_for(call, reference), reference, "seal", body, one.value("version", 0LL));
    Json result{{"case", reference}, {"sealed", done.has_value()}, {"problem", Json()}};
    if (!done) result["problem"] = problem_summary(done.error(), call.language);
    return result;
}

// One that cannot be sealed keeps no other one waiting.
Result<http::Response> seal(const Call& call) {
    if (auto key = check_key(call); !key) return key.error();
    const auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "Seals"); !wrong.empty()) {
        return body_invalid(std::move(wrong));
    }
    Json results = Json::array();
    for (const Json& one : (*body)["cases"]) results.push_back(seal_one(call, one));
    return answer(Json{{"results", results}});
}

}  // namespace

void add_seal_routes(http::Router& router, const Doorway& doorway) {
    router.add("POST",
               "/api/v1/counties/{c}/seals",
               http::Body::json,
               doorway.at_work(SignIn::needed, seal));
}

}  // namespace oneseal::api
