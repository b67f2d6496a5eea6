#include "http/router.hpp"

#include <algorithm>
#include <cassert>

#include "http/target.hpp"

namespace oneseal::http {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        path.remove_prefix(1);
        parts.push_back(path.substr(0, path.find('/')));
        path.remove_prefix(parts.back().size());
    }
    return parts;
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool is_rest(std::string_view segment) {
    return is_parameter(segment) && segment[segment.size() - 2] == '*';
}

// A rest is often the name of a file below some folder; it must never leave that folder.
bool climbs(std::string_view rest) {
    const std::string path = "/" + std::string{rest};
    const auto parts = segments(path);
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

}  // namespace

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals{};
    std::unique_ptr<Node> parameter{};
    std::unique_ptr<Node> rest{};
    std::string name{};  // of the parameter or the rest that this node stands for
    bool apart = false;  // no rest beside it takes what is unknown below
    std::map<std::string, const Route*, std::less<>> by_method{};

    Node* child(std::string_view segment);
    const Node* find(std::string_view path, std::vector<std::string_view>& values) const;
};

Router::Node* Router::Node::child(std::string_view segment) {
    if (!is_parameter(segment)) {
        auto& node = literals[std::string{segment}];
        if (!node) node = std::make_unique<Node>();
        return node.get();
    }
    auto& node = is_rest(segment) ? rest : parameter;
    const std::string_view name_of = segment.substr(1, segment.size() - (is_rest(segment) ? 3 : 2));
    if (!node) {
        node = std::make_unique<Node>();
        node->name = name_of;
    }
    assert(node->name == name_of && "one place in a path has one parameter name");
    return node.get();
}

// `path` is empty or begins with a slash. `values` are what the parameters on the way stand for.
const Router::Node* Router::Node::find(std::string_view path,
                                       std::vector<std::string_view>& values) const {
    if (path.empty() && !by_method.empty()) return this;
    if (!path.empty()) {
        const std::string_view segment = path.substr(1, path.find('/', 1) - 1);
        const std::string_view after = path.substr(1 + segment.size());
        if (const auto it = literals.find(segment); it != literals.end()) {
            const Node* found = it->second->find(after, values);
            if (found != nullptr || it->second->apart) return found;
        }
        if (parameter && !segment.empty()) {
            values.push_back(segment);
            if (const Node* found = parameter->find(after, values)) return found;
            values.pop_back();
        }
    }
    if (!rest) return nullptr;
    values.push_back(path.empty() ? path : path.substr(1));
    return rest.get();
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(std::string_view method,
                 std::string_view pattern,
                 Body body,
                 Handler handler,
                 Handler admission) {
    assert(!pattern.empty() && pattern.front() == '/');
    assert((body == Body::upload) == static_cast<bool>(admission));
    routes_.push_back(std::make_unique<Route>(Route{std::string{method},
                                                    std::string{pattern},
                                                    body,
                                                    std::move(handler),
                                                    std::move(admission)}));
    Node* node = root_.get();
    for (const std::string_view segment : segments(pattern)) node = node->child(segment);
    [[maybe_unused]] const bool is_new =
        node->by_method.emplace(std::string{method}, routes_.back().get()).second;
    assert(is_new && "a method and pattern has one handler");
}

void Router::keep_apart(std::string_view path) {
    Node* node = root_.get();
    for (const std::string_view segment : segments(path)) node = node->child(segment);
    node->apart = true;
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    Match match;
    std::vector<std::string_view> values;
    const Node* node = root_->find(path, values);
    if (node == nullptr) return match;
    auto route = node->by_method.find(method);
    if (route == node->by_method.end() && method == "HEAD") route = node->by_method.find("GET");
    if (route == node->by_method.end()) {
        for (const auto& [name, unused] : node->by_method) {
            match.allowed.push_back(name);
            if (name == "GET") match.allowed.emplace_back("HEAD");
        }
        return match;
    }
    std::size_t next = 0;
    for (const std::string_view segment : segments(route->second->pattern)) {
        if (!is_parameter(segment)) continue;
        auto value = percent_decode(values[next++]);
        if (!value || (is_rest(segment) && climbs(*value))) {
            match.malformed = true;
            return match;
        }
        const std::size_t marks = is_rest(segment) ? 3 : 2;
        match.parameters.emplace_back(segment.substr(1, segment.size() - marks), std::move(*value));
    }
    match.route = route->second;
    return match;
}

}  // namespace oneseal::http
