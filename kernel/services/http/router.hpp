// Which handler answers which method and path.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace oneseal::http {

// What a route does with a request's body: collect it in memory (it must be JSON, or empty), refuse
// it, or stream it into a file.
enum class Body { json, none, upload };

struct Route {
    std::string method{};
    std::string pattern{};
    Body body = Body::none;
    Handler handler{};
    // Of a Body::upload route: asked with the head of the request before a byte of the file is
    // taken, so that nobody fills the disk who may not. Answers go_on(), or the refusal.
    Handler admission{};
};

class Router {
  public:
    Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

    // `pattern` is a path such as /api/v1/counties/{c}/cases/{n}; a last segment {rest*} takes all
    // that follows, slashes included, never with a segment "..", and is empty where nothing
    // follows. A literal segment is preferred to a parameter. GET answers HEAD too. REQUIRES: no
    // route of this method and pattern; one name for one parameter's place; an admission exactly
    // for an upload.
    void add(std::string_view method,
             std::string_view pattern,
             Body body,
             Handler handler,
             Handler admission = {});

    // What is unknown below this literal path stays unknown, whatever the method, although a rest
    // beside it would take it.
    void keep_apart(std::string_view path);

    struct Match {
        const Route* route = nullptr;  // null where no route fits
        Fields parameters{};
        std::vector<std::string> allowed{};  // where only the method doesn't fit
        bool malformed = false;              // a bad percent escape, NUL, not UTF-8, a rest with ..
    };
    // The router must outlive the match. [any thread, while nobody adds]
    Match match(std::string_view method, std::string_view path) const;

    // All routes, in the order added; OpenAPI is held against them.
    const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

  private:
    struct Node;

    std::unique_ptr<Node> root_;
    std::vector<std::unique_ptr<Route>> routes_{};
};

}  // namespace oneseal::http
