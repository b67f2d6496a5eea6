#include "verification/rebuilding.hpp"

#include "cases/case_json.hpp"
#include "desk/figures.hpp"
#include "desk/replay.hpp"
#include "desk/work_repository.hpp"
#include "storage/objects.hpp"
#include "text/canonical.hpp"

namespace oneseal::verification {
namespace {

using Column = std::optional<std::string>;

class Rebuilding {
  public:
    explicit Rebuilding(Rebuilt& rebuilt) : rebuilt_(rebuilt) {}

    // What one entry has changed.
    void take(const cases::Case& before, const journal::Entry& entry) {
        const cases::Case& now = rebuilt_.now;
        after_ = journal::after_of(entry);
        const std::string seq = std::to_string(entry.head.seq);
        const std::string at = format_instant(entry.act.at);
        rebuilt_.rows["outbox " + seq] = {
            entry.act.kind, cases::state_name(now.state), at, said("department"), touched()};
        for (const cases::PaperRecord& paper : now.papers) {
            const cases::PaperRecord* then = before.paper(paper.id);
            if (paper.sealed_at.empty() || (then != nullptr && !then->sealed_at.empty())) continue;
            rebuilt_.rows["seal_uses " + paper.id] = {
                paper.seal, paper.content_sha256, entry.act.actor, paper.sealed_at};
        }
        if (!before.decision.outcome && now.decision.outcome &&
            !now.decision.licence_number.empty())
            licence();
        for (const cases::HandedIn& material : now.filing.materials) {
            for (const auto& file : material.files) rebuilt_.files.insert(file.sha256);
        }
        if (!after_.is_object()) return;
        const std::string answer = text_at(after_, "answer");
        if (!answer.empty()) rebuilt_.answers.push_back({answer, entry.act.at, entry.head.seq});
        const Json counters_said = after_.value("counters", Json::object());
        for (const auto& [name, next] : counters_said.items()) {
            if (next.is_number_integer()) {
                rebuilt_.counters.emplace_back(name, next.get<std::int64_t>() - 1);
            }
        }
    }

    // The rows that are written anew with every entry, as the last one left them.
    void finish(const journal::Entry& last) {
        const cases::Case& now = rebuilt_.now;
        rebuilt_.snapshot_sha256 = after_.is_object() ? text_at(after_, "snapshot") : "";
        if (after_.is_object()) rebuilt_.now.version = after_.value("version", std::int64_t{0});
        rebuilt_.rows["cases"] = {now.number,
                                  said("version"),
                                  cases::state_name(now.state),
                                  now.matter,
                                  now.filing.variant,
                                  now.filing.applicant.account,
                                  now.filing.applicant.name,
                                  now.filing.applicant.code,
                                  day_text(now.filing.received_on),
                                  now.decision.outcome ? day_text(now.decision.outcome->on) : "",
                                  format_instant(last.act.at),
                                  said("department"),
                                  said("due_on"),
                                  said("provisional"),
                                  said("promised_on"),
                                  said("yellow_on"),
                                  said("orange_on"),
                                  said("work"),
                                  now.filing.query_code};
        figures();
        if (!now.people.intake.empty()) assignment(now.people.intake, "intake");
        if (!now.people.reviewer.empty()) assignment(now.people.reviewer, "reviewer");
        for (const std::string& surveyor : now.people.surveyors) assignment(surveyor, "surveyor");
        work();
        rebuilt_.timers_known = after_.is_object();
        if (!rebuilt_.timers_known) return;
        for (const Json& timer : after_.value("timers", Json::array())) {
            if (timer.is_array() && timer.size() == 2 && timer[0].is_string() &&
                timer[1].is_string()) {
                rebuilt_.rows["timers " + timer[0].get<std::string>()] = {
                    timer[1].get<std::string>()};
            }
        }
    }

  private:
    Column touched() const {
        if (!after_.is_object() || !after_.contains("work")) return {};
        Json all = after_["work"];
        for (const Json& left : after_.value("left", Json::array())) all.push_back(left);
        return all.dump();
    }

    // As its column reads it; nothing where the entry says nothing.
    Column said(const char* key) const {
        if (!after_.is_object() || !after_.contains(key)) return {};
        const Json& value = after_[key];
        if (value.is_string()) return value.get<std::string>();
        if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
        return value.dump();
    }

    void figures() {
        const desk::Figures figures = desk::figures_of(rebuilt_.now);
        const auto number = [](const auto& one) { return one ? std::to_string(*one) : ""; };
        std::vector<Column> columns{figures.accepted_on,
                                    figures.surveyed_on,
                                    figures.outcome,
                                    figures.ended_on,
                                    number(figures.minutes_used)};
        const Json& said_of_them = member(after_, "figures");
        for (const char* key : {"statutory_due", "statutory_days", "days_used"}) {
            Column column;
            if (!rebuilt_.now.accepted()) column = "";
            if (said_of_them.is_object()) {
                const Json& value = member(said_of_them, key);
                column = value.is_number() ? value.dump() : text_at(said_of_them, key);
            }
            columns.push_back(std::move(column));
        }
        rebuilt_.rows["figures"] = std::move(columns);
    }

    void licence() {
        const cases::Case& now = rebuilt_.now;
        rebuilt_.rows["licences " + now.decision.licence_number] = {
            now.matter,
            now.filing.applicant.name,
            now.filing.applicant.code,
            "valid",
            text_at(now.decision.licence, "valid_from"),
            text_at(now.decision.licence, "valid_to"),
            day_text(now.decision.outcome->on),
            sdk::canonical(now.decision.licence),
            said("department")};
    }

    // Each with its list and person; the last day stands for "none" as it does in the row.
    void work() {
        rebuilt_.work_known = after_.is_object() && after_.contains("work");
        if (!rebuilt_.work_known) return;
        for (const Json& item : after_["work"]) {
            if (!item.is_array() || item.size() != 3) continue;
            std::string texts[3];
            for (std::size_t i = 0; i < 3; ++i) {
                if (item[i].is_string()) texts[i] = item[i].get<std::string>();
            }
            rebuilt_.rows["work_items " + texts[0] + " " + texts[1]] = {
                rebuilt_.now.matter, texts[2].empty() ? desk::no_last_day : texts[2]};
        }
    }

    void assignment(const std::string& person, const std::string& role) {
        rebuilt_.rows["assignments " + role + " " + person] = {rebuilt_.now.undecided() ? "1"
                                                                                        : "0"};
    }

    Rebuilt& rebuilt_;
    Json after_{};
};

}  // namespace

Result<Rebuilt> rebuild_rows(storage::Database& database,
                             const std::string& county,
                             const std::vector<journal::Entry>& entries) {
    Rebuilt rebuilt;
    Rebuilding rebuilding(rebuilt);
    for (const journal::Entry& entry : entries) {
        const cases::Case before = rebuilt.now;
        for (const std::string& digest : entry.objects) {
            const auto body = storage::load(database, county, digest);
            if (!body) return body.error();
            const Json object = Json::parse(body->value_or(""), nullptr, false);
            if (!object.is_object() || text_at(object, "kind") != "events") continue;
            auto now =
                desk::apply_events(std::move(rebuilt.now), object.value("data", Json::array()));
            if (!now) return now.error();
            rebuilt.now = std::move(*now);
        }
        rebuilding.take(before, entry);
    }
    if (!entries.empty()) rebuilding.finish(entries.back());
    return rebuilt;
}

}  // namespace oneseal::verification
