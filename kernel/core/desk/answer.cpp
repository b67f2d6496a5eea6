#include "desk/answer.hpp"

#include "desk/errors.hpp"
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
    return errors::answer_unreadable();
}

}  // namespace oneseal::desk
