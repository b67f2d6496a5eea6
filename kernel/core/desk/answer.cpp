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

Result<Answer> answer_from(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    const Json status = json.is_object() ? json.value("status", Json()) : Json();
    if (status.is_number_integer()) {
        return Answer{status.get<int>(),
                      text_at(json, "etag"),
                      text_at(json, "location"),
                      text_at(json, "body")};
    }
    return Error{ErrorCode::internal,
                 "ANSWER_UNREADABLE",
                 {"此操作已经办理,但保存的回复已损坏。",
                  "This was done before, but the answer that was kept is damaged."},
                 {"请重新读取办件查看结果。", "Read the case again to see what was done."}};
}

}  // namespace oneseal::desk
