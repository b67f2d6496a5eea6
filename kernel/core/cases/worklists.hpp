// What a case waits for, and by whom: the work lists of the bureau's roles and the applicant's. A
// list is made of rows that are written with the case (desk/work_repository.hpp), never by looking
// through cases. Titles: words.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "cases/clocks.hpp"

namespace oneseal::cases {

enum class Worklist {
    to_accept,
    notice_lapsing,
    to_assign,
    to_review,
    my_surveys,
    recusals,
    unanswered,
    to_decide,
    to_seal,
    to_deliver,
    to_serve,
    to_answer
};

constexpr EnumNames<Worklist, 12> worklists{{"to_accept",
                                             "notice_lapsing",
                                             "to_assign",
                                             "to_review",
                                             "my_surveys",
                                             "recusals",
                                             "unanswered",
                                             "to_decide",
                                             "to_seal",
                                             "to_deliver",
                                             "to_serve",
                                             "to_answer"}};
constexpr const auto& names_of(Worklist) {
    return worklists;
}

// Whose list it is.
Role role_of(Worklist list);
Text worklist_title(Worklist list);

// One case in one list.
struct WorkItem {
    Worklist list{};
    // Who alone has it: an officer, or the applicant's code. Empty: whoever has the list's role.
    std::string person{};
    std::optional<Day> due{};  // none while the clock is not reckoned yet, or none runs

    bool same_place(const WorkItem& other) const {
        return list == other.list && person == other.person;
    }
    bool operator==(const WorkItem&) const = default;
};

bool is_among(const WorkItem& item, const std::vector<WorkItem>& items);

// [[list, person, last day or ""]…]: as a case's row, its entries and the feed say it.
Json to_json(const std::vector<WorkItem>& items);

// In the order of the enum, each place once. Which places they are hangs on the case alone.
std::vector<WorkItem> work_items(const Case& now, const std::vector<CaseClock>& clocks);

}  // namespace oneseal::cases
