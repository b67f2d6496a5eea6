// A paper as a page: A4, to be read on a screen and printed, with neither script nor anything from
// outside.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/json.hpp"

namespace oneseal::papers {

// A preview is none yet: it has neither number, nor seal, digest and code.
enum class Sealed { needs_none, not_yet, by_acceptance, by_licensing, preview };

struct Page {
    Json content = Json::object();  // as it was issued; without its text the fields are told
    std::string county{};           // its code
    std::string sha256{};           // of the content
    // A seal is drawn only where the register of seal uses names this hash.
    Sealed sealed = Sealed::needs_none;
    bool whole = true;  // otherwise an extract for its reader: without seal, digest and code
    bool chinese = true;
    bool demonstration = false;  // it says that nothing in it is so
};

// The whole HTML document. [any thread]
std::string page_of(const Page& page);

// The Content-Security-Policy under which such a page shows: its own style and nothing else.
const std::string& page_policy();
// The same style as the source that a policy names, where a page stands in a frame of another
// page's own: 'sha256-…'.
const std::string& style_source();

// What the paper's QR code says: county and the beginning of the hash, 96 bits of it, in ASCII.
std::string verification_token(const std::string& county, const std::string& sha256);

// page.html and page.css.
extern const char* const page_template;
extern const char* const page_style;

}  // namespace oneseal::papers
