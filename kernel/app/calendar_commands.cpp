// calendar due: a deadline proof by itself.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/calendars.hpp"
#include "app/commands.hpp"
#include "app/errors.hpp"
#include "base/json.hpp"
#include "calendar/deadline.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

struct DueOptions {
    std::string calendars{};
    std::string from{};
    int days = 0;
    std::vector<std::string> exclude{};  // A..B:kind
    bool jsonl = false;
};

// 2025-03-03..2025-03-12:hearing
Result<Exclusion> read_exclusion(const std::string& text) {
    const auto dots = text.find("..");
    const auto colon = text.find(':');
    if (dots == std::string::npos) return errors::due_input(text);
    const auto first = sdk::parse_day(text.substr(0, dots));
    const std::string end =
        text.substr(dots + 2, colon == std::string::npos ? colon : colon - dots - 2);
    const auto last = sdk::parse_day(end);
    if (!first || (!last && !end.empty()) || (last && *last < *first))
        return errors::due_input(text);
    return Exclusion{*first, last, colon == std::string::npos ? "hearing" : text.substr(colon + 1)};
}

constexpr int longest_days = 10'000;

Result<Json> due(const std::string& from,
                 std::int64_t days,
                 const std::vector<std::string>& exclude,
                 const sdk::WorkCalendar& calendar) {
    const auto start = sdk::parse_day(from);
    if (!start || days < 0 || days > longest_days)
        return errors::due_input(from + " + " + std::to_string(days));
    std::vector<Exclusion> exclusions;
    for (const std::string& text : exclude) {
        auto exclusion = read_exclusion(text);
        if (!exclusion) return exclusion.error();
        exclusions.push_back(std::move(*exclusion));
    }
    const Term term{Term::Unit::working_days, static_cast<int>(days)};
    const DeadlineProof proof = count_deadline(*start, term, 0, exclusions, calendar);
    // A day past the year 9999 cannot be written down.
    if (proof.due && *proof.due > *sdk::parse_day("9999-12-31")) return errors::due_input(from);
    return Result<Json>(boost::system::in_place_value, to_json(proof));
}

// A line in, a line out; what is wrong with a line is that line's answer.
void answer_lines(const sdk::WorkCalendar& calendar) {
    for (std::string line; std::getline(std::cin, line);) {
        const auto request = parse_json(line);
        Result<Json> answer = errors::due_input(line);
        if (request && request->is_object() && request->value("days", Json()).is_number_integer()) {
            try {
                answer = due(request->value("from", ""),
                             (*request)["days"].get<std::int64_t>(),
                             request->value("exclude", std::vector<std::string>{}),
                             calendar);
            } catch (const Json::exception&) {
                // Another kind than a text, a number, a list of texts.
            }
        }
        std::cout << sdk::canonical(answer ? *answer : error_line(answer.error())) << "\n";
    }
}

int run(const DueOptions& options) {
    const auto calendar = read_calendar(options.calendars);
    if (!calendar) return tell(calendar.error());
    if (options.jsonl) {
        answer_lines(*calendar);
        return 0;
    }
    const auto answer = due(options.from, options.days, options.exclude, *calendar);
    if (!answer) return tell(answer.error());
    std::cout << sdk::canonical(*answer) << "\n";
    return 0;
}

}  // namespace

void add_calendar_commands(CLI::App& app, int& status) {
    CLI::App* calendar = app.add_subcommand("calendar", "Working days and deadlines");
    calendar->require_subcommand(1);
    CLI::App* command = calendar->add_subcommand(
        "due", "The last day of so many working days, with every day's reason");
    auto options = std::make_shared<DueOptions>();
    command->add_option("--calendars", options->calendars, "The folder of holiday notices")
        ->required();
    auto* from = command->add_option("--from", options->from, "Day zero, which never counts");
    auto* days = command->add_option("--days", options->days, "How many working days");
    command->add_option(
        "--exclude", options->exclude, "A..B:kind, days that do not count (article 45)");
    auto* jsonl = command->add_flag(
        "--jsonl", options->jsonl, "Read {from, days, exclude[]} a line from standard input");
    from->excludes(jsonl);
    days->excludes(jsonl);
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace oneseal
