// A bureau for tests of the engine: the county, its officers, the food matter and the calendars as
// they are configured, a clock that the test owns, and one case on its way.
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "cases/decide.hpp"
#include "core/cases/department.hpp"

namespace oneseal::cases::test {

// "2024-02-08 09:00" in legal time, or a day alone for its first instant.
Instant at(std::string_view text);
Day day(std::string_view text);

// Bodies of actions: a submission that is complete; a service in person, signed; a survey's record.
Json filing();
Json served(const std::string& paper = "");
Json survey_record(const Case& now, const std::string& failed_item = "");
Json good_form();
// The rules that an error names.
std::set<std::string> rules_of(const Error& error);

class CaseTest : public testing::Test {
  protected:
    CaseTest();

    // Changes the document of the variant before the matter is read: another pace, other limits.
    void change_matter(const std::function<void(Json& variant)>& change);

    // The actor that a word means: applicant, system, or an officer's id with the county's roles.
    Actor actor(const std::string& who) const;
    Officer& officer(const std::string& id);

    // Takes an action now; the case moves on where it is lawful. A minute passes.
    Result<Decision> act(const std::string& who,
                         const std::string& action,
                         Json body = Json::object());
    // The id of the refusal, or "" where it was done.
    std::string refusal(const std::string& who,
                        const std::string& action,
                        Json body = Json::object());
    // Fires what is due on the way to the instant, in order, each at its own instant.
    void wait_until(std::string_view when);
    void wait_until(Instant until);
    // When this timer would fire; empty where it is not set.
    std::string fires(const std::string& kind) const;

    void draft(Json form, const std::vector<std::string>& materials);
    void hand_in(const std::string& material);
    // Shortcuts through the steps before the one that a test is about.
    void submit(Json form = good_form(),
                const std::vector<std::string>& materials = {"fd01", "fd02", "fd03", "fd04"});
    void notify(Json items = Json::array());  // a supplement notice, issued
    void notify_and_serve(Json items = Json::array());
    void accept();
    void survey(const std::string& failed_item = "");
    void propose(const std::string& proposal = "grant");
    std::string ask_recusal(const std::string& person);  // the applicant does
    std::string answer_recusal(const std::string& person, const std::string& answer = "granted");
    void decide_to(const std::string& outcome);  // grant or refuse, from the proposal on

    Context context() const;
    Context context(const Command& command) const;
    std::optional<CaseClock> clock_of(const std::string& kind) const;
    // The content of the last paper of a kind, and its record.
    const Json& paper(int kind) const;
    const PaperRecord& record(int kind) const;
    std::string last_paper(int kind) const { return record(kind).id; }
    int events_of(const std::string& kind) const;

    Json document_{};
    Matter matter_{};
    CountyTerms county_{};
    std::vector<Officer> officers_{};
    std::vector<sdk::HolidayNotice> notices_{};
    sdk::WorkCalendar calendar_{};
    Department department_{};
    Instant clock_{};
    Case case_{};
    std::vector<Event> events_{};
    std::set<std::string> done_{};  // the actions that were taken
    std::map<std::string, std::int64_t> counters_{};
    std::map<std::string, Json> contents_{};  // by paper id
    std::vector<std::string> previous_surveyors_{};
    std::string seed_ = "seed";
};

}  // namespace oneseal::cases::test
