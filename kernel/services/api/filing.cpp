// Checking an application, drafting it, filing it.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/application.hpp"
#include "api/body_reader.hpp"

namespace oneseal::api {
namespace {

constexpr std::size_t longest_key = 200;

Result<void> check_key(const Call& call) {
    const auto key = call.request.header("Idempotency-Key");
    if (!key.empty() && key.size() <= longest_key) return {};
    return Error{
        ErrorCode::precondition_needed,
        "IDEMPOTENCY_KEY_MISSING",
        {"缺少 Idempotency-Key 请求头,或者过长。",
         "The Idempotency-Key header is missing, or too long."},
        {"请为每次提交生成一个新的唯一值(例如 UUID),重试时沿用同一值。",
         "Make a fresh unique value for each command, as a UUID; a repetition uses the same."}};
}

void check(desk::Desk& desk, Call call, std::function<void(Result<http::Response>)> respond) {
    auto application = read_application(call, Purpose::check);
    if (!application) return respond(application.error());
    desk.check(call.request.io_thread,
               call.caller(),
               std::move(*application),
               [respond](Result<desk::Answer> verdict) {
                   if (!verdict) return respond(verdict.error());
                   respond(answer(*verdict));
               });
}

void file(desk::Desk& desk, Call call, std::function<void(Result<http::Response>)> respond) {
    if (auto key = check_key(call); !key) return respond(key.error());
    auto application = read_application(call, Purpose::file);
    if (!application) return respond(application.error());
    desk.file(call.request.io_thread,
              call.caller(),
              std::move(*application),
              [respond](Result<desk::Answer> filed) {
                  if (!filed) return respond(filed.error());
                  respond(answer(*filed));
              });
}

Result<http::Response> put_form(desk::Desk& desk, const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    const auto application = read_application(call, Purpose::edit);
    if (!application) return application.error();
    const auto put = desk.put_form(call.caller(), call.parameter("n"), *application, *seen);
    if (!put) return put.error();
    return answer(*put);
}

Result<http::Response> act(desk::Desk& desk, const Call& call) {
    if (auto key = check_key(call); !key) return key.error();
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    const auto body = call.body();
    if (!body) return body.error();
    const auto done =
        desk.act(call.caller(), call.parameter("n"), call.parameter("action"), *body, *seen);
    if (!done) return done.error();
    return answer(*done);
}

}  // namespace

void add_filing_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    desk::Desk& desk = on.desk;
    const std::string county = "/api/v1/counties/{c}";
    router.add("POST",
               county + "/checks",
               http::Body::json,
               doorway.on_thread(SignIn::optional, [&desk](Call call, auto respond) {
                   check(desk, std::move(call), std::move(respond));
               }));
    router.add("POST",
               county + "/cases",
               http::Body::json,
               doorway.on_thread(SignIn::needed, [&desk](Call call, auto respond) {
                   file(desk, std::move(call), std::move(respond));
               }));
    router.add("PUT",
               county + "/cases/{n}/form",
               http::Body::json,
               doorway.at_work(SignIn::needed,
                               [&desk](const Call& call) { return put_form(desk, call); }));
    router.add(
        "POST",
        county + "/cases/{n}/actions/{action}",
        http::Body::json,
        doorway.at_work(SignIn::needed, [&desk](const Call& call) { return act(desk, call); }));
}

}  // namespace oneseal::api
