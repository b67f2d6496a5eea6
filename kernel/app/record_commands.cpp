// case and journal: the record, read without the server.
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "cases/case_json.hpp"
#include "desk/case_repository.hpp"
#include "desk/replay.hpp"
#include "journal/evidence_key.hpp"
#include "journal/verify.hpp"
#include "settings/settings.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

struct RecordOptions {
    std::string settings = "/etc/oneseal/oneseal.json";
    std::string county{};
    std::string reference{};
    bool json = false;
};

struct Record {
    Settings settings{};
    std::unique_ptr<storage::Database> database{};
};

Result<Record> open_record(const RecordOptions& options) {
    Record record;
    auto settings = load_settings(options.settings);
    if (!settings) return settings.error();
    record.settings = std::move(*settings);
    auto database = storage::Database::open({storage::Engine::sqlite, record.settings.database});
    if (!database) return database.error();
    record.database = std::move(*database);
    return record;
}

std::vector<std::string> counties_of(const RecordOptions& options, const Settings& settings) {
    if (!options.county.empty()) return {options.county};
    std::vector<std::string> codes;
    for (const Json& county : settings.counties) codes.push_back(county.value("code", ""));
    return codes;
}

Json report_json(const std::string& county, const journal::Report& report) {
    Json faults = Json::array();
    for (const journal::Fault& fault : report.faults) {
        faults.push_back({{"kind", journal::name_of(fault.kind)},
                          {"case", fault.case_id},
                          {"first", fault.first},
                          {"last", fault.last},
                          {"object", fault.object},
                          {"anchor", fault.anchor},
                          {"message", to_json(journal::describe(fault))}});
    }
    Json younger = Json::array();
    for (const journal::Younger& entries : report.younger) {
        younger.push_back(
            {{"case", entries.case_id}, {"first", entries.first}, {"last", entries.last}});
    }
    return {{"county", county},
            {"cases", report.cases},
            {"entries", report.entries},
            {"faults", faults},
            {"younger_than_the_anchor", younger},
            {"last_anchor", report.last_anchor},
            {"last_anchor_hash", report.last_anchor_hash}};
}

int verify(const RecordOptions& options) {
    const auto record = open_record(options);
    if (!record) return tell(record.error());
    // Without the key no anchor can be believed, but all else is checked.
    const auto key = journal::evidence_key(*record->database, record->settings.evidence_key);
    if (!key) static_cast<void>(tell(key.error()));
    const std::string public_key = key ? key->public_key : std::string();
    bool sound = key.has_value();
    for (const std::string& county : counties_of(options, record->settings)) {
        const auto heads = desk::list_heads(*record->database, county);
        if (!heads) return tell(heads.error());
        const auto report = journal::verify(*record->database, county, *heads, public_key);
        if (!report) return tell(report.error());
        sound = sound && report->faults.empty();
        std::cout << report_json(county, *report).dump(options.json ? -1 : 2) << "\n";
    }
    return sound ? 0 : refused;
}

int anchor(const RecordOptions& options) {
    const auto record = open_record(options);
    if (!record) return tell(record.error());
    const auto key = journal::evidence_key(*record->database, record->settings.evidence_key);
    if (!key) return tell(key.error());
    const SystemClock clock;
    for (const std::string& county : counties_of(options, record->settings)) {
        const auto heads = desk::list_heads(*record->database, county);
        if (!heads) return tell(heads.error());
        const auto made =
            journal::make_anchor(*record->database, county, *heads, clock.now(), *key);
        if (!made) return tell(made.error());
        std::cout << made->body << "\n";
    }
    return 0;
}

int show_case(const RecordOptions& options) {
    const auto record = open_record(options);
    if (!record) return tell(record.error());
    const auto stored = desk::find_case(*record->database, options.county, options.reference);
    if (!stored) return tell(stored.error());
    if (!*stored) {
        return tell({ErrorCode::not_found,
                     "CASE_NOT_FOUND",
                     {"没有该办件。", "There is no such case."},
                     {"请核对县区和编号。", "Check county and number."}});
    }
    std::cout << Json((*stored)->now).dump(options.json ? -1 : 2) << "\n";
    return 0;
}

void add_settings_option(CLI::App& command, std::string& settings) {
    command.add_option("--settings", settings, "The installation's oneseal.json")
        ->capture_default_str();
}

}  // namespace

void add_case_commands(CLI::App& app, int& status) {
    CLI::App* group = app.add_subcommand("case", "Cases, read from the database");
    group->require_subcommand(1);
    auto options = std::make_shared<RecordOptions>();
    CLI::App* show = group->add_subcommand("show", "A case as it is stored");
    show->add_option("county", options->county, "As 511102")->required();
    show->add_option("number", options->reference, "The case's number, or a draft's id")
        ->required();
    show->add_flag("--json", options->json, "On one line");
    add_settings_option(*show, options->settings);
    show->callback([options, &status] { status = show_case(*options); });
}

void add_journal_commands(CLI::App& app, int& status) {
    CLI::App* group = app.add_subcommand("journal", "The hash-chained record");
    group->require_subcommand(1);
    auto options = std::make_shared<RecordOptions>();
    const auto add = [&](const char* name, const char* help, int (*run)(const RecordOptions&)) {
        CLI::App* command = group->add_subcommand(name, help);
        command->add_option("--county", options->county, "One county; all where not given");
        command->add_flag("--json", options->json, "On one line");
        add_settings_option(*command, options->settings);
        command->callback([options, run, &status] { status = run(*options); });
    };
    add("verify", "Check every chain, object and anchor", &verify);
    add("anchor", "Sign the present state of every chain", &anchor);
}

}  // namespace oneseal
