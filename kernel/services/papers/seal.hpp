// The bureau's seal as a drawing.
#pragma once

#include <string>

namespace oneseal::papers {

// A round seal as an SVG element: a star in the middle, the authority's name on the arc, the
// seal's own name below. Both texts are put in as they are, escaped. [any thread]
std::string draw_seal(const std::string& authority, const std::string& name);

}  // namespace oneseal::papers
