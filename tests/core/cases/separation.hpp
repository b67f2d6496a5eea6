// Who may do what beside what, held against all that happened in a case: every draw, every decision
// and every seal, not only the last ones that the case still shows.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/decide.hpp"

namespace oneseal::cases::test {

class Separation {
  public:
    // `minimum_formal`: of the county; one of a team is formal staff whatever it says.
    Separation(const std::vector<Officer>& officers,
               std::vector<std::string> previous_surveyors,
               int minimum_formal)
        : officers_(officers),
          previous_surveyors_(std::move(previous_surveyors)),
          minimum_formal_(std::max(1, minimum_formal)) {}

    // Goes through the events of one case; answers the rules that they break, "" for none.
    std::string broken_by(const std::vector<Event>& events);
    // Why people were left out of the draws, and how many contract staff were drawn.
    const std::map<std::string, int>& left_out() const { return left_out_; }
    int contract_staff_drawn() const { return contract_staff_drawn_; }

  private:
    const Officer* officer(const std::string& id) const;
    bool is_formal(const std::string& id) const;
    bool has_interest(const std::string& id) const;
    void must(bool holds, const char* rule, const std::string& person);
    void count(const Draw& drawn);
    void team(const Draw& drawn);
    void reviewer(const Draw& drawn);
    void decision(const std::string& by);
    void look_at(const Event& event);

    const std::vector<Officer>& officers_;
    const std::vector<std::string> previous_surveyors_;
    const int minimum_formal_;
    Applicant applicant_{};
    std::string intake_{};
    std::string decided_by_{};
    std::set<std::string> surveyors_{};  // whoever was drawn, though a recusal replaced them
    std::set<std::string> reviewers_{};
    std::set<std::string> recused_{};
    std::map<std::string, int> left_out_{};
    int contract_staff_drawn_ = 0;
    std::string broken_{};
};

}  // namespace oneseal::cases::test
