// A case as JSON for those who may see it.
#pragma once

#include <string>

#include "access/principal.hpp"
#include "cases/clocks.hpp"
#include "desk/case_repository.hpp"
#include "desk/county.hpp"
#include "desk/list_repository.hpp"

namespace oneseal::desk {

// The case as this principal sees it: by the allow-list for applicants (views/applicant.hpp) or for
// the staff's parts in it (views/staff.hpp), with its leading clock.
Json case_view(const cases::Case& now,
               const cases::Context& context,
               const access::Principal& who,
               const County& county);

// A list's row stays small, whatever was typed into a form: the first so many characters.
std::string shortened(const std::string& text, std::size_t most);
inline constexpr std::size_t longest_name = 100;
inline constexpr std::size_t longest_code = 40;

// Whether it is the reader's to know who has a case in hand. False for an applicant, for the
// department that supervises, and for who only seals.
bool sees_course(const access::Principal& who);

// One row of a list, with names and codes masked as the form's fields say, and with the titles, so
// that nothing has to be joined to it. What the bureau goes by (light, who has it in hand) an
// applicant is not shown.
Json list_view(const CaseListRow& row,
               const County& county,
               const access::Principal& who,
               Day today);

// The clocks with their proofs, the light, and what is provisional.
Json deadline_view(const cases::Case& now, const cases::Context& context);

// The columns of a case's row that are derived from it and its clocks, at the context's instant.
CaseColumns columns_of(const cases::Case& now,
                       const std::vector<cases::CaseClock>& all,
                       const cases::Context& context);
CaseColumns columns_of(const cases::Case& now, const cases::Context& context);

// Keeps the first and the last characters: name 王**, id 511102****970, phone 159****0003.
std::string masked(const std::string& value, const std::string& mask);

// The mask that a form field declares; none where it declares nothing.
std::string mask_of(const Matter& matter, const char* party);
// The same by the matter as it is in force; of what is not installed, the usual one.
std::string mask_of(const County& county, const std::string& matter, const char* party);

}  // namespace oneseal::desk
