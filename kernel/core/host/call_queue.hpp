// The calls of one channel: those that wait, the bureau's work before mere checks, and those that
// are with the host, in the order in which it answers. Not for other folders.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "host/hosts.hpp"

namespace oneseal::host {

class Instance;

using SteadyTime = std::chrono::steady_clock::time_point;

struct Call {
    std::shared_ptr<const Instance> instance{};
    std::string input{};
    Done done{};  // empty once its caller was answered
    Urgency urgency{};
    SteadyTime since{};
    int deaths = 0;  // of the process while it was in this call
};

class CallQueue {
  public:
    void add(Call call);

    // How many calls and bytes of inputs there are, with the host or not.
    std::size_t size() const { return sent_.size() + waiting_size(); }
    std::size_t size(Urgency urgency) const { return counts_[index(urgency)]; }
    std::size_t bytes(Urgency urgency) const { return bytes_[index(urgency)]; }
    std::size_t sent() const { return sent_.size(); }
    std::size_t waiting_size() const { return waiting_[0].size() + waiting_[1].size(); }
    // How many calls are answered before a new one of this urgency.
    std::size_t before(Urgency urgency) const;

    // Whether the next one may go to the host, which is to have so many at most, and so many
    // checks.
    bool may_send(std::size_t most, std::size_t most_checks) const;
    // It goes, with the last number. REQUIRES: waiting_size() > 0.
    const Call& send_next();
    std::uint32_t last_number() const { return first_number_ + sent_number(sent_.size()) - 1; }
    std::uint32_t first_number() const { return first_number_; }
    // The one that the host answers next. REQUIRES: sent() > 0.
    Call take_answered();

    // The host is gone: what it had waits again, before the others of its urgency. The call of this
    // number has died once more; taken out where that was the second time.
    std::optional<Call> take_back(std::optional<std::uint32_t> deadly);

    // Whoever waits since `before` or longer; with the host their calls stay, without a caller.
    std::vector<Done> take_late(SteadyTime before);
    // Whoever has a call that is not with the host.
    std::vector<Done> take_waiting(Urgency urgency);

  private:
    static std::size_t index(Urgency urgency) { return static_cast<std::size_t>(urgency); }
    static std::uint32_t sent_number(std::size_t count) {
        return static_cast<std::uint32_t>(count);
    }
    void forget(const Call& call);

    std::array<std::deque<Call>, 2> waiting_{};
    std::deque<Call> sent_{};
    std::size_t sent_checks_ = 0;
    std::uint32_t first_number_ = 0;  // of the first one sent
    std::array<std::size_t, 2> counts_{};
    std::array<std::size_t, 2> bytes_{};
};

}  // namespace oneseal::host
