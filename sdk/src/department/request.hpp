// The input document of an evaluation, read and checked against its matter.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "department/matter.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

using Matters = std::map<std::string, Matter, std::less<>>;

// Why an input can't be evaluated at all.
struct InputError {
    std::string code{};
    std::string pointer{};  // RFC 6901, into the input
    std::string zh_cn{};
    std::string en{};
};

enum class SurveyResult { pass, fail, rectified, not_applicable };

struct Recorded {
    SurveyResult result = SurveyResult::pass;
    std::optional<Value> value{};
    Value bound{};  // as expressions see it: {result, value}
};

struct Request {
    const Matter* matter = nullptr;
    std::string county{};
    std::string variant{};
    std::string mode{};
    std::string stage_name{};
    std::string received_on{};
    std::string today{};
    Stage stage = Stage::filing;
    nlohmann::json form = nlohmann::json::object();
    std::vector<std::optional<Value>> facts{};      // as matter->facts; none: not established
    std::vector<std::optional<Recorded>> survey{};  // as the checklist; none: not recorded
    std::set<std::string> materials{};
    std::set<std::string> shared_data{};
    std::set<std::string> committed{};
    std::set<std::string> settled{};  // what an officer has settled, by rule
    bool tells_fields = false;        // the verdict says which fields are asked for
};

// Facts, materials and survey items that the matter does not have are passed over: they may be
// another variant's or another version's. The matters must outlive the request.
std::variant<Request, InputError> read_request(std::string_view input, const Matters& matters);

}  // namespace v0_9
}  // namespace oneseal::sdk
