// The applicant rates the service, once a case and of their own accord.
#include "cases/clauses.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {

Result<void> lawful_rate(const Step& step) {
    if (step.now().rating) return errors::rated_already();
    return {};
}

Result<void> perform_rate(Step& step) {
    Body body(step.body());
    step.emit(Rated{{body.text("grade"), body.text("remark"), step.instant()}});
    return {};
}

}  // namespace oneseal::cases
