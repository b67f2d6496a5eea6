#include "verification/verify.hpp"

#include <algorithm>

#include "cases/case_json.hpp"
#include "crypto/digest.hpp"
#include "desk/evidence.hpp"
#include "desk/lease_repository.hpp"
#include "desk/snapshot.hpp"
#include "storage/blobs.hpp"
#include "verification/rebuilding.hpp"
#include "verification/register_check.hpp"

namespace oneseal::verification {
namespace {

using journal::Fault;
using journal::FaultKind;

constexpr long long most_entries = 100'000;
constexpr auto answers_kept = std::chrono::days{7};

class Verification {
  public:
    Verification(storage::Database& database, std::string county, const journal::Report& record)
        : database_(database), county_(std::move(county)), record_(record) {
        for (const Fault& fault : record.faults) {
            if (!fault.case_id.empty()) faulty_.insert(fault.case_id);
        }
    }

    Result<DerivedReport> run(const std::string& blobs) {
        if (auto error = read_answers()) return *error;
        const auto cases = desk::read_case_list(database_, county_);
        if (!cases) return cases.error();
        for (const desk::CaseRow& row : *cases) {
            known_.insert(row.id);
            if (auto error = check_case(row)) return *error;
        }
        if (auto error = check_named_cases()) return *error;
        if (auto error = check_files(blobs)) return *error;
        auto registers = check_registers(database_, county_, record_, counters_);
        if (!registers) return registers.error();
        for (Fault& fault : *registers) report_.faults.push_back(std::move(fault));
        return std::move(report_);
    }

  private:
    void found(FaultKind kind, const std::string& case_id, const std::string& row) {
        report_.faults.push_back({kind, case_id, 0, 0, row, 0});
    }

    // What the server had forgotten by the time of its last lease need not be there.
    std::optional<Error> read_answers() {
        auto digests = desk::answer_digests(database_, county_);
        if (!digests) return digests.error();
        answers_ = std::move(*digests);
        const auto lease = desk::read_lease(database_, county_);
        if (!lease) return lease.error();
        if (const auto until = parse_instant(*lease)) forgotten_before_ = *until - answers_kept;
        return {};
    }

    std::optional<Error> check_case(const desk::CaseRow& row) {
        if (faulty_.contains(row.id)) return {};
        if (row.seq == 0) return check_draft(row);
        const auto entries = journal::read_entries(database_, county_, row.id, 0, most_entries);
        if (!entries) return entries.error();
        auto rebuilt = rebuild_rows(database_, county_, *entries);
        if (!rebuilt && rebuilt.error().code != ErrorCode::internal) return rebuilt.error();
        if (!rebuilt) {
            found(FaultKind::derived_changed, row.id, "events");
            return {};
        }
        auto actual = desk::read_case_rows(database_, county_, row.id);
        if (!actual) return actual.error();
        compare(row.id, *rebuilt, *actual);
        for (const KeptAnswer& answer : rebuilt->answers) {
            if (answer.at < forgotten_before_ || answers_.contains(answer.digest)) continue;
            found(FaultKind::derived_missing, row.id, "idempotency " + std::to_string(answer.seq));
        }
        for (const auto& [name, number] : rebuilt->counters) counters_.taken[name].insert(number);
        counters_.case_numbers.push_back(rebuilt->now.number);
        for (const std::string& file : rebuilt->files) files_[file] = row.id;
        return check_snapshot(row.id, std::move(*rebuilt));
    }

    std::optional<Error> check_draft(const desk::CaseRow& row) {
        if (row.state != "draft" || !row.number.empty()) {
            found(FaultKind::unexplained, row.id, "cases");
            return {};
        }
        ++report_.drafts;
        const auto rows = desk::read_case_rows(database_, county_, row.id);
        if (!rows) return rows.error();
        for (const auto& [name, columns] : *rows) {
            if (name != "cases") found(FaultKind::unexplained, row.id, name);
        }
        return {};
    }

    void compare(const std::string& case_id, const Rebuilt& rebuilt, const desk::RowTexts& actual) {
        for (const auto& [name, expected] : rebuilt.rows) {
            const auto there = actual.find(name);
            if (there == actual.end()) {
                found(FaultKind::derived_missing, case_id, name);
                continue;
            }
            bool same = true;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                same = same && (!expected[i] || *expected[i] == there->second.at(i));
            }
            if (!same) found(FaultKind::derived_changed, case_id, name);
        }
        for (const auto& [name, columns] : actual) {
            const bool is_judged = (rebuilt.timers_known || !name.starts_with("timers ")) &&
                                   (rebuilt.work_known || !name.starts_with("work_items "));
            if (is_judged && !rebuilt.rows.contains(name)) {
                found(FaultKind::unexplained, case_id, name);
            }
        }
    }

    std::optional<Error> check_snapshot(const std::string& case_id, Rebuilt rebuilt) {
        const auto text = desk::read_snapshot_text(database_, county_, case_id);
        if (!text) return text.error();
        const auto stored = desk::read_snapshot(*text, case_id);
        bool same = stored.has_value();
        if (same && rebuilt.snapshot_sha256.empty()) rebuilt.now.version = stored->version;
        same = same && Json(*stored) == Json(rebuilt.now);
        if (!rebuilt.snapshot_sha256.empty()) {
            same = same && crypto::sha256_hex(*text) == rebuilt.snapshot_sha256;
        }
        if (!same) found(FaultKind::derived_changed, case_id, "snapshot");
        return {};
    }

    std::optional<Error> check_named_cases() {
        const auto named = desk::named_cases(database_, county_);
        if (!named) return named.error();
        for (const auto& [table, case_id] : *named) {
            if (known_.contains(case_id) || faulty_.contains(case_id)) continue;
            found(FaultKind::unexplained, case_id, table);
        }
        return {};
    }

    std::optional<Error> check_files(const std::string& blobs) {
        const auto checked = storage::check_blobs(blobs, county_);
        if (!checked) return checked.error();
        for (const auto& [sha256, is_intact] : *checked) {
            if (!is_intact) found(FaultKind::blob_changed, "", "file " + sha256);
            files_.erase(sha256);
        }
        for (const auto& [sha256, case_id] : files_) {
            found(FaultKind::blob_missing, case_id, "file " + sha256);
        }
        return {};
    }

    storage::Database& database_;
    const std::string county_;
    const journal::Report& record_;
    std::set<std::string> faulty_{};
    std::set<std::string> known_{};
    std::set<std::string> answers_{};
    Instant forgotten_before_{};
    Counted counters_{};
    std::map<std::string, std::string> files_{};  // named by cases, with the last that names it
    DerivedReport report_{};
};

}  // namespace

Result<DerivedReport> verify_derived(storage::Database& database,
                                     const std::string& county,
                                     const journal::Report& record,
                                     const std::string& blobs) {
    return Verification(database, county, record).run(blobs);
}

}  // namespace oneseal::verification
