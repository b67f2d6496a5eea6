#include "api/call.hpp"

#include <algorithm>
#include <boost/core/demangle.hpp>
#include <charconv>
#include <new>
#include <nlohmann/json.hpp>

#include "api/cookies.hpp"
#include "api/errors.hpp"
#include "crypto/digest.hpp"
#include "desk/errors.hpp"
#include "http/address.hpp"
#include "http/compression.hpp"
#include "log/log.hpp"
#include "papers/page.hpp"
#include "text/canonical.hpp"

namespace oneseal::api {
namespace {

constexpr std::size_t most_findings = 50;
constexpr std::size_t longest_key = 200;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

Error unknown_parameter(const std::string& name, const Parameters& known) {
    std::string list;
    for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
    if (list.empty()) list = "-";
    return errors::query_unknown(name, list);
}

constexpr Message handler_failed{
    "API_HANDLER_FAILED",
    Level::error,
    "A handler failed: {} {} ({}), request {}.",
    "Report this line to the vendor; nothing was changed by the request."};

// A fault of ours costs its request, never the program.
http::Response run(const AtWork& handler, const Call& call, http::Language language) {
    try {
        auto response = handler(call);
        if (!response) return http::problem(response.error(), language);
        http::compress(*response, call.request.header("Accept-Encoding"));
        return std::move(*response);
    } catch (const std::bad_alloc&) {
        return http::problem(errors::api_out_of_memory(), language);
    } catch (const std::exception& failed) {
        // Its text may hold what a person filed; its type does not.
        log(handler_failed,
            call.request.method,
            call.request.path,
            boost::core::demangle(typeid(failed).name()),
            call.request.request_id);
        return http::problem(errors::api_handler_failed(), language);
    }
}

}  // namespace

Result<Json> Call::body() const {
    if (request.body.empty()) return Result<Json>(boost::system::in_place_value, Json::object());
    auto json = parse_json(request.body);
    if (!json || json->is_object()) return json;
    return errors::body_not_object();
}

Result<std::int64_t> Call::seen_version() const {
    const std::string_view tag = request.header("If-Match");
    if (tag.empty()) {
        return errors::if_match_missing();
    }
    const bool quoted = tag.size() >= 2 && tag.front() == '"' && tag.back() == '"';
    const auto version = quoted ? whole_number(tag.substr(1, tag.size() - 2)) : std::nullopt;
    if (version) return *version;
    return errors::if_match_invalid();
}

Result<int> Call::limit() const {
    const std::string text = query("limit");
    if (text.empty()) return 50;
    const auto value = whole_number(text);
    if (value && *value >= 1 && *value <= 200) return static_cast<int>(*value);
    return errors::limit_invalid();
}

desk::Caller Call::caller() const {
    desk::Caller caller;
    caller.who = who;
    caller.county = county;
    caller.route = request.method + " " + request.path;
    caller.key = std::string(request.header("Idempotency-Key"));
    if (!caller.key.empty()) caller.request_hash = crypto::sha256_hex(request.body);
    return caller;
}

std::string Call::address() const {
    return http::client_of(request.client_address());
}

std::string Call::client() const {
    return who != nullptr ? "account " + who->county + "." + who->account : "address " + address();
}

Result<Call> Doorway::enter(http::Request request,
                            SignIn sign_in,
                            const Parameters& parameters) const {
    for (const auto& [name, value] : request.query) {
        if (std::ranges::find(parameters, name) == parameters.end()) {
            return unknown_parameter(name, parameters);
        }
    }
    Call call{generations_.desk()};
    call.language = http::language_of(request);
    call.request = std::move(request);
    call.county = call.parameter("c");
    auto held = authenticate(access_, call.request);
    const bool must = sign_in == SignIn::needed || !call.request.header("Authorization").empty();
    if (!held && must) return held.error();
    if (held) call.who = std::move(held->who);
    if (call.county.empty()) return call;
    if (call.desk.generation().county(call.county) == nullptr) {
        return desk::errors::county_unknown(call.county);
    }
    if (call.who != nullptr) {
        auto own = access::require_county(*call.who, call.county);
        if (!own && sign_in == SignIn::needed) return own.error();
        // What is public is public to an officer of another county too.
        if (!own) call.who.reset();
    }
    return call;
}

http::Handler Doorway::on_thread(SignIn sign_in, OnThread handler, Parameters parameters) const {
    return [this, sign_in, handler = std::move(handler), parameters = std::move(parameters)](
               http::Request request, http::Respond respond) {
        const http::Language language = http::language_of(request);
        auto call = enter(std::move(request), sign_in, parameters);
        if (!call) return respond(http::problem(call.error(), language));
        handler(std::move(*call), [respond, language](Result<http::Response> response) {
            respond(response ? std::move(*response) : http::problem(response.error(), language));
        });
    };
}

http::Handler Doorway::at_work(SignIn sign_in, AtWork handler, Parameters parameters) const {
    return queued(sign_in, pool_queue(), std::move(handler), std::move(parameters));
}

http::Handler Doorway::at_hand_or_at_work(SignIn sign_in, AtHand at_hand, AtWork handler) const {
    return queued(sign_in, pool_queue(), std::move(handler), {}, std::move(at_hand));
}

Queue Doorway::pool_queue() const {
    return [&pool = pool_](const Call&, std::function<void()> work) -> Result<void> {
        if (!pool.post(std::move(work))) return errors::api_busy();
        return {};
    };
}

http::Handler Doorway::queued(
    SignIn sign_in, Queue queue, AtWork handler, Parameters parameters, AtHand at_hand) const {
    return [this,
            sign_in,
            queue = std::move(queue),
            handler = std::move(handler),
            parameters = std::move(parameters),
            at_hand = std::move(at_hand)](http::Request request, http::Respond respond) {
        const http::Language language = http::language_of(request);
        auto entered = enter(std::move(request), sign_in, parameters);
        if (!entered) return respond(http::problem(entered.error(), language));
        if (auto answer = at_hand ? at_hand(*entered) : std::nullopt) {
            return respond(std::move(*answer));
        }
        const auto call = std::make_shared<Call>(std::move(*entered));
        const auto waits = queue(
            *call, [handler, respond, language, call] { respond(run(handler, *call, language)); });
        if (!waits) respond(http::problem(waits.error(), language));
    };
}

Result<bool> flag(const Call& call, const char* name, bool usual) {
    const std::string text = call.query(name);
    if (text.empty()) return usual;
    if (text == "true" || text == "false") return text == "true";
    return errors::filter_invalid(name, "true, false");
}

Result<void> check_key(const Call& call) {
    const auto key = call.request.header("Idempotency-Key");
    if (!key.empty() && key.size() <= longest_key) return {};
    return errors::idempotency_key_missing(longest_key);
}

Json problem_summary(const Error& error, http::Language language) {
    Json findings = Json::array();
    for (const Finding& finding : error.findings) {
        // The action itself, once tried, names them with their number.
        if (findings.size() == most_findings) break;
        findings.push_back({{"pointer", finding.pointer},
                            {"message", http::in(language, finding.message)},
                            {"rule", finding.rule}});
    }
    return {{"code", error.id},
            {"message", http::in(language, error.message)},
            {"remedy", http::in(language, error.remedy)},
            {"law", error.law},
            {"errors", findings}};
}

http::Response answer(const desk::Answer& given) {
    http::Response response = http::json_response(given.status, given.body);
    if (!given.etag.empty()) response.headers.emplace_back("ETag", given.etag);
    if (!given.location.empty() && given.status == 201) {
        response.headers.emplace_back("Location", given.location);
    }
    return response;
}

http::Response answer(const Json& json) {
    return http::json_response(200, sdk::canonical(json));
}

http::Response answer_page(std::string html) {
    http::Response response;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Security-Policy", papers::page_policy()},
                        {"X-Frame-Options", "SAMEORIGIN"}};
    response.body = std::move(html);
    return response;
}

}  // namespace oneseal::api
