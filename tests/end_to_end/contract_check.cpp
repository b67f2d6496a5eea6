#include "end_to_end/contract_check.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "api/contract.hpp"
#include "base/json.hpp"
#include "http/target.hpp"
#include "schema/schema.hpp"

namespace oneseal {
namespace {

constexpr std::size_t most_faults = 8;
const std::string of_components = "#/components/schemas/";

std::vector<std::string> segments_of(std::string_view target) {
    std::vector<std::string> segments{""};
    for (const char c : target.substr(0, target.find('?'))) {
        if (c == '/') {
            segments.emplace_back();
        } else {
            segments.back() += c;
        }
    }
    for (std::string& segment : segments) {
        if (const auto decoded = http::percent_decode(segment)) segment = *decoded;
    }
    return segments;
}

bool is_parameter(const std::string& segment) {
    return segment.starts_with("{");
}

// As the kernel's validator reads it, which knows draft 07: the schemas that it needs stand under
// `definitions`, by whose name a reference finds them.
Json in_draft_07(const Json& schema) {
    if (!schema.is_structured()) return schema;
    Json read = schema.is_array() ? Json::array() : Json::object();
    for (const auto& [key, value] : schema.items()) {
        if (schema.is_array()) {
            read.push_back(in_draft_07(value));
        } else if (key == "$ref" && value.is_string()) {
            read[key] = "#/definitions/" + value.get<std::string>().substr(of_components.size());
        } else {
            read[key == "dependentRequired" ? "dependencies" : key] = in_draft_07(value);
        }
    }
    return read;
}

class Contract {
  public:
    Contract() : document_(Json::parse(api::contract())) {
        for (const auto& [path, methods] : document_["paths"].items()) {
            routes_.push_back({segments_of(path), &methods});
        }
    }

    // Of several the one with the fewest parameters; null where there is none.
    const Json* methods_of(std::string_view target) const {
        const auto segments = segments_of(target);
        const Route* best = nullptr;
        for (const Route& route : routes_) {
            if (!route.matches(segments)) continue;
            if (best == nullptr || route.parameters() < best->parameters()) best = &route;
        }
        return best == nullptr ? nullptr : best->methods;
    }

    const Json& resolved(const Json& node) const {
        if (!node.contains("$ref")) return node;
        return document_.at(Json::json_pointer(node["$ref"].get<std::string>().substr(1)));
    }

    // Compiled once.
    Schema schema(const Json& node) {
        const std::lock_guard lock(mutex_);
        const auto found = compiled_.find(node.dump());
        if (found != compiled_.end()) return found->second;
        Json whole = in_draft_07(node);
        Json needed = Json::object();
        add_needed(node, needed);
        whole["definitions"] = std::move(needed);
        auto made = Schema::compile(whole);
        if (!made) throw std::logic_error(node.dump() + ": " + made.error().message.en);
        return compiled_.emplace(node.dump(), std::move(*made)).first->second;
    }

  private:
    struct Route {
        std::vector<std::string> segments{};
        const Json* methods = nullptr;

        long parameters() const { return std::ranges::count_if(segments, is_parameter); }
        bool matches(const std::vector<std::string>& target) const {
            return std::ranges::equal(segments, target, [](const auto& of_route, const auto& told) {
                return of_route == told || (is_parameter(of_route) && !told.empty());
            });
        }
    };

    void add_needed(const Json& node, Json& needed) const {
        if (!node.is_structured()) return;
        for (const auto& [key, value] : node.items()) {
            if (key != "$ref" || !value.is_string()) {
                add_needed(value, needed);
                continue;
            }
            const std::string name = value.get<std::string>().substr(of_components.size());
            if (needed.contains(name)) continue;
            const Json& schema = document_.at("components").at("schemas").at(name);
            needed[name] = in_draft_07(schema);
            add_needed(schema, needed);
        }
    }

    Json document_;
    std::vector<Route> routes_{};
    std::mutex mutex_{};
    std::map<std::string, Schema> compiled_{};
};

Contract& contract() {
    static Contract made;
    return made;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// The answer that the operation names; null where it names none. A refusal may be its default.
const Json* named_answer(const Json& operation, int status) {
    const Json& answers = operation.at("responses");
    const auto exactly = answers.find(std::to_string(status));
    if (exactly != answers.end()) return &contract().resolved(*exactly);
    const auto otherwise = answers.find("default");
    if (status < 400 || otherwise == answers.end()) return nullptr;
    return &contract().resolved(*otherwise);
}

std::vector<std::string> faults_of_body(const Json& node, std::string_view text) {
    const Json body = Json::parse(text, nullptr, false);
    if (body.is_discarded()) return {"the body is no JSON"};
    const auto checked = contract().schema(node).check(body);
    if (checked) return {};
    std::vector<std::string> faults;
    for (const Finding& finding : checked.error().findings) {
        if (faults.size() == most_faults) break;
        faults.push_back((finding.pointer.empty() ? "/" : finding.pointer) + ": " +
                         finding.message.en);
    }
    if (faults.empty()) faults.push_back("/: " + checked.error().message.en);
    return faults;
}

std::vector<std::string> faults_of_content(const Json& named, const SeenAnswer& answer) {
    const Json none = Json::object();
    const Json& content = named.contains("content") ? named["content"] : none;
    if (content.empty()) {
        return answer.body.empty() ? std::vector<std::string>{}
                                   : std::vector<std::string>{"the contract names no body"};
    }
    const std::string type = answer.content_type.substr(0, answer.content_type.find(';'));
    const auto found = content.find(type);
    if (found == content.end()) return {"the contract does not name the content type " + type};
    if (!type.ends_with("json")) return {};
    return faults_of_body(found->at("schema"), answer.body);
}

const Json& problem_answer() {
    static const Json answer = {
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", of_components + "Problem"}}}}}}}};
    return answer;
}

// A connection too many is refused before a request is read: by no operation, and without a body.
bool refuses_the_connection(const SeenAnswer& answer) {
    return answer.status == 503 && answer.body.empty() && answer.content_type.empty();
}

}  // namespace

std::vector<std::string> faults_by_contract(const SeenAnswer& answer) {
    if (refuses_the_connection(answer)) return {};
    const Json* methods = contract().methods_of(answer.target);
    const std::string method = lower(answer.method);
    if (methods == nullptr || !methods->contains(method)) {
        if (answer.status >= 400) return faults_of_content(problem_answer(), answer);
        return {"the contract has no such route"};
    }
    const Json* named = named_answer(methods->at(method), answer.status);
    if (named == nullptr) return {"the operation does not name this status"};
    return faults_of_content(*named, answer);
}

}  // namespace oneseal
