// case and journal: the record, read without the server.
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "access/evidence.hpp"
#include "app/commands.hpp"
#include "app/errors.hpp"
#include "app/offline.hpp"
#include "cases/case_json.hpp"
#include "desk/case_repository.hpp"
#include "journal/county_chain.hpp"
#include "journal/errors.hpp"
#include "journal/evidence_key.hpp"
#include "journal/verify.hpp"
#include "text/canonical.hpp"
#include "verification/verify.hpp"

namespace oneseal {
namespace {

struct RecordOptions {
    std::string settings = "/etc/oneseal/oneseal.json";
    std::string county{};
    std::string reference{};
    std::string anchor{};
    bool json = false;
};

std::vector<std::string> counties_of(const RecordOptions& options, const Settings& settings) {
    if (!options.county.empty()) return {options.county};
    std::vector<std::string> codes{journal::whole_installation};
    for (const Json& county : settings.counties) codes.push_back(county.value("code", ""));
    return codes;
}

Json report_json(const std::string& county, const journal::Report& report, long long drafts) {
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
            {"drafts", drafts},
            {"faults", faults},
            {"younger_than_the_anchor", younger},
            {"last_anchor", report.last_anchor},
            {"last_anchor_hash", report.last_anchor_hash}};
}

// What the anchors are checked with: the key, and their copies outside.
struct Witnesses {
    std::string public_key{};
    std::vector<journal::OutsideAnchor> outside{};
    bool complete = true;
};

Result<Witnesses> read_witnesses(const RecordOptions& options, const OfflineDatabase& record) {
    Witnesses witnesses;
    auto outside =
        journal::read_outside(options.anchor.empty() ? record.settings.anchors : options.anchor);
    if (!outside) return outside.error();
    witnesses.outside = std::move(*outside);
    const auto key = journal::existing_evidence_key(record.settings.evidence_key);
    if (key && *key) {
        witnesses.public_key = (*key)->public_key;
        return witnesses;
    }
    // Without the key no anchor can be believed, but all else is checked.
    const auto any = journal::has_anchors(*record.database);
    if (!any) return any.error();
    witnesses.complete = key.has_value() && !*any && witnesses.outside.empty();
    if (!witnesses.complete) {
        static_cast<void>(
            tell(key ? journal::errors::evidence_key_unreadable(record.settings.evidence_key)
                     : key.error()));
    }
    return witnesses;
}

// Everything of one county: the chains first, then what follows from them.
Result<Json> check_county(const OfflineDatabase& record,
                          const std::string& county,
                          const Witnesses& witnesses) {
    storage::Database& database = *record.database;
    const auto heads = desk::list_heads(database, county);
    if (!heads && heads.error().id == "STORAGE_STATEMENT") return errors::database_older();
    if (!heads) return heads.error();
    auto report =
        journal::verify(database, county, *heads, witnesses.public_key, witnesses.outside);
    if (!report) return report.error();
    auto derived =
        verification::verify_derived(database, county, *report, record.settings.blobs.string());
    if (!derived) return derived.error();
    auto accounts = access::check_accounts(database, county);
    if (!accounts) return accounts.error();
    if (county == journal::whole_installation) {
        auto authorisations = access::check_authorisations(database);
        if (!authorisations) return authorisations.error();
        accounts->insert(accounts->end(), authorisations->begin(), authorisations->end());
    }
    for (auto* faults : {&derived->faults, &*accounts}) {
        for (journal::Fault& fault : *faults) report->faults.push_back(std::move(fault));
    }
    return Result<Json>(boost::system::in_place_value,
                        report_json(county, *report, derived->drafts));
}

int verify(const RecordOptions& options) {
    const auto record = open_offline(options.settings, Offline::reads);
    if (!record) return tell(record.error());
    const auto witnesses = read_witnesses(options, *record);
    if (!witnesses) return tell(witnesses.error());
    bool sound = witnesses->complete;
    for (const std::string& county : counties_of(options, record->settings)) {
        const auto report = check_county(*record, county, *witnesses);
        if (!report) return tell(report.error());
        sound = sound && (*report)["faults"].empty();
        std::cout << report->dump(options.json ? -1 : 2) << "\n";
    }
    return sound ? 0 : refused;
}

int anchor(const RecordOptions& options) {
    const auto record = open_offline(options.settings, Offline::appends);
    if (!record) return tell(record.error());
    const SystemClock clock;
    const auto key =
        journal::evidence_key(*record->database, record->settings.evidence_key, clock.now());
    if (!key) return tell(key.error());
    for (const std::string& county : counties_of(options, record->settings)) {
        const auto heads = desk::list_heads(*record->database, county);
        if (!heads) return tell(heads.error());
        const auto made =
            journal::make_anchor(*record->database, county, *heads, clock.now(), *key);
        if (!made) return tell(made.error());
        const auto kept =
            journal::keep_outside(*record->database, county, record->settings.anchors);
        if (!kept) return tell(kept.error());
        std::cout << made->body << "\n";
    }
    return 0;
}

int show_case(const RecordOptions& options) {
    const auto record = open_offline(options.settings, Offline::reads);
    if (!record) return tell(record.error());
    const auto stored = desk::find_case(*record->database, options.county, options.reference);
    if (!stored) return tell(stored.error());
    if (!*stored) {
        return tell(errors::case_not_found());
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
        return command;
    };
    CLI::App* verify_command =
        add("verify", "Check every chain and all that follows from it", &verify);
    verify_command->add_option(
        "--anchor", options->anchor, "An anchor, or a folder of them, that was kept elsewhere");
    add("anchor", "Sign the present state of every chain", &anchor);
}

}  // namespace oneseal
