#include "cases/worklists.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cases/papers.hpp"
#include "cases/words.hpp"

namespace oneseal::cases {
namespace {

bool waits_for_acceptance(const Case& now) {
    if (now.state == State::supplement_wait) return !now.asked_papers_in_at().empty();
    return now.state == State::submitted || now.state == State::correcting;
}

bool waits_for_seal(const Case& now) {
    return std::ranges::any_of(now.papers, [](const PaperRecord& paper) {
        return paper.seal == "licensing" && paper.sealed_at.empty();
    });
}

// Of decisions and certificates the delivery is the service; a receipt is handed over at once; a
// supplement notice lapses.
bool waits_for_service(const Case& now) {
    return std::ranges::any_of(now.papers, [](const PaperRecord& paper) {
        const bool sealed = paper.seal != "licensing" || !paper.sealed_at.empty();
        return needs_proof_of_service(paper.kind) && !is_decision(paper.kind) && sealed &&
               paper.served_at.empty();
    });
}

// Until a decision not to accept is sealed, the applicant's list says what it said before.
// LAW: 行政许可法 第三十九条 第一款
bool is_still_asked(const Case& now) {
    return now.state == State::supplement_wait ||
           (now.state == State::not_accepted_no_answer && waits_for_seal(now));
}

class Items {
  public:
    explicit Items(const std::vector<CaseClock>& clocks) : clocks_(clocks) {}

    void add(Worklist list, ClockKind clock, const std::string& person = {}) {
        const auto running = std::ranges::find_if(
            clocks_, [&](const CaseClock& one) { return one.running && one.kind == clock; });
        list_.push_back(
            {list, person, running == clocks_.end() ? std::nullopt : running->proof.due});
    }
    void add_promised(Worklist list, const std::string& person = {}) {
        list_.push_back({list, person, promised_due(clocks_)});
    }
    void add_asked(const std::string& applicant, const std::optional<Day>& answer_by) {
        list_.push_back({Worklist::to_answer, applicant, answer_by});
    }
    std::vector<WorkItem> finish() { return std::move(list_); }

  private:
    const std::vector<CaseClock>& clocks_;
    std::vector<WorkItem> list_{};
};

void add_intake(const Case& now, Items& items) {
    if (waits_for_acceptance(now)) items.add(Worklist::to_accept, ClockKind::intake);
    const SupplementNotice* notice = now.supplement.open_notice();
    if (notice == nullptr || !is_still_asked(now)) return;
    if (!notice->served_at.empty()) {
        items.add_asked(now.filing.applicant.code, notice->answer_by);
    }
    if (now.state != State::supplement_wait) return;
    // What is not served has not happened: the five days run on.
    // LAW: 行政许可法 第三十二条 第一款 第四项
    if (notice->served_at.empty()) {
        items.add(Worklist::notice_lapsing, ClockKind::intake);
    } else {
        items.add(Worklist::unanswered, ClockKind::supplement);
    }
}

void add_review(const Case& now, Items& items) {
    if (now.state == State::accepted && now.people.reviewer.empty()) {
        items.add_promised(Worklist::to_assign);
    }
    if (now.state == State::reviewing) items.add_promised(Worklist::to_review, now.people.reviewer);
    if (now.state == State::survey_assigned || now.state == State::surveying) {
        for (const std::string& surveyor : now.people.surveyors) {
            items.add(Worklist::my_surveys, ClockKind::survey, surveyor);
        }
    }
    if (now.people.recusal_is_open()) items.add_promised(Worklist::recusals);
}

void add_decision(const Case& now, Items& items) {
    if (now.state == State::deciding) items.add_promised(Worklist::to_decide);
    if (waits_for_seal(now)) items.add(Worklist::to_seal, ClockKind::sealing);
    if (now.state == State::sealed || now.state == State::certified) {
        items.add(Worklist::to_deliver, ClockKind::delivery);
    }
    if (now.state != State::archived && waits_for_service(now)) {
        items.add(Worklist::to_serve, ClockKind::serving);
    }
}

}  // namespace

Role role_of(Worklist list) {
    switch (list) {
        case Worklist::to_review:
            return Role::reviewer;
        case Worklist::my_surveys:
            return Role::surveyor;
        case Worklist::recusals:
            return Role::head;
        case Worklist::unanswered:
        case Worklist::to_decide:
            return Role::decider;
        case Worklist::to_seal:
            return Role::seal_keeper;
        case Worklist::to_answer:
            return Role::applicant;
        default:
            return Role::intake;
    }
}

bool is_among(const WorkItem& item, const std::vector<WorkItem>& items) {
    return std::ranges::any_of(items, [&](const WorkItem& one) { return one.same_place(item); });
}

Json to_json(const std::vector<WorkItem>& items) {
    Json list = Json::array();
    for (const WorkItem& item : items) {
        list.push_back(Json::array({worklists.of(item.list), item.person, day_text(item.due)}));
    }
    return list;
}

std::vector<WorkItem> work_items(const Case& now, const std::vector<CaseClock>& clocks) {
    Items items(clocks);
    if (now.state == State::draft) return {};
    add_intake(now, items);
    add_review(now, items);
    add_decision(now, items);
    auto list = items.finish();
    std::ranges::stable_sort(list, {}, &WorkItem::list);
    return list;
}

}  // namespace oneseal::cases
