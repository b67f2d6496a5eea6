// Two-dimensional codes.
#pragma once

#include <string>

namespace oneseal::papers {

// A QR code (ISO/IEC 18004, error correction M) of an ASCII text as an SVG element. Empty where
// there is no memory for it or the text is longer than a code may hold. [any thread]
std::string draw_code(const std::string& text);

}  // namespace oneseal::papers
