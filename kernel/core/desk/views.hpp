// A case as JSON for those who may see it.
#pragma once

#include <string>

#include "access/principal.hpp"
#include "cases/context.hpp"
#include "desk/case_repository.hpp"

namespace oneseal::desk {

// The whole case for staff of the county. An applicant sees what concerns them: not the staff's
// opinion, findings overruled, facts of registers, or how people were drawn.
Json case_view(const cases::Case& now, const cases::Context& context, const access::Principal* who);

// The papers of the case that this reader may see: the bureau's papers to itself are not the
// applicant's, nor is what still waits for its seal.
std::vector<cases::PaperRecord> shown_papers(const cases::Case& now, const access::Principal* who);

// A list's row stays small, whatever was typed into a form: the first so many characters.
std::string shortened(const std::string& text, std::size_t most);
inline constexpr std::size_t longest_name = 100;
inline constexpr std::size_t longest_code = 40;

// One row of a list, with names and codes masked as the form's fields say.
Json list_view(const CaseListRow& row, const Matter* matter);

// The clocks with their proofs, the light, and what is provisional.
Json deadline_view(const cases::Case& now, const cases::Context& context);

// The columns of a case's row that are derived from it.
CaseColumns columns_of(const cases::Case& now, const cases::Context& context, Instant instant);

// Keeps the first and the last characters: name 王**, id 511102****970, phone 159****0003.
std::string masked(const std::string& value, const std::string& mask);

// The mask that a form field declares; none where it declares nothing.
std::string mask_of(const Matter& matter, const char* party);

}  // namespace oneseal::desk
