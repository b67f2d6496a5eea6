// What the department's rules find, grouped as the law groups it, in words and with its bases.
#pragma once

#include "cases/context.hpp"
#include "cases/verdict.hpp"

namespace oneseal::desk {

// {"outcome", "outcome_title", "groups": [{"outcome", "title", "findings": [{"rule", "target",
// "message", "basis", "failed", "settled"}]}], "materials", "survey", "unknown"}. A target is
// {"kind": field | material | survey_item | rule, "id", "pointer", "title"}.
// LAW: 行政许可法 第三十二条 第一款
Json findings_view(const cases::Verdict& verdict,
                   const cases::Case& now,
                   const cases::Context& context);

}  // namespace oneseal::desk
