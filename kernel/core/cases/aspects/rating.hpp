// What the applicant thought of the service. Source: 国办发〔2019〕51号
#pragma once

#include <string>

namespace oneseal::cases {

struct Rating {
    std::string grade{};  // as actions/rate.json has them, best first
    std::string remark{};
    std::string at{};
};

}  // namespace oneseal::cases
