#include "calendar/deadline.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "calendar/errors.hpp"

namespace oneseal {
namespace {

Text day_off_reason(const sdk::DayReason& reason) {
    switch (reason.kind) {
        case sdk::DayKind::weekend:
            return calendar::errors::weekend();
        case sdk::DayKind::holiday:
            return calendar::errors::day_off_by_notice(reason.notice);
        case sdk::DayKind::fixed_holiday:
            return calendar::errors::statutory_holiday();
        case sdk::DayKind::workday:
        case sdk::DayKind::adjusted_workday:
            break;
    }
    return {};
}

Text workday_reason(const sdk::DayReason& reason) {
    if (reason.kind == sdk::DayKind::adjusted_workday) {
        return calendar::errors::workday_by_notice(reason.notice);
    }
    return calendar::errors::working_day();
}

// Walks from day zero and writes down what each day is.
class Walk {
  public:
    Walk(Day day_zero, const std::vector<Exclusion>& exclusions, const sdk::WorkCalendar& calendar)
        : exclusions_(exclusions), calendar_(calendar), at_(day_zero) {
        proof_.day_zero = day_zero;
        // LAW: 民法典 第二百零一条
        put(ProofDay::Use::day_zero,
            calendar::errors::day_zero(),
            calendar::errors::article_day_zero());
    }

    // LAW: 行政许可法 第八十二条
    void working_days(int count) {
        while (count > 0) {
            step();
            const auto reason = calendar_.reason(at_);
            if (!calendar_.is_workday(at_)) {
                put(ProofDay::Use::skipped,
                    day_off_reason(reason),
                    calendar::errors::article_working_days());
            } else if (const Exclusion* exclusion = excluding()) {
                // LAW: 行政许可法 第四十五条
                put(ProofDay::Use::excluded,
                    calendar::errors::excluded(exclusion->kind),
                    calendar::errors::article_excluded());
            } else {
                put(ProofDay::Use::counted, workday_reason(reason));
                --count;
            }
        }
    }

    // Every day counts up to the target, which each excluded day moves on by one.
    // LAW: 民法典 第二百零二条
    void calendar_days(Day target) {
        while (at_ < target) {
            step();
            if (const Exclusion* exclusion = excluding()) {
                put(ProofDay::Use::excluded,
                    calendar::errors::excluded(exclusion->kind),
                    calendar::errors::article_excluded());
                target += std::chrono::days{1};
            } else {
                put(ProofDay::Use::counted, calendar::errors::calendar_day());
            }
        }
    }

    // LAW: 民法典 第二百零三条
    void move_to_working_day() {
        while (!calendar_.is_workday(at_)) {
            step();
            const bool ends = calendar_.is_workday(at_);
            put(ProofDay::Use::moved,
                ends ? calendar::errors::moved_to_working_day()
                     : day_off_reason(calendar_.reason(at_)),
                calendar::errors::article_moved());
        }
    }

    DeadlineProof finish() {
        if (!open()) proof_.due = at_;
        return std::move(proof_);
    }

  private:
    void step() {
        at_ += std::chrono::days{1};
        const std::chrono::year_month_day day{at_};
        if (!calendar_.published(static_cast<int>(day.year()))) proof_.provisional = true;
    }

    const Exclusion* excluding() const {
        const auto found = std::ranges::find_if(exclusions_, [this](const Exclusion& exclusion) {
            return exclusion.first <= at_ && exclusion.last && at_ <= *exclusion.last;
        });
        return found == exclusions_.end() ? nullptr : &*found;
    }

    bool open() const {
        return std::ranges::any_of(exclusions_, [](const Exclusion& e) { return !e.last; });
    }

    void put(ProofDay::Use use, Text reason, Text article = {}) {
        proof_.days.push_back({at_, use, std::move(reason), std::move(article.zh_cn)});
    }

    const std::vector<Exclusion>& exclusions_;
    const sdk::WorkCalendar& calendar_;
    Day at_;
    DeadlineProof proof_{};
};

}  // namespace

DeadlineProof count_deadline(Day day_zero,
                             Term term,
                             int extension,
                             const std::vector<Exclusion>& exclusions,
                             const sdk::WorkCalendar& calendar) {
    Walk walk(day_zero, exclusions, calendar);
    if (term.unit == Term::Unit::working_days) {
        walk.working_days(term.count);
    } else {
        // A length that leaves the calendar's years is refused when a document is installed.
        const auto end = term.unit == Term::Unit::months ? sdk::add_months(day_zero, term.count)
                                                         : sdk::add_days(day_zero, term.count);
        walk.calendar_days(end.value_or(day_zero));
        walk.move_to_working_day();
    }
    walk.working_days(extension);
    return walk.finish();
}

Json to_json(const DeadlineProof& proof) {
    static constexpr std::array names{"day_zero", "counted", "skipped", "excluded", "moved"};
    Json days = Json::array();
    for (const ProofDay& day : proof.days) {
        Json item = {{"day", sdk::format_day(day.day)},
                     {"use", names[static_cast<std::size_t>(day.use)]},
                     {"reason", to_json(day.reason)}};
        if (!day.article.empty()) item["article"] = day.article;
        days.push_back(std::move(item));
    }
    return {{"day_zero", sdk::format_day(proof.day_zero)},
            {"due", proof.due ? Json(sdk::format_day(*proof.due)) : Json()},
            {"provisional", proof.provisional},
            {"days", std::move(days)}};
}

}  // namespace oneseal
