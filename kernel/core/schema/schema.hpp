// Documents against JSON Schema draft-07, for their shape. Compiled once, checked often.
//
// `pattern`, `format` and `maxLength` are left out: the validator runs patterns with std::regex,
// which overflows the stack on long input, and counts lengths otherwise than people do. The SDK
// checks those, in linear time and over code points. The only user of valijson.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "base/error.hpp"

namespace oneseal {

class Schema {
  public:
    // Fails as `internal` (SCHEMA_INVALID) where the schema itself is wrong, or refers to another
    // file.
    static Result<Schema> compile(const nlohmann::json& schema);

    // Only what makes a filing unreadable rather than incomplete: unknown keys, wrong JSON kinds
    // and lists beyond their `maxItems`. Null passes everywhere below the root, as "not given"; an
    // integer may be any number, because 3.5 is a form error, not an unreadable one.
    static Result<Schema> compile_kinds(const nlohmann::json& schema);

    // Fails as `invalid_input` (SCHEMA_VIOLATED) with a finding a place, at most 50 and one that
    // says how many more. A finding names keys and never repeats a value. With hints it says what
    // would have been right: for authors of documents. [any thread]
    enum class Told { places, hints };
    Result<void> check(const nlohmann::json& document, Told told = Told::places) const;

  private:
    struct Compiled;
    static Result<Schema> compile_reduced(const nlohmann::json& reduced, nlohmann::json hints);
    explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace oneseal
