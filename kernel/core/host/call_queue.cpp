#include "host/call_queue.hpp"

#include <utility>

namespace oneseal::host {

void CallQueue::add(Call call) {
    counts_[index(call.urgency)] += 1;
    bytes_[index(call.urgency)] += call.input.size();
    waiting_[index(call.urgency)].push_back(std::move(call));
}

void CallQueue::forget(const Call& call) {
    counts_[index(call.urgency)] -= 1;
    bytes_[index(call.urgency)] -= call.input.size();
}

std::size_t CallQueue::before(Urgency urgency) const {
    const std::size_t checks = urgency == Urgency::check ? waiting_[1].size() : 0;
    return sent_.size() + waiting_[0].size() + checks;
}

bool CallQueue::may_send(std::size_t most, std::size_t most_checks) const {
    if (waiting_size() == 0 || sent_.size() >= most) return false;
    return !waiting_[0].empty() || sent_checks_ < most_checks;
}

const Call& CallQueue::send_next() {
    std::deque<Call>& from = waiting_[0].empty() ? waiting_[1] : waiting_[0];
    sent_checks_ += waiting_[0].empty() ? 1 : 0;
    sent_.push_back(std::move(from.front()));
    from.pop_front();
    return sent_.back();
}

Call CallQueue::take_answered() {
    Call call = std::move(sent_.front());
    sent_.pop_front();
    sent_checks_ -= call.urgency == Urgency::check ? 1 : 0;
    ++first_number_;
    forget(call);
    return call;
}

std::optional<Call> CallQueue::take_back(std::optional<std::uint32_t> deadly) {
    std::optional<Call> dead;
    sent_checks_ = 0;
    for (; !sent_.empty(); sent_.pop_back()) {
        Call& call = sent_.back();
        const bool died = deadly && *deadly == last_number();
        if (died && ++call.deaths == 2) {
            forget(call);
            dead = std::move(call);
        } else if (call.done || died) {
            // One whose caller was answered meanwhile is only tried where it may be deadly.
            waiting_[index(call.urgency)].push_front(std::move(call));
        } else {
            forget(call);
        }
    }
    return dead;
}

std::vector<Done> CallQueue::take_late(SteadyTime before) {
    std::vector<Done> late;
    for (Call& call : sent_) {
        if (call.done && call.since <= before) late.push_back(std::exchange(call.done, nullptr));
    }
    for (auto& waiting : waiting_) {
        // In the order of their coming: what was taken back is the oldest and stands first.
        for (; !waiting.empty() && waiting.front().since <= before; waiting.pop_front()) {
            Call& call = waiting.front();
            if (call.done) late.push_back(std::move(call.done));
            forget(call);
        }
    }
    return late;
}

std::vector<Done> CallQueue::take_waiting(Urgency urgency) {
    std::vector<Done> taken;
    for (Call& call : waiting_[index(urgency)]) {
        if (call.done) taken.push_back(std::move(call.done));
        forget(call);
    }
    waiting_[index(urgency)].clear();
    return taken;
}

}  // namespace oneseal::host
