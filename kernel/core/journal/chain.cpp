#include "journal/chain.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace oneseal::journal {
namespace {

// What an entry says of its place and of its row.
struct Said {
    std::string county{};
    std::string case_id{};
    std::string kind{};
    std::string actor{};
    std::string at{};
    std::string previous{};
    long long seq = 0;
};

std::optional<Said> read(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        const auto word = [&](const char* key) { return json.at(key).get<std::string>(); };
        return Said{word("county"),
                    word("case"),
                    word("kind"),
                    word("actor"),
                    word("at"),
                    word("previous"),
                    json.at("seq").get<long long>()};
    } catch (const Json::exception&) {
        return {};
    }
}

class Check {
  public:
    explicit Check(const Chain& chain) : chain_(chain) {
        for (const Link& link : chain.links) {
            hashes_.insert(link.hash);
            said_.push_back(read(link.text));
        }
    }

    std::vector<Fault> run() {
        for (std::size_t i = 0; i < chain_.links.size(); ++i) check_link(i);
        check_order();
        check_end();
        check_anchored();
        return std::move(faults_);
    }

  private:
    void found(FaultKind kind, long long first, long long last) {
        faults_.push_back({kind, chain_.case_id, first, last, "", 0});
    }

    bool is_faulty(long long seq) const {
        return std::any_of(faults_.begin(), faults_.end(), [&](const Fault& fault) {
            return fault.first <= seq && seq <= fault.last;
        });
    }

    const Link* link_at(long long seq) const {
        const auto link = std::find_if(chain_.links.begin(),
                                       chain_.links.end(),
                                       [&](const Link& each) { return each.seq == seq; });
        return link == chain_.links.end() ? nullptr : &*link;
    }

    // Each entry for itself.
    void check_link(std::size_t i) {
        const Link& link = chain_.links[i];
        const auto& said = said_[i];
        if (!said) return found(FaultKind::changed, link.seq, link.seq);
        const std::string own_hash = hash_of(said->previous, link.text);
        const bool misplaced = said->county != chain_.county || said->case_id != chain_.case_id ||
                               said->seq != link.seq;
        // Its hash was computed by who wrote it, so it is genuine, only not here.
        if (misplaced && hashes_.contains(own_hash)) {
            return found(FaultKind::swapped, link.seq, link.seq);
        }
        const bool row_differs =
            said->kind != link.kind || said->actor != link.actor || said->at != link.at;
        if (misplaced || row_differs || own_hash != link.hash) {
            found(FaultKind::changed, link.seq, link.seq);
        }
    }

    // Each entry and the one before it. Where an entry names another hash than the one before it
    // has, the one before it was rewritten together with its hash.
    void check_order() {
        long long expected = 1;
        std::string previous = Head{}.hash;
        for (std::size_t i = 0; i < chain_.links.size(); ++i) {
            const Link& link = chain_.links[i];
            if (link.seq > expected) {
                found(FaultKind::dropped, expected, link.seq - 1);
            } else if (!is_faulty(link.seq) && !is_faulty(link.seq - 1) &&
                       said_[i]->previous != previous) {
                const long long rewritten = std::max(link.seq - 1, 1LL);
                found(FaultKind::changed, rewritten, rewritten);
            }
            expected = link.seq + 1;
            previous = link.hash;
        }
    }

    void check_end() {
        const long long last = chain_.links.empty() ? 0 : chain_.links.back().seq;
        if (!chain_.head) {
            if (last > 0) found(FaultKind::head_missing, 1, last);
            return;
        }
        const Head& head = *chain_.head;
        if (last < head.seq) found(FaultKind::truncated, last + 1, head.seq);
        if (last > head.seq) found(FaultKind::beyond_head, head.seq + 1, last);
        const Link* link = link_at(head.seq);
        if (link != nullptr && link->hash != head.hash && !is_faulty(head.seq)) {
            found(FaultKind::head_differs, head.seq, head.seq);
        }
    }

    void check_anchored() {
        long long proved = 0;
        for (const AnchoredHead& anchored : chain_.anchored) {
            const Link* link = link_at(anchored.head.seq);
            if (link == nullptr || link->hash != anchored.head.hash) {
                faults_.push_back({FaultKind::rewritten_since_anchor,
                                   chain_.case_id,
                                   proved + 1,
                                   anchored.head.seq,
                                   "",
                                   anchored.anchor});
                return;
            }
            proved = anchored.head.seq;
        }
    }

    const Chain& chain_;
    std::set<std::string> hashes_{};
    std::vector<std::optional<Said>> said_{};
    std::vector<Fault> faults_{};
};

}  // namespace

std::vector<Fault> faults_of(const Chain& chain) {
    return Check(chain).run();
}

std::vector<std::string> objects_of(const Link& link) {
    try {
        return Json::parse(link.text).at("objects").get<std::vector<std::string>>();
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace oneseal::journal
