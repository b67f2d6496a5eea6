#include "surfaces/surfaces.hpp"

#include <algorithm>

#include "http/faults.hpp"
#include "http/problem.hpp"
#include "surfaces/plain.hpp"

namespace oneseal::surfaces {
namespace {

// Pictures from data: are those in the style sheets of the console's parts; blob: is a file that
// somebody is about to hand in, or a paper, shown before it is sent.
std::string policy_with(const std::string& framed_style) {
    return "default-src 'none'; script-src 'self'; style-src 'self' " + framed_style +
           "; connect-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
           "manifest-src 'self'; worker-src 'self'; frame-src 'self' blob:; form-action 'self'; "
           "base-uri 'none'; frame-ancestors 'none'";
}

// What a surface is served with.
struct Served {
    Files files{};
    std::string policy{};
};

// An address of the surface's own, and not a file that is missing.
bool is_navigation(const http::Request& request, std::string_view path) {
    const std::string_view last = path.substr(path.rfind('/') + 1);
    return last.find('.') == last.npos &&
           request.header("Accept").find("text/html") != std::string_view::npos;
}

http::Response not_found(const http::Request& request) {
    const http::Fault fault = http::faults::no_route();
    return http::problem(fault.status, fault.error, http::language_of(request));
}

http::Response file_of(const Served& served, const http::Request& request) {
    const auto& [files, policy] = served;
    const std::string_view path = request.parameter("rest");
    if (const auto file = files.find(path); file != files.end()) {
        return answer(file->second, request, policy);
    }
    if (path.empty()) return answer(files.at("index.html"), request, policy);
    if (!is_navigation(request, path)) return not_found(request);
    http::Response page = answer(files.at("index.html"), request, policy);
    page.headers.emplace_back("Vary", "Accept");
    return page;
}

// A service worker and relative addresses need the slash.
http::Response with_slash(const http::Request& request) {
    http::Response response;
    response.status = 308;
    const std::size_t query = std::min(request.target.find('?'), request.target.size());
    response.headers = {{"Location", request.path + "/" + request.target.substr(query)}};
    return response;
}

void add_surface(http::Router& router, const std::string& path, Served served) {
    const std::string below = path == "/" ? path : path + "/";
    const auto kept = std::make_shared<const Served>(std::move(served));
    router.add("GET",
               below + "{rest*}",
               http::Body::none,
               [kept, path](http::Request request, http::Respond respond) {
                   const bool bare = request.path == path && path != "/";
                   respond(bare ? with_slash(request) : file_of(*kept, request));
               });
}

}  // namespace

Result<Surfaces> read_surfaces(const std::map<std::string, std::filesystem::path>& folders) {
    Surfaces surfaces;
    for (const auto& [path, folder] : folders) {
        auto files = read_folder(folder);
        if (!files) return files.error();
        surfaces.emplace(path, std::move(*files));
    }
    return surfaces;
}

void add_routes(http::Router& router,
                Surfaces surfaces,
                const desk::Generations& generations,
                const std::string& framed_style) {
    router.keep_apart("/api");
    add_plain_page(router, generations, !surfaces.contains("/"));
    const std::string policy = policy_with(framed_style);
    for (auto& [path, files] : surfaces) add_surface(router, path, {std::move(files), policy});
}

}  // namespace oneseal::surfaces
