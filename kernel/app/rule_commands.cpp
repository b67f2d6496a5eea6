// rule eval: one expression by itself.
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/calendars.hpp"
#include "app/commands.hpp"
#include "base/json.hpp"
#include "language/rule_eval.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

struct EvalOptions {
    std::string expression{};
    std::string variables = "{}";
    std::string calendars{};
    bool jsonl = false;
};

int run(const EvalOptions& options) {
    sdk::WorkCalendar calendar;
    if (!options.calendars.empty()) {
        auto read = read_calendar(options.calendars);
        if (!read) return tell(read.error());
        calendar = std::move(*read);
    }
    if (!options.jsonl) {
        const auto variables = parse_json(options.variables);
        if (!variables) return tell(variables.error());
        const Json answer =
            sdk::rule_eval({{"expr", options.expression}, {"vars", *variables}}, calendar);
        std::cout << sdk::canonical(answer) << "\n";
        return answer.contains("error") ? refused : 0;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = parse_json(line);
        const Json answer =
            request ? sdk::rule_eval(*request, calendar) : error_line(request.error());
        std::cout << sdk::canonical(answer) << "\n";
    }
    return 0;
}

}  // namespace

void add_rule_commands(CLI::App& app, int& status) {
    CLI::App* rule = app.add_subcommand("rule", "The rule language");
    rule->require_subcommand(1);
    CLI::App* command = rule->add_subcommand("eval", "Evaluate one expression");
    auto options = std::make_shared<EvalOptions>();
    command->add_option("expression", options->expression, "As 'form.area > 10.0'");
    command->add_option("--vars", options->variables, "Its variables, a JSON object")
        ->capture_default_str();
    command->add_option("--calendars", options->calendars, "The folder of holiday notices");
    command->add_flag("--jsonl", options->jsonl, "Read {expr, vars} a line from standard input");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace oneseal
