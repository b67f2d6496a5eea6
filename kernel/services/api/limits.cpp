#include "api/limits.hpp"

#include <memory>

#include "api/errors.hpp"

namespace oneseal::api {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int most_places = 8;  // of one address in the queue, where an office has one address

Error after(int wait_s, Error error) {
    error.retry_after_s = wait_s;
    return error;
}

std::string megabytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MB";
}

}  // namespace

bool SignInQueue::post(const std::string& address, std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        int& places = places_[address];
        if (places >= most_places) return false;
        ++places;
    }
    // Left when the work is gone, done or not.
    const std::shared_ptr<void> place(nullptr, [this, address](void*) { leave(address); });
    return pool_.post([place, work = std::move(work)] { work(); });
}

void SignInQueue::leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(address);
    if (found != places_.end() && --found->second == 0) places_.erase(found);
}

Limits::Limits(const Clock& clock, const ClientLimits& limits)
    : limits_(limits),
      checks_(clock, {double(limits.checks_per_minute), minutes{1}}),
      check_bytes_(clock, {double(limits.check_bytes_per_minute), minutes{1}}),
      verifications_(clock, {double(limits.verifications_per_minute), minutes{1}}),
      sign_in_attempts_(clock, {double(limits.sign_ins_per_minute), minutes{1}}),
      codes_(clock, {double(limits.codes_per_hour), hours{1}}),
      drafts_(clock, {double(limits.drafts_per_hour), hours{1}}),
      upload_bytes_(clock, {double(limits.upload_bytes_per_hour), hours{1}}) {}

Result<void> Limits::check(const Call& call) {
    int wait = checks_.take(call.client());
    if (wait == 0) {
        wait = check_bytes_.take(call.client(), static_cast<double>(call.request.body.size()));
    }
    if (wait == 0) return {};
    return after(wait, errors::checks_throttled(wait));
}

// Nobody reads the register by trying all numbers. Staff have the register itself.
Result<void> Limits::verification(const Call& call) {
    if (call.who != nullptr && !call.who->is_applicant()) return {};
    const int wait = verifications_.take(call.client());
    if (wait == 0) return {};
    return after(wait, errors::verifications_throttled(wait));
}

// Right ones too: whoever has an account must not keep all cores at work on its password.
Result<void> Limits::sign_in(const Call& call) {
    const int wait = sign_in_attempts_.take(call.address());
    if (wait == 0) return {};
    return after(wait, errors::sign_ins_throttled(wait));
}

// Each costs the bureau a message, whoever's number it is.
Result<void> Limits::code(const Call& call) {
    const int wait = codes_.take(call.address());
    if (wait == 0) return {};
    return after(wait, errors::codes_throttled(wait));
}

Result<void> Limits::draft(const Call& call) {
    const int wait = drafts_.take(call.client());
    if (wait == 0) return {};
    return after(wait, errors::drafts_throttled(wait));
}

Result<void> Limits::upload(const Call& call, std::uint64_t bytes) {
    const int wait = upload_bytes_.take(call.client(), static_cast<double>(bytes));
    if (wait == 0) return {};
    return after(wait, errors::uploads_throttled(wait));
}

Result<void> Limits::form(const Call& call) const {
    if (call.request.body.size() <= limits_.form_bytes) return {};
    return errors::form_too_large(limits_.form_bytes);
}

Result<void> Limits::one_more(const desk::OpenDrafts& drafts) const {
    if (drafts.count < limits_.drafts) return {};
    return errors::drafts_too_many(limits_.drafts);
}

Result<void> Limits::one_more_file(const desk::OpenDrafts& drafts, std::uint64_t bytes) const {
    const auto used = static_cast<std::uint64_t>(drafts.file_bytes);
    if (used + bytes <= limits_.draft_bytes) return {};
    return errors::draft_files_too_large(megabytes(limits_.draft_bytes));
}

}  // namespace oneseal::api
