#include "desk/registers.hpp"

#include <algorithm>

#include "base/text_normal.hpp"
#include "desk/register_repository.hpp"

namespace oneseal::desk {
namespace {

std::vector<std::string> key_values(const FactTerms& fact, const Json& form) {
    std::vector<std::string> values;
    for (const Json& pointer : fact.from.value("key", Json::array())) {
        // Of a case that was filed before forms were normal, the form may hold another spelling.
        const std::string value = normal_code(form_text(form, pointer.get<std::string>()));
        if (!value.empty()) values.push_back(value);
    }
    return values;
}

bool matches(const Json& row, const Json& where, const std::string& matter) {
    for (const auto& [column, wanted] : where.items()) {
        const bool is_matter = wanted.is_object() && wanted.value("$matter", false);
        if (row.value(column, Json()) != (is_matter ? Json(matter) : wanted)) return false;
    }
    return true;
}

// One value of the rows that match; ISO dates and numbers order alike in JSON.
Json fold(const std::vector<Json>& found, const FactTerms& fact) {
    const std::string how = fact.from.value("fold", "first");
    if (how == "exists") return !found.empty();
    if (how == "count") return found.size();
    if (found.empty()) return fact.otherwise;
    const std::string column = fact.from.value("value", "");
    std::vector<Json> values;
    for (const Json& row : found) {
        if (row.contains(column) && !row[column].is_null()) values.push_back(row[column]);
    }
    if (values.empty()) return fact.otherwise;
    if (how == "max") return *std::ranges::max_element(values);
    if (how == "min") return *std::ranges::min_element(values);
    return values.front();
}

}  // namespace

Result<void> Registers::load(const std::string& county) {
    auto rows = read_registers(database_, county);
    if (!rows) return rows.error();
    const std::lock_guard lock(mutex_);
    rows_[county] = std::move(*rows);
    return {};
}

std::vector<Json> Registers::rows_of(const std::string& county, const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto registers = rows_.find(county);
    if (registers == rows_.end()) return {};
    const auto rows = registers->second.find(name);
    return rows == registers->second.end() ? std::vector<Json>{} : rows->second;
}

Result<Json> Registers::facts(const std::string& county,
                              const Matter& matter,
                              const Json& form,
                              Licences licences,
                              const MayAsk& may_ask) const {
    Json facts = Json::object();
    for (const FactTerms& fact : matter.facts) {
        if (fact.source != "registry" || !fact.from.is_object()) continue;
        const auto values = key_values(fact, form);
        if (may_ask && !std::ranges::all_of(values, may_ask)) continue;
        const std::string name = fact.from.value("register", "");
        std::vector<Json> rows;
        if (!values.empty() && name == "licences") {
            if (licences == Licences::left_out) continue;
            auto found = read_licences(database_, county, values, licences == Licences::granted);
            if (!found) return found.error();
            rows = std::move(*found);
        } else if (!values.empty()) {
            rows = rows_of(county, name);
            std::erase_if(rows, [&](const Json& row) {
                return std::ranges::find(values, row.value("subject", "")) == values.end();
            });
        }
        const Json where = fact.from.value("where", Json::object());
        std::erase_if(rows, [&](const Json& row) { return !matches(row, where, matter.id); });
        facts[fact.id] = fold(rows, fact);
    }
    return Result<Json>(boost::system::in_place_value, std::move(facts));
}

std::set<std::string> Registers::licence_keys(const Matter& matter, const Json& form) {
    std::set<std::string> keys;
    for (const FactTerms& fact : matter.facts) {
        if (fact.source != "registry" || !fact.from.is_object()) continue;
        if (fact.from.value("register", "") != "licences") continue;
        for (std::string& value : key_values(fact, form)) keys.insert(std::move(value));
    }
    return keys;
}

}  // namespace oneseal::desk
