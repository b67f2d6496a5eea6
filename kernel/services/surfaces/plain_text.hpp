// The plain page's own documents: templates, style and words, as they lie in this folder.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/json.hpp"
#include "http/problem.hpp"

namespace oneseal::surfaces {

extern const char* const plain_template;
extern const char* const form_template;
extern const char* const result_template;
extern const char* const plain_style;
extern const char* const plain_words;

// One of words.json, to be filled. REQUIRES: it is there.
Text word(const std::string& key);

// A template with its data: objects, lists, texts and flags; an empty text is none. {{w.key}} is a
// word and {{language}} the page's language; all is escaped but {{{form}}}. [any thread]
std::string render(const char* page, Json data, http::Language language);

}  // namespace oneseal::surfaces
