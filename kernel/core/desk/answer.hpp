// A command's answer: made once from the case that it left, and kept for a repetition.
#pragma once

#include <string>

#include "desk/case_repository.hpp"

namespace oneseal::desk {

struct Answer {
    int status = 200;
    std::string etag{};
    std::string location{};
    std::string body{};  // JSON
};

// `view` is what the caller may see of the case.
Answer answer_of(int status, const StoredCase& stored, const Json& view);

// As it lies in the table of stored answers.
std::string stored_text(const Answer& answer);
// Fails as `internal` (ANSWER_UNREADABLE).
Result<Answer> answer_from(const std::string& text);

}  // namespace oneseal::desk
