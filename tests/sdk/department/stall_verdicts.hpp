// What the stall's department says of an input, as tests read it.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {

inline Json verdict(const Json& input, const Document& matter = stall_matter()) {
    const auto department = stall(matter);
    if (department.opened().status != ONESEAL_OK) {
        throw std::invalid_argument(department.opened().text);
    }
    const Answer answer = department.evaluate(input);
    EXPECT_EQ(answer.status, ONESEAL_OK) << answer.text;
    return answer.json();
}

// "rule outcome" of each finding, in order.
inline std::vector<std::string> findings(const Json& verdict) {
    std::vector<std::string> all;
    for (const auto& finding : verdict["findings"]) {
        all.push_back(finding["rule"].get<std::string>() + " " +
                      finding["outcome"].get<std::string>() +
                      (finding.contains("failed") ? " failed" : ""));
    }
    return all;
}

inline std::string state(const Json& verdict, const std::string& rule) {
    for (const auto& decided : verdict["explain"]) {
        if (decided["rule"] == rule) return decided["state"];
    }
    return "not asked";
}

inline Json with(const std::string& pointer, const Json& value, Json input = stall_input()) {
    input[Json::json_pointer(pointer)] = value;
    return input;
}

inline Json without(const std::string& pointer, Json input = stall_input()) {
    const Json::json_pointer at(pointer);
    input[at.parent_pointer()].erase(at.back());
    return input;
}

}  // namespace oneseal::sdk::testing
