// The plain page: what a bureau offers, for anybody with a browser, with neither script nor
// anything from outside.
#pragma once

#include <string>

#include "http/problem.hpp"
#include "http/router.hpp"

namespace oneseal::desk {
struct Generation;
class Generations;
}  // namespace oneseal::desk

namespace oneseal::surfaces {

// The whole HTML document. `at_root`: there is no portal yet, and it says so.
std::string plain_page(const desk::Generation& generation, http::Language language, bool at_root);

// /plain, /plain.css, /plain/verify, and / where it is `at_root`.
// REQUIRES: the routes of the API that verify are there.
void add_plain_page(http::Router& router, const desk::Generations& generations, bool at_root);

// What ?lang= says, otherwise Accept-Language.
http::Language language_wanted(const http::Request& request);

}  // namespace oneseal::surfaces
