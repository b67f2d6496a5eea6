#include "journal/verify.hpp"

#include <set>
#include <utility>

#include "crypto/digest.hpp"
#include "journal/chain.hpp"
#include "journal/repository.hpp"

namespace oneseal::journal {
namespace {

class Verification {
  public:
    Verification(storage::Database& database, std::string county, std::string public_key)
        : database_(database), county_(std::move(county)), public_key_(std::move(public_key)) {}

    Result<Report> run(const std::vector<CaseHead>& heads,
                       const std::vector<OutsideAnchor>& outside) {
        Heads by_case;
        for (const CaseHead& each : heads) by_case[each.case_id] = each.head;
        if (!public_key_.empty()) {
            report_.anchors_read = true;
            take_outside(outside);
            if (auto error = check_anchors()) return *error;
        }
        const auto cases = all_cases(by_case);
        if (!cases) return cases.error();
        for (const std::string& case_id : *cases) {
            if (auto error = check_chain(case_id, by_case)) return *error;
        }
        return std::move(report_);
    }

  private:
    void found(FaultKind kind, long long first, long long last, std::string object = "") {
        report_.faults.push_back({kind, "", first, last, std::move(object), 0});
    }

    // The stored anchors, and those that are only kept outside, in order.
    std::optional<Error> check_anchors() {
        const auto stored = read_anchors(database_, county_);
        if (!stored) return stored.error();
        std::map<long long, const StoredAnchor*> by_seq;
        for (const auto& [seq, copy] : outside_) by_seq[seq] = nullptr;
        for (const StoredAnchor& each : *stored) by_seq[each.seq] = &each;
        long long expected = 1;
        std::string previous = Head{}.hash;
        for (const auto& [seq, each] : by_seq) {
            const bool follows = seq == expected;
            if (!follows) found(FaultKind::anchor_dropped, expected, seq - 1);
            expected = seq + 1;
            const auto anchor = trusted(seq, each, follows ? previous : "");
            if (!anchor) {
                complete_ = false;
            } else if (auto error = take_leaves(*anchor)) {
                return error;
            }
            complete_ = complete_ && follows;
            previous = anchor ? anchor_hash(anchor->body) : anchor_hash(each->body);
        }
        return {};
    }

    // The stored anchor where it holds; otherwise its copy outside. `previous` is empty where the
    // one before is missing.
    std::optional<Anchor> trusted(long long seq,
                                  const StoredAnchor* stored,
                                  const std::string& previous) {
        const auto copy = outside_.find(seq);
        std::optional<Anchor> anchor;
        if (stored != nullptr) anchor = verify_anchor(stored->body, public_key_);
        const bool holds = anchor && anchor->seq == seq && anchor->county == county_ &&
                           (previous.empty() || anchor->previous == previous) &&
                           (copy == outside_.end() || copy->second.first.body == anchor->body);
        if (holds) return anchor;
        found(stored == nullptr ? FaultKind::anchor_dropped : FaultKind::anchor_changed, seq, seq);
        if (copy == outside_.end()) return {};
        return copy->second.first;
    }

    // Copies are believed by their signature alone.
    void take_outside(const std::vector<OutsideAnchor>& outside) {
        for (const OutsideAnchor& copy : outside) {
            auto anchor = verify_anchor(copy.body, public_key_);
            if (!anchor) {
                found(FaultKind::anchor_foreign, 0, 0);
            } else if (anchor->county == county_) {
                const long long seq = anchor->seq;
                outside_[seq] = {std::move(*anchor), copy.leaves};
            }
        }
    }

    // The object of leaves as it is stored, otherwise as it is kept outside.
    Result<std::optional<std::vector<CaseHead>>> leaves_of(const Anchor& anchor) {
        auto leaves = read_leaves(database_, anchor);
        if (!leaves || *leaves) return leaves;
        found(FaultKind::object_missing, anchor.seq, anchor.seq, anchor.leaves);
        const auto copy = outside_.find(anchor.seq);
        if (copy == outside_.end()) return leaves;
        return parse_leaves(anchor, copy->second.second);
    }

    // What this anchor signed, in addition to those before it.
    std::optional<Error> take_leaves(const Anchor& anchor) {
        report_.last_anchor = anchor.seq;
        report_.last_anchor_hash = anchor_hash(anchor.body);
        report_.objects.insert(anchor.leaves);
        const auto leaves = leaves_of(anchor);
        if (!leaves) return leaves.error();
        if (!*leaves) {
            complete_ = false;
            return {};
        }
        for (const CaseHead& leaf : **leaves) {
            anchored_[leaf.case_id].push_back({anchor.seq, leaf.head});
            heads_[leaf.case_id] = leaf.head;
        }
        // The root covers the heads of all anchors before it: it says nothing where one is missing.
        if (complete_ && (root_of(heads_) != anchor.root ||
                          static_cast<long long>(heads_.size()) != anchor.leaves_count)) {
            found(FaultKind::anchor_changed, anchor.seq, anchor.seq);
        }
        return {};
    }

    Result<std::set<std::string>> all_cases(const Heads& by_case) {
        const auto rows = database_.query(list_chains, {county_});
        if (!rows) return rows.error();
        std::set<std::string> cases;
        for (const storage::Row& row : *rows) cases.insert(row.text(0));
        for (const auto& [case_id, head] : by_case) cases.insert(case_id);
        for (const auto& [case_id, anchored] : anchored_) cases.insert(case_id);
        return cases;
    }

    std::optional<Error> check_chain(const std::string& case_id, const Heads& by_case) {
        const auto rows = database_.query(select_chain, {county_, case_id});
        if (!rows) return rows.error();
        Chain chain{county_, case_id, {}, {}, std::move(anchored_[case_id])};
        if (const auto head = by_case.find(case_id); head != by_case.end()) {
            chain.head = head->second;
        }
        for (const storage::Row& row : *rows) {
            chain.links.push_back(
                {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
        }
        for (Fault& fault : faults_of(chain)) report_.faults.push_back(std::move(fault));
        note_younger(chain);
        ++report_.cases;
        report_.entries += static_cast<long long>(chain.links.size());
        return check_objects(chain);
    }

    void note_younger(const Chain& chain) {
        const long long covered = chain.anchored.empty() ? 0 : chain.anchored.back().head.seq;
        const long long last = chain.links.empty() ? 0 : chain.links.back().seq;
        if (last > covered) report_.younger.push_back({chain.case_id, covered + 1, last});
    }

    std::optional<Error> check_objects(const Chain& chain) {
        for (const Link& link : chain.links) {
            for (const std::string& sha256 : objects_of(link)) {
                report_.objects.insert(sha256);
                const auto body = storage::load(database_, county_, sha256);
                if (!body) return body.error();
                if (*body && crypto::sha256_hex(**body) == sha256) continue;
                const FaultKind kind =
                    *body ? FaultKind::object_changed : FaultKind::object_missing;
                report_.faults.push_back({kind, chain.case_id, link.seq, link.seq, sha256, 0});
            }
        }
        return {};
    }

    storage::Database& database_;
    std::string county_;
    std::string public_key_;
    std::map<long long, std::pair<Anchor, std::string>> outside_{};  // with their leaves
    std::map<std::string, std::vector<AnchoredHead>> anchored_{};
    Heads heads_{};
    bool complete_ = true;  // every anchor so far holds and has its leaves
    Report report_{};
};

}  // namespace

Result<Report> verify(storage::Database& database,
                      const std::string& county,
                      const std::vector<CaseHead>& heads,
                      const std::string& public_key,
                      const std::vector<OutsideAnchor>& outside) {
    return Verification(database, county, public_key).run(heads, outside);
}

}  // namespace oneseal::journal
