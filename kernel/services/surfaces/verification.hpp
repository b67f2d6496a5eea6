// The plain page's form for whoever holds a paper or a licence in hand, and what it answers: asked
// of the API like anybody else, with its limits, and told as a page.
#pragma once

#include <string>
#include <string_view>

#include "http/problem.hpp"
#include "http/router.hpp"

namespace oneseal::desk {
struct Generation;
class Generations;
}  // namespace oneseal::desk

namespace oneseal::surfaces {

// What stands in the form.
struct Question {
    std::string county{};
    std::string code{};
};

// A part of a page.
std::string question_form(const desk::Generation& generation,
                          const Question& question,
                          http::Language language);

// Answers ?county=&code=&lang= with a page that has the API's status. `generations` and the routes
// of `router` outlive it.
http::Handler verify_handler(const http::Router& router,
                             const desk::Generations& generations,
                             std::string_view policy);

}  // namespace oneseal::surfaces
