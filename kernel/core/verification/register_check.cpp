#include "verification/register_check.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "crypto/digest.hpp"
#include "desk/evidence_repository.hpp"
#include "journal/county_chain.hpp"
#include "storage/objects.hpp"

namespace oneseal::verification {
namespace {

using journal::Fault;
using journal::FaultKind;

std::int64_t number_of(const std::string& digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// The counter of a case's number, as 511102-20240208-0012-000001-4 says it, and its sequence.
std::pair<std::string, std::int64_t> counter_of(const std::string& number) {
    if (number.size() < 27 || number[6] != '-') return {};
    const std::string day = number.substr(7, 8);
    const auto code_end = number.find('-', 16);
    if (code_end == std::string::npos) return {};
    return {"cases/" + day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2) + "/" +
                number.substr(16, code_end - 16),
            number_of(number.substr(code_end + 1))};
}

class RegisterCheck {
  public:
    RegisterCheck(storage::Database& database,
                  std::string county,
                  const journal::Report& record,
                  const Counted& counted)
        : database_(database), county_(std::move(county)), record_(record), counted_(counted) {}

    Result<std::vector<Fault>> run() {
        const auto registers = journal::read_said(database_, county_, journal::registers_chain);
        if (!registers) return registers.error();
        if (registers->empty()) return std::move(faults_);
        const auto configurations =
            journal::read_said(database_, county_, journal::configuration_chain);
        if (!configurations) return configurations.error();
        for (const Json& said : *registers) take_registers(said);
        for (const Json& said : *configurations) take_configuration(said["data"]);
        auto rows = desk::read_register_rows(database_, county_);
        if (!rows) return rows.error();
        compare_rows(*rows);
        // A lost entry is named as such, and may have taken numbers and named objects.
        if (!chains_hold()) return std::move(faults_);
        check_counters(*rows);
        if (auto error = check_objects()) return *error;
        return std::move(faults_);
    }

  private:
    void found(FaultKind kind, const std::string& row) {
        faults_.push_back({kind, "", 0, 0, row, 0});
    }

    bool chains_hold() const {
        return std::ranges::none_of(record_.faults, [](const Fault& fault) {
            return fault.kind != FaultKind::object_changed;
        });
    }

    // {"rows": {name: columns}} entered, or found at the beginning; {"removed": [names]}.
    void take_registers(const Json& said) {
        const Json& data = said["data"];
        const Json rows_said = data.value("rows", Json::object());
        for (const auto& [name, columns] : rows_said.items()) {
            std::vector<std::string> texts;
            for (const Json& column : columns) {
                texts.push_back(column.is_string() ? column.get<std::string>() : column.dump());
            }
            rows_[name] = std::move(texts);
        }
        for (const Json& name : data.value("removed", Json::array())) {
            if (name.is_string()) rows_.erase(name.get<std::string>());
        }
        name_objects(data.value("objects", Json::array()));
    }

    void take_configuration(const Json& data) {
        name_objects(data.value("documents", Json::array()));
        const Json number_starts_said = data.value("number_starts", Json::object());
        for (const auto& [name, first] : number_starts_said.items()) {
            if (!first.is_number_integer()) continue;
            starts_[name] = std::max(starts_[name], first.get<std::int64_t>());
        }
    }

    void name_objects(const Json& digests) {
        for (const Json& digest : digests) {
            if (digest.is_string()) documents_.insert(digest.get<std::string>());
        }
    }

    void compare_rows(const desk::RowTexts& actual) {
        for (const auto& [name, columns] : rows_) {
            if (name.starts_with("counters ")) continue;
            const auto there = actual.find(name);
            if (there == actual.end()) {
                found(FaultKind::derived_missing, name);
            } else if (there->second != columns) {
                found(FaultKind::derived_changed, name);
            }
        }
        for (const auto& [name, columns] : actual) {
            if (!name.starts_with("counters ") && !rows_.contains(name)) {
                found(FaultKind::unexplained, name);
            }
        }
    }

    // Case numbers come in blocks and may have gaps; all others have none.
    void check_counters(const desk::RowTexts& actual) {
        std::map<std::string, std::int64_t> nexts;
        for (const auto& [name, columns] : actual) {
            if (name.starts_with("counters ")) nexts[name.substr(9)] = number_of(columns.at(0));
        }
        std::map<std::string, std::int64_t> highest;
        for (const std::string& number : counted_.case_numbers) {
            const auto [counter, sequence] = counter_of(number);
            if (!counter.empty()) highest[counter] = std::max(highest[counter], sequence);
        }
        for (const auto& [counter, sequence] : highest) {
            if (nexts[counter] <= sequence) {
                found(FaultKind::derived_changed, "counters " + counter);
            }
        }
        for (const auto& [name, numbers] : counted_.taken) nexts.try_emplace(name, 0);
        for (const auto& [name, next] : nexts) {
            if (!name.starts_with("cases/")) check_counter(name, next);
        }
    }

    void check_counter(const std::string& name, std::int64_t next) {
        const auto at_first = rows_.find("counters " + name);
        const std::int64_t first = at_first == rows_.end() ? 1 : number_of(at_first->second.at(0));
        const auto start = starts_.find(name);
        const std::int64_t begun = start == starts_.end() ? 1 : start->second;
        const auto of_name = counted_.taken.find(name);
        std::multiset<std::int64_t> taken;
        if (of_name != counted_.taken.end()) taken = of_name->second;
        const std::int64_t last = taken.empty() ? 0 : *taken.rbegin();
        if (next != std::max({first, begun, last + 1})) {
            found(FaultKind::derived_changed, "counters " + name);
        }
        for (std::int64_t number = std::max(first, begun); number < next; ++number) {
            if (taken.contains(number)) continue;
            // A case that took it is gone with everything that told of it.
            found(FaultKind::derived_missing, "number " + name + " " + std::to_string(number));
        }
    }

    std::optional<Error> check_objects() {
        for (const std::string& sha256 : documents_) {
            const auto body = storage::load(database_, county_, sha256);
            if (!body) return body.error();
            if (*body && crypto::sha256_hex(**body) == sha256) continue;
            found(*body ? FaultKind::derived_changed : FaultKind::derived_missing,
                  "objects " + sha256);
        }
        if (!record_.anchors_read) return {};  // their leaves would look like nobody's
        const auto all = desk::all_objects(database_, county_);
        if (!all) return all.error();
        for (const std::string& sha256 : *all) {
            if (documents_.contains(sha256) || record_.objects.contains(sha256)) continue;
            found(FaultKind::unexplained, "objects " + sha256);
        }
        return {};
    }

    storage::Database& database_;
    const std::string county_;
    const journal::Report& record_;
    const Counted& counted_;
    std::map<std::string, std::vector<std::string>> rows_{};
    std::map<std::string, std::int64_t> starts_{};
    std::set<std::string> documents_{};
    std::vector<Fault> faults_{};
};

}  // namespace

Result<std::vector<Fault>> check_registers(storage::Database& database,
                                           const std::string& county,
                                           const journal::Report& record,
                                           const Counted& counted) {
    return RegisterCheck(database, county, record, counted).run();
}

}  // namespace oneseal::verification
