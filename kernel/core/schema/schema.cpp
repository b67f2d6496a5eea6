#include "schema/schema.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <nlohmann/json.hpp>
#include <string_view>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/findings.hpp"
#include "base/json.hpp"
#include "schema/allowed.hpp"
#include "schema/errors.hpp"
#include "text/likeness.hpp"

namespace oneseal {

struct Schema::Compiled {
    valijson::Schema schema{};
    Json json{};  // what hints are made from; null for kinds
};

namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t most_findings = 50;

constexpr std::array<std::string_view, 3> left_out{"pattern", "format", "maxLength"};
constexpr std::array<std::string_view, 7> of_kinds{
    "type", "properties", "items", "maxItems", "additionalProperties", "definitions", "$ref"};
// Their members are named by the document's author, so a property may be called `format`.
constexpr std::array<std::string_view, 3> maps_of_schemas{
    "properties", "definitions", "patternProperties"};
// Data, not schemas.
constexpr std::array<std::string_view, 4> data{"enum", "const", "default", "examples"};

template <typename List>
bool is_in(const List& list, std::string_view key) {
    return std::find(list.begin(), list.end(), key) != list.end();
}

enum class Purpose { document, kinds };

Json reduce(const Json& schema, Purpose purpose, bool root);

Json reduce_members(const Json& schemas, Purpose purpose) {
    Json reduced = Json::object();
    for (const auto& [name, schema] : schemas.items()) {
        reduced[name] = reduce(schema, purpose, false);
    }
    return reduced;
}

Json reduce_list(const Json& schemas, Purpose purpose) {
    Json reduced = Json::array();
    for (const Json& schema : schemas) reduced.push_back(reduce(schema, purpose, false));
    return reduced;
}

Json kinds_of(const Json& type, bool root) {
    Json kinds = type.is_array() ? type : Json::array({type});
    std::replace(kinds.begin(), kinds.end(), Json("integer"), Json("number"));
    if (!root && std::find(kinds.begin(), kinds.end(), "null") == kinds.end()) {
        kinds.push_back("null");
    }
    return kinds;
}

Json reduce(const Json& schema, Purpose purpose, bool root) {
    if (!schema.is_object()) return schema;
    Json reduced = Json::object();
    for (const auto& [key, value] : schema.items()) {
        if (is_in(left_out, key)) continue;
        if (purpose == Purpose::kinds && !is_in(of_kinds, key)) continue;
        if (purpose == Purpose::kinds && key == "type") {
            reduced[key] = kinds_of(value, root);
        } else if (is_in(data, key)) {
            reduced[key] = value;
        } else if (is_in(maps_of_schemas, key) && value.is_object()) {
            reduced[key] = reduce_members(value, purpose);
        } else if (value.is_array()) {
            reduced[key] = reduce_list(value, purpose);
        } else {
            reduced[key] = reduce(value, purpose, false);
        }
    }
    return reduced;
}

// What valijson says, by how it begins, and what people read, which may name the quoted part.
struct Phrase {
    std::string_view begins;
    Text (*text)() = nullptr;
    Text (*of_key)(const Inset& quoted) = nullptr;
    bool at_quoted = false;  // the quoted key belongs to the place
};
constexpr std::array phrases{
    Phrase{"Missing required property", nullptr, schema::errors::required_key_missing},
    Phrase{"Object contains a property", nullptr, schema::errors::unknown_key, true},
    Phrase{"Value type not permitted", schema::errors::other_type},
    Phrase{"Failed to match against any enum", schema::errors::not_allowed},
    Phrase{"Failed to match expected value", schema::errors::not_the_value},
    Phrase{"Expected number less", schema::errors::number_too_large},
    Phrase{"Expected number greater", schema::errors::number_too_small},
    Phrase{"Array should contain no more", schema::errors::too_many_items},
    Phrase{"Array should contain no fewer", schema::errors::too_few_items},
    Phrase{"Array contains more", schema::errors::too_many_items},
    Phrase{"String should be no fewer", schema::errors::text_too_short},
    Phrase{"Elements at indexes", schema::errors::items_repeated},
};
// These only repeat what a deeper finding says.
constexpr std::array<std::string_view, 4> echoes{"Failed to validate against schema associated",
                                                 "Failed to validate item",
                                                 "Failed to validate against additional properties",
                                                 "Failed to validate against any"};

std::string pointer_of(const std::vector<std::string>& context) {
    std::string pointer;
    // Begins with "<root>"; then each step stands in brackets.
    for (std::size_t i = 1; i < context.size(); ++i) {
        const std::string_view step = context[i];
        pointer += "/" + pointer_token(step.substr(1, step.size() - 2));
    }
    return pointer;
}

void add_hint(Text& message, const sdk::Hint& hint) {
    message.zh_cn += hint.zh_cn;
    message.en += hint.en;
}

Text exactly_one(const std::vector<std::string>& keys) {
    Text list;
    for (const std::string& key : keys) {
        list = list.zh_cn.empty() ? Text{key, key} : schema::errors::listed(list, key);
    }
    return schema::errors::exactly_one_needed(list);
}

// With a hint where the schema is given.
Finding finding_of(const valijson::ValidationResults::Error& error, const Json* schema) {
    Finding finding{pointer_of(error.context), schema::errors::other_shape()};
    for (const Phrase& phrase : phrases) {
        if (error.description.rfind(phrase.begins, 0) != 0) continue;
        // The key stands last, after the constraints' names, in quotes that it may hold itself.
        const std::size_t colon = error.description.find(": '");
        const std::size_t from =
            colon == std::string::npos ? error.description.find('\'') + 1 : colon + 3;
        const std::size_t to = error.description.rfind('\'');
        const std::string quoted = from == 0 || to == std::string::npos || to < from
                                       ? std::string{}
                                       : error.description.substr(from, to - from);
        finding.message = phrase.text != nullptr ? phrase.text() : phrase.of_key(quoted);
        const Allowed allowed =
            schema != nullptr ? allowed_at(*schema, finding.pointer) : Allowed{};
        if (phrase.begins.starts_with("Missing") && is_in(allowed.one_of, quoted)) {
            finding.message = exactly_one(allowed.one_of);
        } else if (phrase.at_quoted) {
            add_hint(finding.message, sdk::did_you_mean(quoted, allowed.keys));
        } else if (phrase.begins.starts_with("Failed to match against any enum")) {
            add_hint(finding.message, sdk::did_you_mean("", allowed.values));
        }
        if (phrase.at_quoted) finding.pointer += "/" + pointer_token(quoted);
        break;
    }
    return finding;
}

std::vector<Finding> findings_of(const valijson::ValidationResults& results, const Json* schema) {
    std::vector<Finding> findings;
    std::size_t more = 0;
    for (const auto& error : results) {
        const bool echo = std::any_of(echoes.begin(), echoes.end(), [&](std::string_view begins) {
            return error.description.rfind(begins, 0) == 0;
        });
        if (echo) continue;
        Finding finding = finding_of(error, schema);
        // Each branch of one_of that does not hold says the same once more.
        const bool said =
            schema != nullptr &&
            std::any_of(findings.begin(), findings.end(), [&](const Finding& one) {
                return one.pointer == finding.pointer && one.message.en == finding.message.en;
            });
        if (said) continue;
        if (findings.size() < most_findings) {
            findings.push_back(std::move(finding));
        } else {
            ++more;
        }
    }
    if (more > 0) {
        findings.push_back({"", schema::errors::more_findings(more), "", ""});
    }
    return findings;
}

}  // namespace

Result<Schema> Schema::compile_reduced(const Json& reduced, Json hints) {
    auto compiled = std::make_shared<Compiled>();
    compiled->json = std::move(hints);
    try {
        valijson::SchemaParser parser;
        parser.populateSchema(Adapter(reduced), compiled->schema);
    } catch (const std::exception& error) {
        return schema::errors::schema_invalid(error.what());
    }
    return Schema(std::move(compiled));
}

Result<Schema> Schema::compile(const Json& schema) {
    const Json reduced = reduce(schema, Purpose::document, true);
    return compile_reduced(reduced, reduced);
}

Result<Schema> Schema::compile_kinds(const Json& schema) {
    return compile_reduced(reduce(schema, Purpose::kinds, true), {});
}

Result<void> Schema::check(const Json& document, Told told) const {
    // The validator caches as it goes, so it is this call's own; the compiled schema is only read.
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    if (validator.validate(compiled_->schema, Adapter(document), &results)) return {};
    return with_findings(schema::errors::schema_violated(),
                         findings_of(results, told == Told::hints ? &compiled_->json : nullptr));
}

}  // namespace oneseal
