// What the check of a package refuses and accepts, with declared types.
#include <gtest/gtest.h>

#include "language/language.hpp"
#include "sdk/vectors/vectors.hpp"

namespace oneseal::sdk {
namespace {

Declarations sample() {
    const Type person = Type::map_of({{"name", Type::string()},
                                      {"id_no", Type::string().or_null()},
                                      {"kilograms", Type::integer().or_null()}});
    return declare(
        {{"name", Type::string()},
         {"area", Type::number().or_null()},
         {"rooms", Type::integer().or_null()},
         {"kind", Type::string().or_null()},
         {"until", Type::string().or_null()},
         {"online", Type::boolean().or_null()},
         {"agreed", Type::boolean()},
         {"items", Type::list_of(Type::string())},
         {"sizes", Type::list_of(Type::number())},
         {"people", Type::list_of(person)}},
        {{"ban", Type::string().or_null()}, {"limit", Type::integer().or_null()}},
        {{"s01", Type::map_of({{"result", Type::string()}, {"value", Type::number().or_null()}})}});
}

// The codes of all problems, in one text; empty where the expression is accepted.
std::string problems(const std::string& text,
                     const Type& expected = Type::boolean(),
                     const std::set<std::string>& non_null = {}) {
    const auto compiled = compile(text, sample(), expected, non_null);
    std::string codes;
    if (const auto* found = std::get_if<std::vector<Problem>>(&compiled)) {
        for (const Problem& problem : *found) codes += (codes.empty() ? "" : " ") + problem.code;
    }
    return codes;
}

Problem first_problem(const std::string& text) {
    const auto compiled = compile(text, sample(), Type::boolean());
    const auto* found = std::get_if<std::vector<Problem>>(&compiled);
    return found != nullptr ? found->front() : Problem{};
}

void expect_accepted(std::initializer_list<const char*> expressions) {
    for (const char* text : expressions) EXPECT_EQ(problems(text), "") << text;
}

void expect_refused(const char* code, std::initializer_list<const char*> expressions) {
    for (const char* text : expressions) EXPECT_EQ(problems(text), code) << text;
}

TEST(Check, AMisspelledNameIsRefused) {
    expect_refused("undeclared",
                   {"form.nmae == 'a'",
                    "facts.name == 'a'",
                    "survey.s02.result == 'pass'",
                    "survey.s01.resutl == 'pass'",
                    "varaint == 'new'",
                    "form.people.all(p, p.nmae == 'a')",
                    "form.people[0].nmae == 'a'",
                    "form.people[0]['nmae'] == 'a'",
                    "form.items.all(x, y == 'a')"});
}

TEST(Check, DocumentsAreSelectedStatically) {
    expect_refused("not_static",
                   {"form['name'] == 'a'", "form == null", "'a' in form", "form.all(k, true)"});
    expect_refused("has_refused",
                   {"has(form.name)", "has(facts.nothing)", "has(survey.s01.value)"});
    expect_refused("no_keys", {"form.name.length == 1"});
    expect_accepted({"has({'a': 1}.a)", "[1].exists(form, form == 1)"});
}

TEST(Check, WhatMayBeNullCannotBeOrderedCountedOrPassed) {
    expect_refused("may_be_null",
                   {"form.area > 10.0",
                    "10.0 > form.area",
                    "form.rooms + 1 == 2",
                    "-form.rooms == 2",
                    "form.kind.startsWith('a')",
                    "'a' + form.kind == 'ab'",
                    "size(form.kind) == 1",
                    "received_on <= add_workdays(form.until, -15)",
                    "form.kind.matches('a')",
                    "form.people.all(p, p.kilograms > 4500)",
                    "survey.s01.value > 1.0",
                    "facts.ban < today",
                    "form.online && true",
                    "!form.online",
                    "form.online ? true : false",
                    "form.items[form.rooms] == 'a'",
                    "form.online",
                    "null"});
}

TEST(Check, TotalFormsTakeWhatMayBeNull) {
    expect_accepted({"form.kind == 'a'",
                     "form.kind != 'a'",
                     "form.kind == null",
                     "form.name != null",
                     "form.kind == facts.ban",
                     "form.kind in ['a', 'b']",
                     "form.kind in form.items",
                     "form.online == true",
                     "id_ok(form.kind)",
                     "form.area == 3",
                     "survey.s01.value == null"});
}

TEST(Check, AGuardInTheSameConjunctionIsEnough) {
    expect_accepted({"form.area != null && form.area > 10.0",
                     "form.area > 10.0 && form.area != null",
                     "variant == 'new' && form.area != null && (mode == 'a' || form.area > 1.0)",
                     "form.until != null && received_on <= add_workdays(form.until, -15)",
                     "form.kind == 'a' && form.kind.size() == 1",
                     "form.kind in ['a', 'b'] && form.kind.size() == 1",
                     "form.kind == form.name && form.kind.size() == 1",
                     "form.name == form.kind && form.kind.size() == 1",
                     "id_ok(form.kind) && age_on(form.kind, today) > 18",
                     "form.online != null && form.online",
                     "form.people.all(p, p.kilograms != null && p.kilograms > 1)",
                     "form.rooms != null && form.people.all(p, p.kilograms == form.rooms * 2)",
                     "survey.s01.value != null && survey.s01.value > 1.0",
                     "form.rooms != null && facts.limit != null && form.rooms < facts.limit",
                     "form.rooms != null && facts.limit == form.rooms && facts.limit + 1 > 0",
                     "!(form.area == null) && form.area > 1.0"});
}

TEST(Check, NegatedGuardsHoldInTheOtherPartsOfADisjunction) {
    expect_accepted({"form.area == null || form.area > 10.0",
                     "form.area > 10.0 || form.area == null",
                     "!(form.area != null) || form.area > 10.0",
                     "!id_ok(form.kind) || age_on(form.kind, today) > 18",
                     "!(form.kind in ['a']) || form.kind.size() == 1",
                     "form.kind != 'a' || form.kind.size() == 1",
                     "form.area == null || form.rooms == null || form.area > double(form.rooms)",
                     "!(form.area != null && form.rooms != null) || mode == 'a'"});
    expect_accepted({"form.area != null ? form.area > 1.0 : true",
                     "form.area == null ? true : form.area > 1.0"});
}

TEST(Check, AGuardElsewhereIsNone) {
    expect_refused(
        "may_be_null",
        {"form.area != null || form.area > 10.0",
         "form.area == null && form.area > 10.0",
         "(form.area != null || mode == 'a') && form.area > 10.0",
         "!(form.area != null && mode == 'a') || form.rooms > 1",
         "!(form.area == null && mode == 'a') && form.area > 10.0",
         "form.kind != 'a' && form.kind.size() == 1",
         "form.rooms != null && form.area > 10.0",
         "form.area != null ? true : form.area > 1.0",
         "form.kind == facts.ban && form.kind.size() == 1",
         "form.kind in [facts.ban] && form.kind.size() == 1",
         "form.people.exists(p, p.kilograms != null) && form.people.all(p, p.kilograms > 1)",
         "form.people.all(p, p.id_no != null) && form.people[0].id_no.size() == 18"});
}

TEST(Check, GuardsThatOnlyHoldThroughEachOtherAreNone) {
    // With both null, both comparisons fail, and neither is there to save the other.
    EXPECT_EQ(
        problems("form.until == add_days(facts.ban, 1) && facts.ban == add_days(form.until, 1)"),
        "may_be_null may_be_null");
}

TEST(Check, RequireMayRelyOnWhatWhenImplies) {
    const auto when = compile(
        "form.area != null && facts.ban == null && form.kind in ['a']", sample(), Type::boolean());
    const std::set<std::string> implied = std::get<Expression>(when).implied_non_null();
    EXPECT_EQ(implied, (std::set<std::string>{"form.area", "form.kind"}));
    EXPECT_EQ(problems("form.area > 1.0 && form.kind.size() > 0", Type::boolean(), implied), "");
    EXPECT_EQ(problems("facts.ban > today", Type::boolean(), implied), "may_be_null");
}

TEST(Check, ADisjunctionImpliesWhatAllItsPartsImply) {
    const auto implied = [](const char* text) {
        return std::get<Expression>(compile(text, sample(), Type::boolean())).implied_non_null();
    };
    using Names = std::set<std::string>;
    EXPECT_EQ(implied("form.kind == 'a' || form.kind in ['b']"), Names{"form.kind"});
    EXPECT_EQ(implied("form.kind == 'a' || mode == 'b'"), Names{});
    EXPECT_EQ(implied("!(form.kind == null || form.area == null)"),
              (Names{"form.area", "form.kind"}));
    EXPECT_EQ(implied("form.people.all(p, p.id_no != null)"), Names{});
    EXPECT_EQ(implied("true"), Names{});
}

TEST(Check, IntsAndDoublesCompareButDoNotMix) {
    expect_refused("mixed_numbers",
                   {"form.sizes[0] * 2 == 4", "size(form.items) + 0.5 == 1.0", "1 + 1.0 == 2.0"});
    expect_accepted({"form.sizes[0] > 2",
                     "size(form.items) == 3.0",
                     "form.sizes[0] * 2.0 == 4",
                     "double(size(form.items)) + 0.5 == 1.5",
                     "1 in [1.0]"});
}

TEST(Check, TypesThatNeverGoTogetherAreRefused) {
    expect_refused("never_equal",
                   {"form.name == 1",
                    "form.items == 'a'",
                    "form.sizes == form.items",
                    "1 in form.items",
                    "form.people[0] == 'a'",
                    "variant == true"});
    expect_refused("never_null", {"form.items == null", "form.items != null"});
    expect_refused("no_overload",
                   {"form.name < 1",
                    "form.name + 1 == 'a'",
                    "sum(form.items) > 1.0",
                    "add_days(1, 'a') == today",
                    "id_ok() || true",
                    "size() == 1",
                    "form.agreed < form.name",
                    "form.name in form.name",
                    "form.items['a'] == 'a'"});
    expect_refused("wrong_type",
                   {"form.name && true",
                    "1",
                    "form.name",
                    "form.items",
                    "(true ? 1 : 'a') == 1",
                    "form.items.filter(x, x) == []",
                    "form.name.all(x, true)",
                    "{1.5: 1} == {}"});
    expect_accepted(
        {"form.items == []",
         "form.items == form.items + ['a']",
         "form.items.map(x, size(x)) == [1]",
         "sum(form.sizes) > 1.0",
         "sum(form.people.map(p, p.kilograms != null ? double(p.kilograms) : 0.0)) > 1.0",
         "form.people.map(p, p.kilograms != null, double(p.kilograms)) == [1.0]",
         "materials.exists(m, m == 'fd01')"});
}

TEST(Check, TheResultIsOfTheTypeThatIsWanted) {
    EXPECT_EQ(problems("add_days(today, 1)", Type::string()), "");
    EXPECT_EQ(problems("form.until", Type::string()), "may_be_null");
    EXPECT_EQ(problems("form.until", Type::string().or_null()), "");
    EXPECT_EQ(problems("form.rooms", Type::string()), "may_be_null wrong_type");
    EXPECT_EQ(problems("form.items", Type::dynamic()), "");
    EXPECT_EQ(problems("null", Type::dynamic()), "");
}

TEST(Check, EveryProblemIsToldAtOnce) {
    EXPECT_EQ(problems("form.nmae == 'a' && form.area > 1.0 && 1 == 'a'"),
              "undeclared may_be_null never_equal");
}

TEST(Check, APatternIsReadWhenTheRuleIsChecked) {
    const Problem bad = first_problem("form.name.matches('[a-')");
    EXPECT_EQ(bad.code, "bad_pattern");
    EXPECT_EQ(bad.column, 19U);
    EXPECT_EQ(problems("date_text(today, 'MM') == '02'"), "bad_format");
}

TEST(Check, PlacesAreLinesAndColumnsOfCodePoints) {
    const auto at = [](const char* text) {
        const Problem problem = first_problem(text);
        return std::pair(problem.line, problem.column);
    };
    EXPECT_EQ(at("form.nmae == 'a'"), std::pair(1UL, 6UL));
    EXPECT_EQ(at("'乐山' == form.name &&\n\n  nothing"), std::pair(3UL, 3UL));
    EXPECT_EQ(at("true &&"), std::pair(1UL, 8UL));
    EXPECT_EQ(at("form.area > 1.0"), std::pair(1UL, 1UL));
    EXPECT_EQ(at("'a\\q'"), std::pair(1UL, 3UL));
    EXPECT_EQ(at("// note\n 'open"), std::pair(2UL, 2UL));
    EXPECT_EQ(at("true && 1 + 2.0 == 3.0"), std::pair(1UL, 11UL));
}

TEST(Check, TellsWhatTheExpressionReads) {
    const auto compiled = compile(
        "form.people.all(form, form.name == facts.ban) || survey.s01.value == 1.0 || "
        "form.name == variant || form.name == 'x'",
        sample(),
        Type::boolean());
    EXPECT_EQ(std::get<Expression>(compiled).reads(),
              (std::vector<std::string>{"facts.ban", "form.name", "form.people", "survey.s01"}));
}

TEST(Check, NoTextOverflowsTheStack) {
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    EXPECT_EQ(problems(repeated("(", 8000)), "too_deep");
    EXPECT_EQ(problems(repeated("[", 8000)), "too_deep");
    EXPECT_EQ(problems(repeated("{1:", 5000)), "too_deep");
    EXPECT_EQ(problems(repeated("!", 8000) + "true"), "too_deep");
    EXPECT_EQ(problems(repeated("-", 8000) + "1"), "too_deep");
    EXPECT_EQ(problems("1" + repeated(" + 1", 3000)), "too_deep");
    EXPECT_EQ(problems("form" + repeated(".a", 7000)), "too_deep");
    EXPECT_EQ(problems("form.items" + repeated("[0]", 5000)), "too_deep");
    EXPECT_EQ(problems(repeated("true ? true : ", 1000) + "true"), "too_deep");
    EXPECT_EQ(problems(repeated("[1].all(x, ", 1000)), "too_deep");
    EXPECT_EQ(problems(std::string(16 * 1024, ' ') + "true"), "too_long");
    EXPECT_EQ(problems("'\xFF' == 'a'"), "not_utf8");
    // A long chain of conditions is not deep.
    EXPECT_EQ(problems("true" + repeated(" && true", 1500)), "");
    EXPECT_EQ(problems("true" + repeated(" || true", 1500)), "");
}

// ---- the dossier

Type type_of(const nlohmann::json& name) {
    if (name.is_object()) {
        Fields properties;
        for (const auto& [key, type] : name.items()) properties[key] = type_of(type);
        return Type::list_of(Type::map_of(properties));
    }
    const std::string text = name;
    if (text.ends_with("?")) return type_of(text.substr(0, text.size() - 1)).or_null();
    if (text == "int") return Type::integer();
    if (text == "double") return Type::number();
    if (text == "bool") return Type::boolean();
    if (text == "strings") return Type::list_of(Type::string());
    return Type::string();
}

Fields fields_of(const nlohmann::json& names) {
    Fields fields;
    for (const auto& [key, name] : names.items()) fields[key] = type_of(name);
    return fields;
}

void expect_compiles(const std::string& text,
                     const Declarations& declarations,
                     const std::set<std::string>& non_null) {
    const auto compiled = compile(text, declarations, Type::boolean(), non_null);
    if (const auto* found = std::get_if<std::vector<Problem>>(&compiled)) {
        ADD_FAILURE() << text << "\n" << found->front().column << " " << found->front().en;
    }
}

TEST(Check, EveryExpressionOfTheTenDepartmentsIsAccepted) {
    for (const auto& matter : vectors("dossier_expressions.json")) {
        const Declarations declarations =
            declare(fields_of(matter["form"]), fields_of(matter["facts"]), {});
        for (const std::string text : matter["conditions"]) expect_compiles(text, declarations, {});
        for (const auto& rule : matter["rules"]) {
            expect_compiles(rule["when"], declarations, {});
            const auto when =
                compile(rule["when"].get<std::string>(), declarations, Type::boolean());
            expect_compiles(
                rule["require"], declarations, std::get<Expression>(when).implied_non_null());
        }
    }
}

}  // namespace
}  // namespace oneseal::sdk
