// What a process says on its control channel.
#include "host/answers.hpp"
#include "host/errors.hpp"
#include "host/host.hpp"
#include "host/keeper.hpp"
#include "log/log.hpp"

namespace oneseal::host {
namespace {

constexpr Message process_started{
    "HOST_PROCESS_STARTED",
    Level::info,
    "Plugin {} {} runs in process {} with {} contexts; its fence: {}.",
    ""};

std::string name_of(const Fence& fence) {
    return (fence.landlock == 0 ? "no Landlock" : "Landlock " + std::to_string(fence.landlock)) +
           (fence.seccomp ? ", seccomp" : ", no seccomp (a sanitizer build)");
}

}  // namespace

void Keeper::answer(const Frame& frame) {
    switch (frame.type) {
        case FrameType::log:
            if (!frame.payload.empty()) host_.log_line(frame.payload[0], frame.payload.substr(1));
            return;
        case FrameType::fenced:
            fenced(frame);
            return;
        case FrameType::load_failed:
            why_ = clean_text(frame.payload);
            open_error_ = cannot_load_error(host_.id, why_);
            return;
        case FrameType::opened:
            opened(frame.number);
            return;
        case FrameType::open_failed:
            open_refused(frame.number, documents_error(host_.id, frame.payload));
            return;
        case FrameType::fault:
            open_refused(frame.number, open_failed_error(host_.id, frame.payload));
            return;
        default:
            process_->kill();
    }
}

// The process ends by itself where its fence does not do. What comes later is the plugin's claim.
void Keeper::fenced(const Frame& frame) {
    if (host_.fence.load().stands || frame.payload.size() != 1) {
        process_->kill();
        return;
    }
    host_.fence = Fence{true, frame.payload[0] != 0, static_cast<std::uint16_t>(frame.number)};
    if (frame.number > 0 || host_.options.without_landlock) return;
    open_error_ = errors::plugin_not_fenced(host_.id);
    why_ = open_error_->message.en;
}

void Keeper::opened(std::uint32_t number) {
    const auto found = contexts_.find(number);
    // Closed again before it was open.
    if (found == contexts_.end()) {
        append_frame(out_, FrameType::close, number, "");
        write();
    }
    open_answered();
    if (found == contexts_.end() || !found->second.opened) return;
    found->second.opened->set_value({});
    found->second.opened.reset();
}

void Keeper::open_refused(std::uint32_t number, const Error& error) {
    const auto found = contexts_.find(number);
    if (found != contexts_.end() && !found->second.opened) {
        // It was open in the process before: this plugin is no pure function.
        why_ = "it refused a context that it had opened before";
        process_->kill();
        return;
    }
    if (found != contexts_.end()) {
        found->second.opened->set_value(error);
        contexts_.erase(found);
    }
    open_answered();
}

void Keeper::open_answered() {
    if (opens_under_way_ == 0 || --opens_under_way_ > 0) {
        after(host_.options.open_deadline, &Keeper::open_deadline_passed);
        return;
    }
    stop_timer();
    process_->progressed(std::chrono::steady_clock::now());
    process_->set_opening(false);
    if (contexts_.empty()) {
        end();
    } else if (!attached_ && !ending_) {
        attach_channels();
    }
}

void Keeper::attach_channels() {
    attached_ = true;
    host_.state = HostState::running;
    log(process_started,
        host_.id,
        host_.version,
        process_->pid(),
        contexts_.size(),
        name_of(host_.fence));
    for (std::size_t i = 0; i < host_.channels.size(); ++i) {
        host_.channels[i]->attach(process_, process_->take_channel(i));
    }
}

}  // namespace oneseal::host
