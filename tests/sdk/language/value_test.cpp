#include "language/value.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "language/compare.hpp"

namespace oneseal::sdk {
namespace {

using Json = nlohmann::json;
using Kind = Value::Kind;

TEST(Value, ANumberOfASchemaIsADoubleAndAnIntegerAnInt) {
    EXPECT_TRUE(from_json(Json(3), Type::number()).is(Kind::number));
    EXPECT_TRUE(from_json(Json(3.0), Type::integer()).is(Kind::integer));
    EXPECT_EQ(from_json(Json(3.0), Type::integer()).integer(), 3);
    EXPECT_TRUE(from_json(Json(3), Type::dynamic()).is(Kind::integer));
    EXPECT_TRUE(from_json(Json(3.0), Type::dynamic()).is(Kind::number));
    EXPECT_EQ(from_json(Json(INT64_MIN), Type::integer()).integer(), INT64_MIN);
}

TEST(Value, NotGivenIsNullOrAnEmptyList) {
    for (const Json& missing : {Json(), Json("")}) {
        EXPECT_TRUE(from_json(missing, Type::string()).is_null());
        EXPECT_TRUE(from_json(missing, Type::integer()).is_null());
        EXPECT_EQ(from_json(missing, Type::list_of(Type::string())), Value(Value::List{}));
    }
    EXPECT_EQ(from_json(Json(""), Type::dynamic()), Value(""));
    EXPECT_TRUE(from_json(Json(), Type::dynamic()).is_null());
}

TEST(Value, AMapHasAllOfItsDeclaredKeysAndNoOther) {
    const Type item = Type::map_of({{"name", Type::string()},
                                    {"weight", Type::number().or_null()},
                                    {"tags", Type::list_of(Type::string())}});
    const Value list = from_json(Json::parse(R"([{"name": "a", "other": 1}, {"weight": 2}])"),
                                 Type::list_of(item));
    EXPECT_EQ(to_json(list), Json::parse(R"([{"name": "a", "weight": null, "tags": []},
                                             {"name": null, "weight": 2.0, "tags": []}])"));
}

TEST(Value, AnotherKindIsAnError) {
    EXPECT_TRUE(from_json(Json("3"), Type::integer()).is_error());
    EXPECT_TRUE(from_json(Json(3.5), Type::integer()).is_error());
    EXPECT_TRUE(from_json(Json(1e19), Type::integer()).is_error());
    EXPECT_TRUE(from_json(Json(UINT64_MAX), Type::integer()).is_error());
    EXPECT_TRUE(from_json(Json(true), Type::number()).is_error());
    EXPECT_TRUE(from_json(Json(1), Type::boolean()).is_error());
    EXPECT_TRUE(from_json(Json(1), Type::string()).is_error());
    EXPECT_TRUE(from_json(Json(1), Type::list_of(Type::string())).is_error());
    EXPECT_TRUE(from_json(Json::array({1}), Type::list_of(Type::string())).is_error());
    EXPECT_TRUE(from_json(Json(1), Type::map_of({})).is_error());
    EXPECT_TRUE(from_json(Json{{"a", 1}}, Type::map_of({{"a", Type::string()}})).is_error());
}

TEST(Value, JsonComesBackAsItWas) {
    const Json json = Json::parse(R"({"a": [1, 2.5, "乐", true, null], "b": {}})");
    EXPECT_EQ(to_json(from_json(json, Type::dynamic())).dump(), json.dump());
}

TEST(Value, KeysThatAreNoTextAreWrittenAsText) {
    EXPECT_EQ(to_json(Value::Map{{true, 1}, {std::int64_t{2}, 2}}).dump(), R"({"2":2,"true":1})");
}

TEST(Value, IntsAndDoublesAreComparedExactly) {
    constexpr std::int64_t beyond = (std::int64_t{1} << 53) + 1;
    EXPECT_TRUE(compare_numbers(beyond, 9007199254740992.0) > 0);
    EXPECT_TRUE(compare_numbers(3, 3.0) == 0);
    EXPECT_TRUE(compare_numbers(3, 3.5) < 0);
    EXPECT_TRUE(compare_numbers(-3, -3.5) > 0);
    EXPECT_TRUE(compare_numbers(INT64_MAX, 0x1p63) < 0);
    EXPECT_TRUE(compare_numbers(INT64_MIN, -0x1p63) == 0);
    EXPECT_TRUE(compare_numbers(INT64_MIN, -1e300) > 0);
    EXPECT_TRUE(compare_numbers(0, std::numeric_limits<double>::infinity()) < 0);
    EXPECT_FALSE(compare_numbers(0, std::numeric_limits<double>::quiet_NaN()) == 0);
}

}  // namespace
}  // namespace oneseal::sdk
