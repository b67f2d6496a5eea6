// A department of few rules for tests of the engine. It answers as a plugin would, from the form,
// the papers and the survey that it is shown; no plugin runs.
#pragma once

#include "cases/case.hpp"

namespace oneseal::cases::test {

// What its answers hang on, besides the case.
struct Department {
    bool answers = true;  // false: the plugin is down
    bool needs_survey = true;
    bool survey_unknown = false;
    std::string licensed_from{};         // empty: from the day of the grant
    std::string licensed_to{};           // empty: without an end
    std::vector<std::string> ignored{};  // pointers of the form that do not count
    std::vector<std::string> required{"fd01", "fd02", "fd03", "fd04"};

    // The verdict document. A field that says "?" has a finding. Fields with a rule:
    //   items = "prepack"         FOOD-01 no_licence_needed
    //   items = "prison"          FOOD-90 wrong_authority
    //   items = "renewal"         FOOD-05 redirect_variant
    //   processing_area > site_area  FOOD-11 form_error
    //   safety_manager = "barred" FOOD-23 supplement
    //   special_room = 0          FOOD-08 deny
    //   broken = true             FOOD-19 flag, failed
    //   form_suffix = "vending"   asks for fd05; where form_suffix is "?", that depends on it
    //   needs_expert = true       FOOD-30 waits for the fact expert_opinion
    // A survey item that failed is SUR:<id>: deny for fs01, otherwise flag.
    Json verdict(const Case& now) const;
    // The same at stage licence.
    Json licence(const Case& now, Day today) const;
};

}  // namespace oneseal::cases::test
