// Checking an application, drafting it, filing it.
#include <new>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/application.hpp"
#include "api/errors.hpp"

namespace oneseal::api {
namespace {

// A longer body is read where reading may take its time.
constexpr std::size_t longest_on_the_io_thread = 64 << 10;

using Responded = std::function<void(Result<http::Response>)>;

desk::Answered answering(Responded respond) {
    return [respond = std::move(respond)](Result<desk::Answer> given) {
        try {
            if (!given) return respond(given.error());
            respond(answer(*given));
        } catch (const std::bad_alloc&) {
            respond(errors::api_busy());
        }
    };
}

// Reads the application and goes on with it on the request's I/O thread.
void read_then(const Foundation& on,
               const std::shared_ptr<Call>& call,
               Purpose purpose,
               const Responded& respond,
               const std::function<void(desk::Application)>& then) {
    if (auto fits = on.limits.form(*call); !fits) return respond(fits.error());
    if (call->request.body.size() <= longest_on_the_io_thread) {
        auto application = read_application(*call, purpose);
        if (!application) return respond(application.error());
        return then(std::move(*application));
    }
    const bool posted = on.pool.post([&on, call, purpose, respond, then] {
        const auto read =
            std::make_shared<Result<desk::Application>>(read_application(*call, purpose));
        on.run_on(call->request.io_thread, [respond, then, read] {
            if (!*read) return respond(read->error());
            then(std::move(**read));
        });
    });
    if (!posted) respond(errors::api_busy());
}

void check(const Foundation& on, Call given, const Responded& respond) {
    if (auto allowed = on.limits.check(given); !allowed) return respond(allowed.error());
    const auto explained = flag(given, "explain", true);
    if (!explained) return respond(explained.error());
    const auto call = std::make_shared<Call>(std::move(given));
    const auto then = [&on, call, respond, explained = *explained](desk::Application read) {
        read.explained = explained;
        call->desk.check(
            call->request.io_thread, call->caller(), std::move(read), answering(respond));
    };
    read_then(on, call, Purpose::check, respond, then);
}

// A draft asks no plugin, so it may be stored from any thread. An applicant has only so many.
void add_draft(const Foundation& on,
               const std::shared_ptr<Call>& call,
               desk::Application application,
               const Responded& respond) {
    if (auto allowed = on.limits.draft(*call); !allowed) return respond(allowed.error());
    const auto draft = std::make_shared<desk::Application>(std::move(application));
    const bool posted = on.pool.post([&on, call, draft, respond] {
        const desk::Caller caller = call->caller();
        const auto open = call->desk.open_drafts(caller, on.limits.told().drafts);
        if (!open) return respond(open.error());
        if (auto more = on.limits.one_more(*open); !more) return respond(more.error());
        call->desk.file(call->request.io_thread, caller, std::move(*draft), answering(respond));
    });
    if (!posted) respond(errors::api_busy());
}

void file(const Foundation& on, Call given, const Responded& respond) {
    if (auto key = check_key(given); !key) return respond(key.error());
    const auto call = std::make_shared<Call>(std::move(given));
    read_then(on, call, Purpose::file, respond, [&on, call, respond](desk::Application read) {
        if (read.submission.is_null() && call->who->is_applicant()) {
            return add_draft(on, call, std::move(read), respond);
        }
        call->desk.file(
            call->request.io_thread, call->caller(), std::move(read), answering(respond));
    });
}

Result<http::Response> delete_draft(const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    const auto deleted = call.desk.delete_draft(call.caller(), call.parameter("n"), *seen);
    if (!deleted) return deleted.error();
    http::Response response;
    response.status = 204;
    return response;
}

Result<http::Response> put_form(const Foundation& on, const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    if (auto fits = on.limits.form(call); !fits) return fits.error();
    const auto application = read_application(call, Purpose::edit);
    if (!application) return application.error();
    const auto put = call.desk.put_form(call.caller(), call.parameter("n"), *application, *seen);
    if (!put) return put.error();
    return answer(*put);
}

Result<http::Response> act(const Foundation& on, const Call& call) {
    if (auto key = check_key(call); !key) return key.error();
    if (auto fits = on.limits.form(call); !fits) return fits.error();
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    const auto body = call.body();
    if (!body) return body.error();
    const auto done =
        call.desk.act(call.caller(), call.parameter("n"), call.parameter("action"), *body, *seen);
    if (!done) return done.error();
    return answer(*done);
}

}  // namespace

void add_command_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string county = "/api/v1/counties/{c}";
    router.add("POST",
               county + "/checks",
               http::Body::json,
               doorway.on_thread(SignIn::optional,
                                 [&on](Call call, auto respond) {
                                     check(on, std::move(call), std::move(respond));
                                 },
                                 {"explain"}));
    router.add("POST",
               county + "/cases",
               http::Body::json,
               doorway.on_thread(SignIn::needed, [&on](Call call, auto respond) {
                   file(on, std::move(call), std::move(respond));
               }));
    router.add(
        "PUT",
        county + "/cases/{n}/form",
        http::Body::json,
        doorway.at_work(SignIn::needed, [&on](const Call& call) { return put_form(on, call); }));
    router.add("DELETE",
               county + "/cases/{n}",
               http::Body::none,
               doorway.at_work(SignIn::needed, delete_draft));
    router.add("POST",
               county + "/cases/{n}/actions/{action}",
               http::Body::json,
               doorway.at_work(SignIn::needed, [&on](const Call& call) { return act(on, call); }));
}

}  // namespace oneseal::api
