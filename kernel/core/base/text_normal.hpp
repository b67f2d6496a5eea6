// One spelling for each text, before it is stored, compared or checked: people paste blanks, marks
// of direction and full-width digits that nobody can see or mean.
#pragma once

#include <string>
#include <string_view>

namespace oneseal {

// REQUIRES of all below: text is UTF-8. What is normal stays as it is. [any thread]

// NFC, on one line, without what cannot be printed there and without blanks around it. Line ends
// and tabs become blanks.
std::string normal_line(std::string_view text);

// The same for several lines, ended by "\n".
std::string normal_lines(std::string_view text);

// An identifier: NFKC, upper case, without blanks and format characters.
std::string normal_code(std::string_view text);

// A telephone number: as an identifier, without the mainland's prefix, brackets and the hyphens of
// a mobile number; a landline keeps its digits only, another country's number its plus.
std::string normal_phone(std::string_view text);

}  // namespace oneseal
