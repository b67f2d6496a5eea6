// What only shows with a scope: unknown names, provisional counts, limits.
#include <gtest/gtest.h>

#include "language/language.hpp"
#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

Expression compiled(const std::string& text) {
    const Type anything = Type::dynamic();
    const Declarations declarations = declare(
        {{"a", anything}, {"b", anything}, {"c", anything}, {"items", Type::list_of(anything)}},
        {{"x", anything}},
        {{"s01", Type::map_of({{"result", Type::string()}})}});
    auto result = compile(text, declarations, anything);
    if (const auto* problems = std::get_if<std::vector<Problem>>(&result)) {
        ADD_FAILURE() << text << ": " << problems->front().en;
        return std::get<Expression>(compile("null", declarations, anything));
    }
    return std::get<Expression>(std::move(result));
}

class Evaluation : public testing::Test {
  protected:
    Evaluated evaluate(const std::string& text) { return compiled(text).evaluate(scope_); }

    // "true", "false", "unknown", "error".
    std::string outcome(const std::string& text) {
        const Value value = evaluate(text).value;
        if (value.is_unknown()) return "unknown";
        if (value.is_error()) return "error";
        return value.is_true() ? "true" : "false";
    }

    WorkCalendar calendar_ = published_calendar();
    Scope scope_{calendar_};
};

TEST_F(Evaluation, ANameThatIsNotSetIsUnknownAndToldByName) {
    scope_.set("form.b", true);
    const Value value =
        evaluate("form.a && form.b && facts.x == 1 && survey.s01.result == 'pass'").value;
    EXPECT_EQ(value.waits_for(), (Value::Names{"facts.x", "form.a", "survey.s01"}));
}

TEST_F(Evaluation, OnlyTheNamesThatStillMatterAreTold) {
    scope_.set("form.b", false);
    EXPECT_EQ(evaluate("(form.a && form.b) || facts.x").value.waits_for(), Value::Names{"facts.x"});
    EXPECT_EQ(evaluate("form.b ? form.a : facts.x").value.waits_for(), Value::Names{"facts.x"});
}

TEST_F(Evaluation, AValueMayBeUnknownUnderOtherNames) {
    scope_.set("form.items", Value::unknown({"form.items", "form.items/0/name"}));
    EXPECT_EQ(evaluate("size(form.items) > 0").value.waits_for(),
              (Value::Names{"form.items", "form.items/0/name"}));
}

TEST_F(Evaluation, ATextIsTrimmedAndWrittenInCapitals) {
    for (const char* yes : {R"(trim(" \t 乐山 市\n") == "乐山 市")",
                            R"(" \u3000".trim() == "")",
                            R"("".trim() == "")",
                            R"("a".trim() == "a")",
                            R"("ab1xｘ乐é".upper() == "AB1XＸ乐é")",
                            R"(upper(trim(" 99x ")) == "99X")"}) {
        EXPECT_EQ(outcome(yes), "true") << yes;
    }
    scope_.set("form.b", 3);
    EXPECT_EQ(outcome("form.b.trim() == 'a'"), "error");
    EXPECT_EQ(outcome("form.a.upper() == 'a'"), "unknown");
}

// LAW: 民法典 第二百零二条
TEST_F(Evaluation, ATermEndsOnTheDayBeforeOrOnTheMonthsLastDay) {
    const std::pair<const char*, const char*> terms[] = {{"'2024-02-29', 60", "2029-02-28"},
                                                         {"'2024-02-29', 48", "2028-02-28"},
                                                         {"'2024-11-19', 60", "2029-11-18"},
                                                         {"'2026-01-31', 1", "2026-02-28"},
                                                         {"'2026-03-01', 12", "2027-02-28"},
                                                         {"'2026-02-28', 12", "2027-02-27"}};
    for (const auto& [term, end] : terms) {
        EXPECT_EQ(outcome(std::string("term_end(") + term + ") == '" + end + "'"), "true") << term;
    }
}

TEST_F(Evaluation, TheTruthTableOfAndAndOr) {
    const std::map<std::string, std::string> spelled = {
        {"true", "true"}, {"false", "false"}, {"unknown", "form.a"}, {"error", "1 / 0 == 1"}};
    const auto both = [](const std::string& a, const std::string& b) -> std::string {
        if (a == "false" || b == "false") return "false";
        if (a == "unknown" || b == "unknown") return "unknown";
        return a == "error" || b == "error" ? "error" : "true";
    };
    const auto either = [](const std::string& a, const std::string& b) -> std::string {
        if (a == "true" || b == "true") return "true";
        if (a == "unknown" || b == "unknown") return "unknown";
        return a == "error" || b == "error" ? "error" : "false";
    };
    for (const auto& [a, left] : spelled) {
        for (const auto& [b, right] : spelled) {
            EXPECT_EQ(outcome(left + " && " + right), both(a, b)) << a << " && " << b;
            EXPECT_EQ(outcome(left + " || " + right), either(a, b)) << a << " || " << b;
            // The same over a list.
            const std::string chosen = "[0, 1].@(i, i == 0 ? " + left + " : " + right + ")";
            const auto with = [&](const char* macro) {
                std::string text = chosen;
                return text.replace(text.find('@'), 1, macro);
            };
            EXPECT_EQ(outcome(with("all")), both(a, b)) << a << ", " << b;
            EXPECT_EQ(outcome(with("exists")), either(a, b)) << a << ", " << b;
        }
    }
}

TEST_F(Evaluation, UnknownWinsOverAnErrorInEveryStrictPlace) {
    for (const char* text : {"form.a + 1 / 0",
                             "1 / 0 + form.a",
                             "[1 / 0, form.a]",
                             "{'a': 1 / 0, 'b': form.a}",
                             "[0, 1].map(i, i == 0 ? 1 / 0 : form.a)",
                             "[0, 1].filter(i, i == 0 ? form.a : 1 / 0 == 1)",
                             "[0, 1].exists_one(i, i == 0 ? 1 / 0 == 1 : form.a)",
                             "workdays_between(string(1 / 0), form.a)"}) {
        EXPECT_EQ(outcome(text), "unknown") << text;
    }
}

TEST_F(Evaluation, TheFirstErrorIsTheOneThatIsTold) {
    const Value value =
        evaluate("form.items.all(i, i > 'a') || 1 / 0 == 1 || 9223372036854775807 + 1 == 0").value;
    EXPECT_TRUE(value.is_unknown());
    scope_.set("form.items", Value::List{});
    scope_.set("form.a", 0);
    const Value error = evaluate("1 / form.a == 1 || 9223372036854775807 + 1 == form.a").value;
    EXPECT_EQ(error.problem().code, "division_by_zero");
    EXPECT_EQ(error.problem().column, 3U);
}

TEST_F(Evaluation, ACountPastTheLastNoticeIsProvisional) {
    scope_.set("received_on", "2026-12-28");
    EXPECT_FALSE(evaluate("add_workdays(received_on, 3) > received_on").provisional);
    EXPECT_TRUE(evaluate("add_workdays(received_on, 4) > received_on").provisional);
    EXPECT_TRUE(evaluate("workdays_between(received_on, '2027-01-01') == 3").provisional);
    EXPECT_FALSE(evaluate("days_between(received_on, '2027-01-01') == 3").provisional);
    EXPECT_FALSE(evaluate("false && add_workdays(received_on, 4) > received_on").provisional);
}

TEST_F(Evaluation, AListOrMapThatIsNoListOrMapAfterAllIsAnError) {
    scope_.set("form.a", 1);
    scope_.set("form.b", nullptr);
    for (const char* text : {"form.a.key == 1",
                             "form.b.key == 1",
                             "form.b.all(i, true)",
                             "form.a in form.b",
                             "size(form.b) == 0",
                             "form.b < 1",
                             "form.b && true",
                             "form.a || false",
                             "!form.b",
                             "has(form.b.key)"}) {
        EXPECT_EQ(outcome(text), "error") << text;
    }
    EXPECT_EQ(evaluate("form.b < 1").value.problem().code, "null");
}

TEST_F(Evaluation, AMacrosVariableHidesTheOuterOne) {
    scope_.set("variant", "outer");
    EXPECT_EQ(outcome("['inner'].all(variant, variant == 'inner') && variant == 'outer'"), "true");
    EXPECT_EQ(outcome("[1].all(x, [2].all(x, x == 2) && x == 1)"), "true");
    EXPECT_EQ(outcome("[1].all(x, [2].all(y, [3].all(z, x + y + z == 6)))"), "true");
    EXPECT_EQ(outcome("[[1], [2]].all(x, x.all(x, x > 0) && size(x) == 1)"), "true");
}

TEST_F(Evaluation, AnExpressionThatTakesTooManyStepsIsAnError) {
    scope_.set("form.items", Value::List(1000, Value(1)));
    scope_.set("form.a", std::string(300'000, 'x'));
    for (const char* text : {"form.items.map(i, form.a + form.a) == []",
                             "form.items.all(a, form.items.all(b, !(0 in form.items)))"}) {
        EXPECT_EQ(evaluate(text).value.problem().code, "too_costly") << text;
    }
}

TEST_F(Evaluation, ALongTextIsNoProblem) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "乐";
    scope_.set("form.a", text);
    EXPECT_EQ(evaluate("size(form.a)").value.integer(), 100'000);
    EXPECT_EQ(outcome("form.a.matches('^乐+$')"), "true");
    EXPECT_EQ(outcome("form.a.matches('山')"), "false");
}

TEST_F(Evaluation, AnExpressionMayBeCopiedAndUsedAgain) {
    const Expression original = compiled("form.a + 1");
    const Expression copy = original;
    for (const int a : {1, 2}) {
        scope_.set("form.a", a);
        EXPECT_EQ(original.evaluate(scope_).value.integer(), a + 1);
        EXPECT_EQ(copy.evaluate(scope_).value.integer(), a + 1);
    }
}

}  // namespace
}  // namespace oneseal::sdk
