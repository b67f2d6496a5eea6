#include "journal/county_chain.hpp"

#include <nlohmann/json.hpp>

#include "journal/chain.hpp"
#include "journal/errors.hpp"
#include "journal/repository.hpp"

namespace oneseal::journal {
namespace {

constexpr int most_attempts = 16;

storage::Write advance(const Act& act, const Head& previous, const Head& next) {
    return {&advance_chain, {act.county, act.case_id, next.seq, next.hash, previous.hash}, 1};
}

}  // namespace

Result<std::optional<Head>> chain_head(storage::Database& database,
                                       const std::string& county,
                                       const std::string& chain) {
    const auto rows = database.query(find_chain, {county, chain});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Head>();
    return std::optional(Head{rows->front().integer(0), rows->front().text(1)});
}

Result<std::vector<CaseHead>> chain_heads(storage::Database& database, const std::string& county) {
    const auto rows = database.query(list_chain_heads, {county});
    if (!rows) return rows.error();
    std::vector<CaseHead> heads;
    for (const storage::Row& row : *rows) {
        heads.push_back({row.text(0), {row.integer(1), row.text(2)}});
    }
    return heads;
}

storage::Committed append(storage::Database& database,
                          const Act& act,
                          const std::vector<storage::Object>& objects,
                          const std::vector<storage::Write>& also) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const auto head = chain_head(database, act.county, act.case_id);
        if (!head) return head.error();
        const Head previous = head->value_or(Head{});
        const Entry entry = make_entry(previous, act, objects);
        storage::WriteSet set{also};
        set.writes.push_back(advance(act, previous, entry.head));
        for (storage::Write& write : writes(entry, objects)) set.writes.push_back(std::move(write));
        auto committed = database.commit_and_wait(std::move(set));
        if (!committed || !*committed || (*committed)->write < also.size()) return committed;
    }
    return errors::journal_busy(act.case_id);
}

Result<std::vector<Json>> read_said(storage::Database& database,
                                    const std::string& county,
                                    const std::string& chain) {
    const auto rows = database.query(select_chain, {county, chain});
    if (!rows) return rows.error();
    std::vector<Json> all;
    for (const storage::Row& row : *rows) {
        for (const std::string& sha256 :
             objects_of({row.integer(0), "", "", "", row.text(4), ""})) {
            const auto body = storage::load(database, county, sha256);
            if (!body) return body.error();
            Json object = Json::parse(body->value_or(""), nullptr, false);
            if (object.is_object() && object.contains("data")) all.push_back(std::move(object));
        }
    }
    return Result<std::vector<Json>>(boost::system::in_place_value, std::move(all));
}

}  // namespace oneseal::journal
