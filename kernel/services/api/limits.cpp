#include "api/limits.hpp"

#include <memory>

namespace oneseal::api {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int most_places = 8;  // of one address in the queue, where an office has one address

Error must_wait(std::string id, int wait_s, const Text& what, Text remedy) {
    const std::string wait = std::to_string(wait_s);
    Error error{ErrorCode::throttled,
                std::move(id),
                {what.zh_cn + "过多，请在 " + wait + " 秒后重试。",
                 "Too many " + what.en + "; try again in " + wait + " seconds."},
                std::move(remedy)};
    error.retry_after_s = wait_s;
    return error;
}

Error conflict(std::string id, Text message) {
    return {ErrorCode::conflict,
            std::move(id),
            std::move(message),
            {"请先提交或者删除一些草稿。", "File or delete some of the drafts first."}};
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
      drafts_(clock, {double(limits.drafts_per_hour), hours{1}}),
      upload_bytes_(clock, {double(limits.upload_bytes_per_hour), hours{1}}) {}

Result<void> Limits::check(const Call& call) {
    int wait = checks_.take(call.client());
    if (wait == 0) {
        wait = check_bytes_.take(call.client(), static_cast<double>(call.request.body.size()));
    }
    if (wait == 0) return {};
    return must_wait("CHECKS_THROTTLED",
                     wait,
                     {"预检次数或者内容", "checks, or too large ones"},
                     {"请稍候；要核对很多申请的，请分批进行。",
                      "Wait; who has many applications to check sends them in parts."});
}

// Nobody reads the register by trying all numbers. Staff have the register itself.
Result<void> Limits::verification(const Call& call) {
    if (call.who != nullptr && !call.who->is_applicant()) return {};
    const int wait = verifications_.take(call.client());
    if (wait == 0) return {};
    return must_wait("VERIFICATIONS_THROTTLED",
                     wait,
                     {"核验次数", "verifications"},
                     {"请稍候；要批量核验的，请联系审批局。",
                      "Wait; who has many licences to verify asks the bureau."});
}

// Right ones too: whoever has an account must not keep all cores at work on its password.
Result<void> Limits::sign_in(const Call& call) {
    const int wait = sign_in_attempts_.take(call.address());
    if (wait == 0) return {};
    return must_wait("SIGN_INS_THROTTLED",
                     wait,
                     {"来自您所在网络的登录次数", "sign-ins from your network"},
                     {"请稍候；程序请沿用已有的令牌。", "Wait; a program keeps the token it has."});
}

Result<void> Limits::draft(const Call& call) {
    const int wait = drafts_.take(call.client());
    if (wait == 0) return {};
    return must_wait("DRAFTS_THROTTLED",
                     wait,
                     {"新建草稿次数", "new drafts"},
                     {"请稍候，或者修改已有的草稿。", "Wait, or edit a draft that there is."});
}

Result<void> Limits::upload(const Call& call, std::uint64_t bytes) {
    const int wait = upload_bytes_.take(call.client(), static_cast<double>(bytes));
    if (wait == 0) return {};
    return must_wait("UPLOADS_THROTTLED",
                     wait,
                     {"上传内容", "bytes in uploads"},
                     {"请稍后再上传。", "Upload the rest later."});
}

Result<void> Limits::form(const Call& call) const {
    if (call.request.body.size() <= limits_.form_bytes) return {};
    const std::string most = std::to_string(limits_.form_bytes);
    return Error{
        ErrorCode::too_large,
        "FORM_TOO_LARGE",
        {"表单内容超过 " + most + " 字节。", "The form is longer than " + most + " bytes."},
        {"请删减内容；长的说明请作为材料上传。", "Shorten it; what is long is put as a material."}};
}

Result<void> Limits::one_more(const desk::OpenDrafts& drafts) const {
    if (drafts.count < limits_.drafts) return {};
    const std::string most = std::to_string(limits_.drafts);
    return conflict("DRAFTS_TOO_MANY",
                    {"未提交的草稿已有 " + most + " 份，不能再新建。",
                     "There are " + most + " drafts already, which is as many as there may be."});
}

Result<void> Limits::one_more_file(const desk::OpenDrafts& drafts, std::uint64_t bytes) const {
    const auto used = static_cast<std::uint64_t>(drafts.file_bytes);
    if (used + bytes <= limits_.draft_bytes) return {};
    return conflict(
        "DRAFT_FILES_TOO_LARGE",
        {"草稿中的文件合计超过 " + megabytes(limits_.draft_bytes) + "。",
         "The files in all drafts together are more than " + megabytes(limits_.draft_bytes) + "."});
}

}  // namespace oneseal::api
