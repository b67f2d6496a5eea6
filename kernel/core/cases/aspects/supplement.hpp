// What the applicant was asked to add: by the one notice, and after an acceptance by silence.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace oneseal::cases {

struct NoticeItem {
    std::string id{};  // FLD:…, MAT:…, a rule, or the clerk's CLK:<material>
    std::string pointer{};
    std::string material{};
    Text message{};
    Json basis = Json::array();
    Text condition{};  // "if …": for what hangs on the applicant's own answers
};

struct SupplementNotice {
    std::string paper{};
    std::vector<NoticeItem> items{};
    // What counts as named by it: the items, and what waited for a field named there.
    std::vector<std::string> named{};
    Json form_then = Json::object();
    std::vector<std::string> materials_then{};
    int days = 0;
    std::string issued_at{};
    std::string served_at{};         // empty: not served yet, so it has not happened
    std::optional<Day> answer_by{};  // reckoned from the service
    bool answered = false;
};

struct MaterialRequest {
    std::string paper{};
    std::vector<std::string> materials{};
    std::vector<std::string> findings{};  // FLD:…, a rule: what the applicant is to correct
    int days = 0;
    std::string served_at{};
    std::optional<Day> answer_by{};
};

struct SupplementAspect {
    std::vector<SupplementNotice> notices{};
    std::vector<MaterialRequest> requests{};

    // The notice that the applicant has to answer, served or not; null where none is open.
    const SupplementNotice* open_notice() const;
};

}  // namespace oneseal::cases
