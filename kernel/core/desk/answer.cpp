#include "desk/answer.hpp"

#include "text/canonical.hpp"

namespace oneseal::desk {

Answer answer_of(int status, const StoredCase& stored, const Json& view) {
    const cases::Case& now = stored.now;
    return {
        status,
        "\"" + std::to_string(now.version) + "\"",
        "/api/v1/counties/" + now.county + "/cases/" + (now.number.empty() ? now.id : now.number),
        sdk::canonical(view)};
}

Error desk_busy() {
    return {ErrorCode::unavailable,
            "DESK_BUSY",
            {"同一时刻有太多办理在进行。", "Too many commands at this moment."},
            {"请稍后重试。", "Try again shortly."}};
}

std::string stored_text(const Answer& answer) {
    return Json{{"status", answer.status},
                {"etag", answer.etag},
                {"location", answer.location},
                {"body", answer.body}}
        .dump();
}

Answer answer_from(const std::string& text) {
    const Json json = Json::parse(text);
    return {json.value("status", 200),
            json.value("etag", ""),
            json.value("location", ""),
            json.value("body", "")};
}

}  // namespace oneseal::desk
