#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

#include "sdk/department/stall.hpp"

namespace oneseal::sdk::testing {
namespace {

using ::testing::HasSubstr;

struct CodeBeginsWithA final : Department {
    void findings(const Input& input, Findings& findings) const override {
        const Value code = input.form("code");
        if (code.is_unknown()) return findings.waits("CODE", {"banned_until"});
        if (code.is_null() || input.survey("s2").is_unknown()) return findings.fails("CODE");
        if (code.string()[0] == 'A') return findings.passed("CODE");
        findings.violated("CODE");
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
        if (Case == 8) findings.violated("CODE", "/nope");
        if (Case == 9) findings.violated("CODE", "/staff/x");
        if (Case == 10) findings.violated("CODE", "/staff/0/nope");
        if (Case == 11) findings.violated("CODE", "code");
        if (Case == 12) findings.waits("CODE", {"banned_until", "no_such_fact"});
        if (Case == 13) findings.violated("CODE", "\xff\xff\xff");
        if (Case == 14) findings.violated("CODE", "/staff/0/name");
        if (Case == 15) {
            findings.waits("CODE", {"banned_until"});
            findings.violated("CODE");
            findings.passed("CODE");
        }
    }
};

template <int Case>
std::string why_code_failed() {
    const Json verdict = stall<Faulty<Case>>().evaluate(stall_input()).json();
    EXPECT_EQ(state_of_code(verdict), "failed");
    const Json& finding = verdict["findings"].back();
    EXPECT_EQ(finding["rule"], "CODE");
    EXPECT_EQ(finding["failed"], true);
    EXPECT_EQ(finding["outcome"], "flag");
    return finding["message"]["en"];
}

TEST(Hooks, ThatThrowHaveDecidedNothing) {
    EXPECT_THAT(why_code_failed<0>(),
                HasSubstr("rule CODE: findings() threw: not declared with native: true: BAN"));
    EXPECT_THAT(why_code_failed<1>(), HasSubstr("not declared with native: true: NONE"));
    EXPECT_THAT(why_code_failed<2>(), HasSubstr("no such field: form.none"));
    EXPECT_THAT(why_code_failed<3>(), HasSubstr("no such fact: none"));
    EXPECT_THAT(why_code_failed<4>(), HasSubstr("no such survey item: survey.none"));
    EXPECT_THAT(why_code_failed<5>(), HasSubstr("what is no std::exception"));
    EXPECT_EQ(stall<Faulty<6>>().evaluate(stall_input()).status, ONESEAL_E_MEMORY);
}

TEST(Hooks, ThatSayNothingHaveNotPassedTheirRules) {
    EXPECT_THAT(why_code_failed<7>(),
                HasSubstr("rule CODE: findings() did not say passed, violated or waits"));
    // A department without code has none for its native rules either.
    EXPECT_EQ(state_of_code(stall<Department>().evaluate(stall_input()).json()), "failed");
    Json cart = stall_input();
    cart["form"]["kind"] = "cart";
    EXPECT_EQ(state_of_code(stall<Department>().evaluate(cart).json()), "passed");
}

TEST(Hooks, AreHeldToWhatTheDocumentDeclares) {
    EXPECT_THAT(why_code_failed<8>(), HasSubstr("points to /nope, which the form does not have"));
    EXPECT_THAT(why_code_failed<9>(), HasSubstr("points to /staff/x"));
    EXPECT_THAT(why_code_failed<10>(), HasSubstr("points to /staff/0/nope"));
    EXPECT_THAT(why_code_failed<11>(), HasSubstr("points to code"));
    EXPECT_THAT(why_code_failed<12>(), HasSubstr("waits for no_such_fact, which is no fact"));
    EXPECT_THAT(why_code_failed<13>(), HasSubstr("points to ???"));
    const Json into_a_list = stall<Faulty<14>>().evaluate(stall_input()).json();
    EXPECT_EQ(into_a_list["findings"].back()["pointer"], "/staff/0/name");
}

TEST(Hooks, OfWhatTheySayTheGravestStands) {
    EXPECT_EQ(state_of_code(stall<Faulty<15>>().evaluate(stall_input()).json()), "fired");
}

TEST(Hooks, ThatThrowWhereNoRuleIsTheirsAreAFault) {
    Json cart = stall_input();
    cart["form"]["kind"] = "cart";
    const auto department = stall<Faulty<2>>();
    EXPECT_EQ(department.evaluate(cart).status, ONESEAL_E_INTERNAL);
    ASSERT_EQ(department.log().size(), 1U);
    EXPECT_THAT(department.log()[0],
                HasSubstr("findings() threw while matter stall was evaluated: no such field"));
}

template <int Case>
struct DerivesBadly final : Department {
    void findings(const Input&, Findings& findings) const override { findings.passed("CODE"); }
    void derive(const Input&, Derived& derived) const override {
        if (Case == 0) derived.licence("colour", 3);
        if (Case == 1) derived.licence("valid_to", 42);
        if (Case == 2) derived.licence("valid_from", "2024-02-30");
        if (Case == 3) derived.licence("prefix", Json::array({1}));
        if (Case == 4) derived.licence("valid_to", nullptr);
    }
};

template <int Case>
Json licence_finding() {
    Json input = stall_input();
    input["stage"] = "licence";
    const Json verdict = stall<DerivesBadly<Case>>().evaluate(input).json();
    const Json& findings = verdict["findings"];
    return findings.empty() ? Json() : findings.back();
}

TEST(Hooks, DeriveOnlyWhatIsDeclaredAndCanStandThere) {
    EXPECT_EQ(licence_finding<0>()["rule"], "LIC:derive");
    EXPECT_THAT(licence_finding<0>()["message"]["en"].get<std::string>(), HasSubstr("colour"));
    EXPECT_EQ(licence_finding<1>()["rule"], "LIC:valid_to");
    EXPECT_EQ(licence_finding<1>()["failed"], true);
    EXPECT_THAT(licence_finding<1>()["message"]["en"].get<std::string>(), HasSubstr("42"));
    EXPECT_EQ(licence_finding<2>()["rule"], "LIC:valid_from");
    EXPECT_EQ(licence_finding<3>()["rule"], "LIC:prefix");
    EXPECT_EQ(licence_finding<4>(), Json());
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
