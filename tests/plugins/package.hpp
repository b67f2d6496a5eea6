// Each package as it is staged, its library loaded as a host loads it, beside its committed
// vectors.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sdk/department/called_department.hpp"

namespace oneseal::sdk::testing {

// A package as it is shipped, where the run names that build; otherwise that of this build. It is
// among those that the demonstration opens, or apart from them.
bool shipped();
std::filesystem::path folder_of(const std::string& package);

// An opened department. Its tests run for each package.
class Package : public ::testing::TestWithParam<const char*> {
  protected:
    void SetUp() override;

    // vectors/<package>.jsonl: {input, expect{outcome, violations, flags, waiting}} a line.
    std::vector<Json> vectors() const;
    // The document of the package's only matter.
    Json matter() const;
    // rule -> state, of the rules that the input's variant has.
    Json states(const Json& input) const;

    std::unique_ptr<CalledDepartment> department_{};
};

inline std::string name_of_package(const ::testing::TestParamInfo<const char*>& package) {
    return package.param;
}

}  // namespace oneseal::sdk::testing
