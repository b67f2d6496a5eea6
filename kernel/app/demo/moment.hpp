// A course at a moment: its case as it stands, whose the next step is, and what that step may name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/demo/plan.hpp"
#include "cases/case.hpp"
#include "desk/attachment_repository.hpp"
#include "desk/desk.hpp"

namespace oneseal::demo {

// By county and person; applicants by account's name under access::applicants.
using People = std::map<std::string, std::map<std::string, access::PrincipalPointer>>;

// What the courses of one filling share. All of it outlives them.
struct Stage {
    desk::Desk desk;
    const Json& document;
    const People& people;
};

class Moment {
  public:
    Moment(const Stage& stage, Course& course, cases::Case now)
        : stage_(stage), course_(course), now_(std::move(now)) {}

    const cases::Case& now() const { return now_; }

    // For the applicant's steps a clerk, where the application was filed at the counter. Null:
    // nobody there can take it.
    access::PrincipalPointer person(const std::string& role);
    // Fills the places of a body (values.hpp). Throws where there is no value of such a name.
    Json body_of(const Json& pattern);
    // The form with the mistake that the way begins with, if it does.
    Json form_as_filed();

  private:
    Instant instant() const { return stage_.desk.clock().now(); }
    // From which the days of a form are counted.
    std::string first_day() const { return sdk::format_day(legal_day(course_.begins)); }
    access::PrincipalPointer of(const std::string& name) const;
    access::PrincipalPointer one_with(Role role);
    Json value(const std::string& name);
    Json value_of_the_case(const std::string& name);
    Json workday(const std::string& name) const;
    Json results() const;
    std::vector<desk::Attachment> attachments() const;
    Json photos();
    Json entry() const;

    const Stage& stage_;
    Course& course_;
    cases::Case now_;
};

}  // namespace oneseal::demo
