// What one client may take of the bureau in a while: an account, or, where nobody is signed in, an
// address. Whoever takes more waits; nobody else notices.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "api/call.hpp"
#include "base/limiter.hpp"
#include "base/work_pool.hpp"
#include "desk/desk.hpp"
#include "settings/settings.hpp"

namespace oneseal::api {

// Sign-ins wait in a queue of their own: each takes 64 MiB and a core for as long as a password's
// hash, and no filing may stand behind them. No address takes more than its share of the queue.
class SignInQueue {
  public:
    // False where the queue, or the address's share of it, is full.
    [[nodiscard]] bool post(const std::string& address, std::function<void()> work);

  private:
    void leave(const std::string& address);

    std::mutex mutex_{};
    std::map<std::string, int> places_{};
    WorkPool pool_{4, 64};  // as many threads as access::AccessOptions::sign_ins_at_once
};

class Limits {
  public:
    // `clock` outlives the object.
    Limits(const Clock& clock, const ClientLimits& limits);

    const ClientLimits& told() const { return limits_; }
    SignInQueue& sign_ins() { return sign_ins_; }

    // Each fails as `throttled` with retry_after_s: CHECKS_THROTTLED, VERIFICATIONS_THROTTLED,
    // SIGN_INS_THROTTLED, CODES_THROTTLED, DRAFTS_THROTTLED, UPLOADS_THROTTLED. [any thread]
    Result<void> check(const Call& call);
    Result<void> verification(const Call& call);
    Result<void> sign_in(const Call& call);
    Result<void> code(const Call& call);
    Result<void> draft(const Call& call);
    Result<void> upload(const Call& call, std::uint64_t bytes);

    // Fails as `too_large` (FORM_TOO_LARGE).
    Result<void> form(const Call& call) const;
    // Whether an applicant with these drafts may make one more, or put a file of this size into
    // one. Fail as `conflict` (DRAFTS_TOO_MANY, DRAFT_FILES_TOO_LARGE).
    Result<void> one_more(const desk::OpenDrafts& drafts) const;
    Result<void> one_more_file(const desk::OpenDrafts& drafts, std::uint64_t bytes) const;

  private:
    const ClientLimits limits_;
    Limiter checks_;
    Limiter check_bytes_;
    Limiter verifications_;
    Limiter sign_in_attempts_;
    Limiter codes_;
    Limiter drafts_;
    Limiter upload_bytes_;
    SignInQueue sign_ins_{};
};

}  // namespace oneseal::api
