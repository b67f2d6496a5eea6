// Everything that a decision about a case rests on besides the case and the command. `desk` gathers
// it before; nothing here does I/O, so the same context always gives the same decision.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/roles.hpp"
#include "cases/case.hpp"
#include "cases/verdict.hpp"
#include "catalogue/matter.hpp"

namespace oneseal::cases {

struct Qualification {
    std::string matter{};
    std::set<std::string> kinds{};  // review, survey
    std::optional<Day> until{};
};

// A member of the bureau's staff as the engine sees one.
struct Officer {
    std::string id{};
    std::string name{};
    std::set<Role> roles{};
    bool formal = false;  // contract staff never decide (SOD-10)
    std::string section{};
    std::string certificate{};  // the number of the survey certificate
    std::vector<Qualification> qualifications{};
    std::set<std::string> conflicts{};  // codes of applicants with whom there is an interest
    bool on_duty = true;
    int load = 0;  // open cases in hand
};

// Who acts.
struct Actor {
    std::string id = "system";
    std::set<Role> roles{Role::system};
    bool as_agent = false;      // an applicant who acts for another
    bool may_withdraw = false;  // with that power, whoever filed
};

struct CountyTerms {
    std::string code{};
    Text bureau{};
    std::string short_name{};  // 乐中审批, the beginning of a document number
    std::string address{};
    std::string phone{};
    std::string reconsideration_body{};
    std::string online_channel{};
    std::string court{};
    std::optional<Day> opened_on{};  // no paper was received before
    int minimum_formal_surveyors = 2;
    int band_width = 5;
    Json remedies = Json::object();            // by kind of act
    std::map<std::string, Text> law_titles{};  // by law id
};

struct Context {
    Instant now{};
    const sdk::WorkCalendar* calendar = nullptr;
    const Matter* matter = nullptr;
    const CountyTerms* county = nullptr;
    int promised_days = 0;  // the county's own promise for the variant; 0 where it makes none
    const std::vector<Officer>* officers = nullptr;
    // The verdict on the case as the command would leave it; none where the plugin does not answer.
    std::optional<Verdict> verdict{};
    std::optional<Verdict> licence{};               // stage licence, for a grant
    std::string seed{};                             // fresh from the operating system, for a draw
    std::vector<std::string> previous_surveyors{};  // of the applicant's last surveyed case
    std::string case_number{};                      // reserved for a submit
    std::string query_code{};                       // fresh, for a submit
    Pin pin{};                                      // what a submit pins the case to
    // The next value of each counter without gaps that the step may use, by its name.
    std::map<std::string, std::int64_t> counters{};
    bool preview = false;  // nothing will be stored: no number is given

    Day today() const { return legal_day(now); }
    const Officer* officer(std::string_view id) const;
};

}  // namespace oneseal::cases
