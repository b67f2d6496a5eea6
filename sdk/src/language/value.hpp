// Values of the rule language. Copies are cheap: texts, lists and maps are shared and never change.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "language/problem.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class Value {
  public:
    enum class Kind { null, boolean, integer, number, string, list, map, unknown, error };
    using List = std::vector<Value>;
    using Key = std::variant<bool, std::int64_t, std::string>;
    using Map = std::map<Key, Value>;
    using Names = std::set<std::string>;

    Value() = default;  // null
    Value(std::nullptr_t) {}
    Value(bool value) : data_(value) {}
    Value(int value) : data_(std::int64_t{value}) {}
    Value(std::int64_t value) : data_(value) {}
    Value(double value) : data_(value) {}
    Value(std::string value);
    Value(const char* value) : Value(std::string(value)) {}
    Value(List value);
    Value(Map value);
    // Not established yet; the names are what has to become known, as "facts.revoked_until".
    static Value unknown(Names names);
    static Value error(Problem problem);

    Kind kind() const { return static_cast<Kind>(data_.index()); }
    bool is(Kind kind) const { return this->kind() == kind; }
    bool is_null() const { return is(Kind::null); }
    bool is_unknown() const { return is(Kind::unknown); }
    bool is_error() const { return is(Kind::error); }
    bool is_true() const { return is(Kind::boolean) && boolean(); }
    bool is_false() const { return is(Kind::boolean) && !boolean(); }

    // REQUIRES of each: the value is of that kind.
    bool boolean() const { return std::get<bool>(data_); }
    std::int64_t integer() const { return std::get<std::int64_t>(data_); }
    double number() const { return std::get<double>(data_); }
    const std::string& string() const { return *std::get<Shared<std::string, 0>>(data_); }
    const List& list() const { return *std::get<Shared<List, 1>>(data_); }
    const Map& map() const { return *std::get<Shared<Map, 2>>(data_); }
    const Names& waits_for() const { return *std::get<Shared<Names, 3>>(data_); }
    const Problem& problem() const { return *std::get<Shared<Problem, 4>>(data_); }

    // Equality as the language has it: deep, ints and doubles by their exact value, NaN unlike
    // itself. REQUIRES: neither is unknown or an error.
    friend bool operator==(const Value& a, const Value& b);

  private:
    template <typename T, int>
    using Shared = std::shared_ptr<const T>;

    std::variant<std::monostate,
                 bool,
                 std::int64_t,
                 double,
                 Shared<std::string, 0>,
                 Shared<List, 1>,
                 Shared<Map, 2>,
                 Shared<Names, 3>,
                 Shared<Problem, 4>>
        data_{};
};

// Binds a JSON value as a schema's kind says: a `number` is a double also where 3 is written, an
// `integer` an int also where 3.0 is. Null, "" and a missing key are null, or [] for a list; a map
// has all of its declared keys and no other. Where the type is dynamic, 3 is an int, 3.0 a double
// and "" is "". A JSON value of another kind than the type's is an error value (`wrong_kind`).
Value from_json(const nlohmann::json& json, const Type& type);
// REQUIRES: the value holds no unknown, error or number that is not finite.
nlohmann::json to_json(const Value& value);

}  // namespace v0_9
}  // namespace oneseal::sdk
