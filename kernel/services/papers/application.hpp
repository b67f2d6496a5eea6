// The application (申请书) as a page, made from the form to be signed. It is nobody's paper but the
// applicant's: without number, seal and code.
#pragma once

#include <string>

#include "cases/case.hpp"
#include "catalogue/matter.hpp"

namespace oneseal::papers {

struct ApplicationPage {
    const cases::Case& now;  // a draft, or the case as it was filed
    const Matter& matter;
    std::string material{};  // the id of what the matter calls it
    Text authority{};
    Text county{};
    bool chinese = true;
    bool demonstration = false;
};

// The whole HTML document, to be shown under page_policy(). REQUIRES: the matter has the material.
// [any thread]
// LAW: 行政许可法 第三十一条 第一款
std::string page_of(const ApplicationPage& page);

// application.html.
extern const char* const application_template;

}  // namespace oneseal::papers
