// A department's documents and the context, opened: what open makes and evaluate uses.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "days/days.hpp"
#include "department/request.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Package {
    Matters matters{};
    WorkCalendar calendar{};
};

// documents: [{"file", "text"}], context: the context document. The package may be used only if
// there is no problem.
Package open_package(std::string_view documents,
                     std::string_view context,
                     DocumentProblems& problems);

// {"errors": [...]}, as plugin.h says.
nlohmann::json to_json(const DocumentProblems& problems);

}  // namespace v0_9
}  // namespace oneseal::sdk
