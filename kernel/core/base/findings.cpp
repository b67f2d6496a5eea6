#include "base/findings.hpp"

#include <utility>

namespace oneseal {

Error with_findings(Error error, std::vector<Finding> findings) {
    error.findings = std::move(findings);
    return error;
}

}  // namespace oneseal
