// One request on its way through the API: who asks, for which county, with what body.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "base/work_pool.hpp"
#include "desk/generations.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"

namespace oneseal::api {

struct Call {
    desk::Desk desk;  // under the generation that was in force when it came
    http::Request request{};
    http::Language language = http::Language::zh_cn;
    access::PrincipalPointer who{};  // null where nobody signed in
    std::string county{};            // from the path; empty where it has none

    std::string parameter(std::string_view name) const {
        return std::string(request.parameter(name));
    }
    std::string query(std::string_view name) const {
        return std::string(request.query_value(name).value_or(""));
    }
    // The request's body. Fails as parse_json() does, and for an empty one where none may be.
    Result<Json> body() const;
    // The version of If-Match, as an ETag in quotes. Fails as `precondition_needed`
    // (IF_MATCH_MISSING) or `malformed`.
    Result<std::int64_t> seen_version() const;
    // `limit` of the query, from 1 to 200, 50 where it is not given.
    Result<int> limit() const;
    desk::Caller caller() const;
    // From where it comes, and whom its limits count for: the account, or, where nobody is signed
    // in, the address.
    std::string address() const;
    std::string client() const;
};

// Where it is optional, a cookie that does not hold is nobody: a browser keeps an ended session's
// cookie, and must still read public pages and sign in anew.
enum class SignIn { needed, optional };

// On the I/O thread; answers whenever it likes.
using OnThread = std::function<void(Call, std::function<void(Result<http::Response>)>)>;
// On the work pool; may block.
using AtWork = std::function<Result<http::Response>(const Call&)>;
// On the I/O thread: the answer where it is at hand, nothing where it has to be worked for.
using AtHand = std::function<std::optional<http::Response>(const Call&)>;
// Lets work wait for a thread; fails where it may not.
using Queue = std::function<Result<void>(const Call&, std::function<void()> work)>;
// The names that a route's query may have; any other is refused (QUERY_UNKNOWN).
using Parameters = std::vector<std::string>;

// Wraps what a resource does into a handler: reads language, session and county (another county's
// token is refused), hands over, and turns an error into a problem document.
class Doorway {
  public:
    Doorway(const access::Access& access, const desk::Generations& generations, WorkPool& pool)
        : access_(access), generations_(generations), pool_(pool) {}

    http::Handler on_thread(SignIn sign_in, OnThread handler, Parameters parameters = {}) const;
    http::Handler at_work(SignIn sign_in, AtWork handler, Parameters parameters = {}) const;
    // The same where not all of it has to wait for a thread.
    http::Handler at_hand_or_at_work(SignIn sign_in, AtHand at_hand, AtWork handler) const;
    // The same in a queue of its own.
    http::Handler queued(SignIn sign_in,
                         Queue queue,
                         AtWork handler,
                         Parameters parameters = {},
                         AtHand at_hand = {}) const;

  private:
    Queue pool_queue() const;
    Result<Call> enter(http::Request request, SignIn sign_in, const Parameters& parameters) const;

    const access::Access& access_;
    const desk::Generations& generations_;
    WorkPool& pool_;
};

// true or false of the query. Fails as FILTER_INVALID.
Result<bool> flag(const Call& call, const char* name, bool usual);

// Fails as `malformed` (IDEMPOTENCY_KEY_MISSING) without a key, or with too long a one.
Result<void> check_key(const Call& call);

// Why something cannot be done, where it stands in an answer about more than that.
Json problem_summary(const Error& error, http::Language language);

http::Response answer(const desk::Answer& answer);
http::Response answer(const Json& json);
// A page of services/papers, under its own policy.
http::Response answer_page(std::string html);

}  // namespace oneseal::api
