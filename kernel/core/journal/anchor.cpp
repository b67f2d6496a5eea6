#include "journal/anchor.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/ids.hpp"
#include "crypto/digest.hpp"
#include "journal/errors.hpp"
#include "journal/merkle.hpp"
#include "journal/repository.hpp"
#include "text/canonical.hpp"

namespace oneseal::journal {
namespace {

const std::string no_hash(64, '0');

Error broken(const std::string& county, long long seq) {
    const std::string name = county + "/" + std::to_string(seq);
    return errors::anchor_broken(name);
}

Error exists(const std::string& county, long long seq) {
    const std::string name = county + "/" + std::to_string(seq);
    return errors::anchor_exists(name);
}

Json leaf(const std::string& case_id, const Head& head) {
    return Json::array({case_id, head.seq, head.hash});
}

// The state of a county's anchors: the last one, and all heads that they name together.
struct Anchored {
    long long seq = 0;
    std::string hash = no_hash;
    Heads heads{};
};

Result<Anchored> read_state(storage::Database& database,
                            const std::string& county,
                            const std::string& public_key) {
    const auto bodies = read_anchors(database, county);
    if (!bodies) return bodies.error();
    Anchored state;
    for (const StoredAnchor& stored : *bodies) {
        const auto anchor = verify_anchor(stored.body, public_key);
        if (!anchor || anchor->seq != state.seq + 1 || anchor->previous != state.hash) {
            return broken(county, stored.seq);
        }
        const auto leaves = read_leaves(database, *anchor);
        if (!leaves) return leaves.error();
        if (!*leaves) return broken(county, stored.seq);
        for (const CaseHead& moved : **leaves) state.heads[moved.case_id] = moved.head;
        state.seq = anchor->seq;
        state.hash = anchor_hash(stored.body);
    }
    return state;
}

// The object that names the heads that moved; they are moved in `anchored` too.
storage::Object move_heads(Anchored& anchored,
                           const std::string& county,
                           const std::vector<CaseHead>& heads) {
    Heads moved;
    for (const CaseHead& now : heads) {
        const auto [before, is_new] = anchored.heads.try_emplace(now.case_id, now.head);
        if (!is_new && before->second == now.head) continue;
        before->second = now.head;
        moved[now.case_id] = now.head;
    }
    Json leaves = Json::array();
    for (const auto& [case_id, head] : moved) leaves.push_back(leaf(case_id, head));
    return storage::object_of(sdk::canonical(
        Json{{"county", county}, {"leaves", std::move(leaves)}, {"seq", anchored.seq + 1}}));
}

std::string signed_body(Json body, const crypto::KeyPair& key) {
    body["signature"] = to_hex(crypto::sign(sdk::canonical(body), key));
    return sdk::canonical(body);
}

}  // namespace

std::optional<Anchor> verify_anchor(const std::string& body, std::string_view public_key) {
    try {
        Json json = Json::parse(body);
        const auto word = [&](const char* key) { return json.at(key).get<std::string>(); };
        const auto number = [&](const char* key) { return json.at(key).get<long long>(); };
        Anchor anchor{word("county"),
                      number("seq"),
                      word("at"),
                      word("previous"),
                      word("root"),
                      number("leaves_count"),
                      word("leaves"),
                      body};
        const auto signature = crypto::from_hex(word("signature"));
        // Another spelling of the same document would be another hash of a valid anchor.
        if (!signature || sdk::canonical(json) != body) return {};
        json.erase("signature");
        if (!crypto::verify(sdk::canonical(json), *signature, public_key)) return {};
        return anchor;
    } catch (const Json::exception&) {
        return {};
    }
}

std::string anchor_hash(const std::string& body) {
    return crypto::sha256_hex(body);
}

std::string root_of(const Heads& heads) {
    std::vector<std::string> leaves;
    leaves.reserve(heads.size());
    for (const auto& [case_id, head] : heads) {
        leaves.push_back(sdk::canonical(leaf(case_id, head)));
    }
    return merkle_root(leaves);
}

Result<std::vector<StoredAnchor>> read_anchors(storage::Database& database,
                                               const std::string& county) {
    const auto rows = database.query(select_anchors, {county});
    if (!rows) return rows.error();
    std::vector<StoredAnchor> anchors;
    for (const storage::Row& row : *rows) anchors.push_back({row.integer(0), row.text(1)});
    return anchors;
}

Result<std::optional<Instant>> last_anchored_at(storage::Database& database,
                                                const std::string& county) {
    const auto rows = database.query(find_last_anchor, {county});
    if (!rows) return rows.error();
    return rows->empty() ? std::nullopt : parse_instant(rows->front().text(0));
}

std::optional<std::vector<CaseHead>> parse_leaves(const Anchor& anchor, const std::string& text) {
    if (crypto::sha256_hex(text) != anchor.leaves) return {};
    try {
        std::vector<CaseHead> heads;
        const Json json = Json::parse(text);
        for (const Json& head : json.at("leaves")) {
            heads.push_back({head.at(0).get<std::string>(),
                             {head.at(1).get<long long>(), head.at(2).get<std::string>()}});
        }
        return heads;
    } catch (const Json::exception&) {
        return {};
    }
}

Result<std::optional<std::vector<CaseHead>>> read_leaves(storage::Database& database,
                                                         const Anchor& anchor) {
    const auto body = storage::load(database, anchor.county, anchor.leaves);
    if (!body) return body.error();
    return *body ? parse_leaves(anchor, **body) : std::nullopt;
}

Result<Anchor> make_anchor(storage::Database& database,
                           const std::string& county,
                           const std::vector<CaseHead>& heads,
                           Instant at,
                           const crypto::KeyPair& key) {
    auto anchored = read_state(database, county, key.public_key);
    if (!anchored) return anchored.error();
    const storage::Object leaves = move_heads(*anchored, county, heads);
    Anchor anchor{county,
                  anchored->seq + 1,
                  format_instant(at),
                  anchored->hash,
                  root_of(anchored->heads),
                  static_cast<long long>(anchored->heads.size()),
                  leaves.sha256,
                  {}};
    anchor.body = signed_body(Json{{"at", anchor.at},
                                   {"county", county},
                                   {"key", to_hex(key.public_key)},
                                   {"leaves", anchor.leaves},
                                   {"leaves_count", anchor.leaves_count},
                                   {"previous", anchor.previous},
                                   {"root", anchor.root},
                                   {"seq", anchor.seq}},
                              key);
    const storage::Committed answer = database.commit_and_wait(
        {{storage::store(county, leaves),
          {&insert_anchor, {county, anchor.seq, anchor.at, anchor.body}, 1}}});
    if (!answer) return answer.error();
    if (answer->has_value()) return exists(county, anchor.seq);
    return anchor;
}

}  // namespace oneseal::journal
