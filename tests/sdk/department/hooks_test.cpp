#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::ElementsAre;

struct CodeBeginsWithA final : Department {
    void findings(const Input& input, Findings& findings) const override {
        const Value code = input.form("code");
        if (code.is_unknown()) return findings.waits("CODE", {"banned_until"});
        if (code.is_null() || input.survey("s2").is_unknown()) return findings.fails("CODE");
        if (code.string()[0] != 'A') findings.violated("CODE");
    }
    void derive(const Input& input, Derived& derived) const override {
        derived.licence("suffix", input.fact("width").is_null() ? "-N" : "-W");
        derived.licence("holder", std::string(input.county()));
    }
};

std::string state_of_code(const Json& verdict) {
    for (const auto& decided : verdict["explain"]) {
        if (decided["rule"] == "CODE") return decided["state"];
    }
    return "not asked";
}

TEST(Hooks, FireRulesThatTheDocumentDeclaresAsNative) {
    const auto department = stall<CodeBeginsWithA>();
    Json input = stall_input();
    EXPECT_EQ(state_of_code(department.evaluate(input).json()), "passed");
    input["form"]["code"] = "B1";
    const Json fired = department.evaluate(input).json();
    EXPECT_EQ(fired["outcome"], "form_error");
    EXPECT_EQ(fired["findings"][0]["rule"], "CODE");
    EXPECT_EQ(fired["findings"][0]["pointer"], "/code");
    EXPECT_EQ(fired["findings"][0]["message"]["en"], "code");
    EXPECT_EQ(state_of_code(fired), "fired");
}

TEST(Hooks, WaitAndFailAsExpressionsDo) {
    const auto department = stall<CodeBeginsWithA>();
    Json input = stall_input();
    input["form"]["code"] = 3;
    const Json waiting = department.evaluate(input).json();
    EXPECT_EQ(state_of_code(waiting), "waiting");
    EXPECT_EQ(waiting["unknown"], Json::parse(R"(["banned_until"])"));
    input = stall_input();
    input["form"]["area"] = 20;
    const Json failed = department.evaluate(input).json();
    EXPECT_EQ(state_of_code(failed), "failed");
    EXPECT_EQ(failed["findings"][0]["failed"], true);
}

TEST(Hooks, AreHeardOnlyWhereTheirRuleApplies) {
    Json input = stall_input();
    input["form"]["kind"] = "cart";
    EXPECT_EQ(state_of_code(stall<CodeBeginsWithA>().evaluate(input).json()), "passed");
}

TEST(Hooks, DeriveWhatTheLicenceSays) {
    Json input = stall_input();
    input["stage"] = "licence";
    const Json licence = stall<CodeBeginsWithA>().evaluate(input).json()["derived"]["licence"];
    EXPECT_EQ(licence["suffix"], "-W");
    EXPECT_EQ(licence["attributes"]["holder"], "511102");
}

template <int Case>
struct Faulty final : Department {
    void findings(const Input& input, Findings& findings) const override {
        if (Case == 0) findings.violated("BAN");
        if (Case == 1) findings.violated("NONE");
        if (Case == 2) input.form("none");
        if (Case == 3) input.fact("none");
        if (Case == 4) input.survey("none");
        if (Case == 5) throw 3;
        if (Case == 6) throw std::bad_alloc();
    }
};

template <int Case>
std::int32_t status() {
    const auto department = stall<Faulty<Case>>();
    const Answer answer = department.evaluate(stall_input());
    EXPECT_EQ(department.log().size(), Case == 6 ? 0u : 1u);
    return answer.status;
}

TEST(Hooks, ThatThrowAreFaultsOfThePlugin) {
    EXPECT_EQ(status<0>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<1>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<2>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<3>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<4>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<5>(), ONESEAL_E_INTERNAL);
    EXPECT_EQ(status<6>(), ONESEAL_E_MEMORY);
}

struct DerivesUndeclared final : Department {
    void derive(const Input&, Derived& derived) const override { derived.licence("colour", 3); }
};

TEST(Hooks, DeriveOnlyWhatIsDeclared) {
    Json input = stall_input();
    input["stage"] = "licence";
    EXPECT_EQ(stall<DerivesUndeclared>().evaluate(input).status, ONESEAL_E_INTERNAL);
}

TEST(Abi, HandsOnTheWritersRefusal) {
    auto department = stall();
    department.refuse_output();
    EXPECT_EQ(department.evaluate(stall_input()).status, ONESEAL_E_WRITER);
}

TEST(Abi, HasOneInterfaceAndClosesNothing) {
    const auto find = [](std::string_view id) {
        return exported::Table<Department>::find_interface({id.data(), id.size()});
    };
    EXPECT_EQ(find(ONESEAL_DEPARTMENT_1), &exported::Table<Department>::table);
    EXPECT_EQ(find("oneseal.renderer/1"), nullptr);
    EXPECT_EQ(find(""), nullptr);
    exported::close(nullptr);
}

}  // namespace
}  // namespace oneseal::sdk::testing
