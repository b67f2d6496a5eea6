// A form as it is kept: each text in one spelling, whatever was typed, pasted or read by a machine.
#pragma once

#include "catalogue/matter.hpp"

namespace oneseal {

// Makes every text of the form normal: what has a check digit, is a party's code, a day or the key
// of a register as an identifier, a telephone number as one, other texts as a line or, where the
// document says so, lines. Codes of options and what the document does not know stay as they are.
// Returns {pointer: what was typed} for each text that this has changed. [any thread]
Json normalise_form(Json& form, const Matter& matter);

}  // namespace oneseal
