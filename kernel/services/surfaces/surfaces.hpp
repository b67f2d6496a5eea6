// Serves what browsers show: built surfaces from their folders, and a plain page until there are
// any. It knows no page of theirs; what they know of the bureau they ask the API.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/error.hpp"
#include "http/router.hpp"
#include "surfaces/folder.hpp"

namespace oneseal::desk {
class Generations;
}

namespace oneseal::surfaces {

// By the path that each is served at: "/", "/console".
using Surfaces = std::map<std::string, Files>;

// Fails as read_folder() does.
Result<Surfaces> read_surfaces(const std::map<std::string, std::filesystem::path>& folders);

// A file by its path; index.html for what a browser navigates to, since a surface has addresses of
// its own; 404 for everything else. What is unknown below /api stays a problem. The plain page is
// at /plain, with what belongs to it below, and at / where no surface is.
// `framed_style` is a source of the policy besides the surface's own files: the style of the pages
// that a surface shows in a frame of its own, which is under the surface's policy.
// REQUIRES: the routes of the API are there. The generations outlive it.
void add_routes(http::Router& router,
                Surfaces surfaces,
                const desk::Generations& generations,
                const std::string& framed_style);

}  // namespace oneseal::surfaces
