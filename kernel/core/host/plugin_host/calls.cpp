#include "calls.hpp"

#include <algorithm>

namespace oneseal::plugin_host {
namespace {

using host::FrameType;

oneseal_text text(std::string_view bytes) {
    return {bytes.data(), bytes.size()};
}

// One answer on its way into a channel's buffer, without a copy between.
class Answer {
  public:
    explicit Answer(std::string& out) : out_(out), begin_(host::begin_frame(out)) {}

    const oneseal_writer* writer() const { return &writer_; }

    // Ends the frame. `refusal` is the type of an answer with the status `refused_by`; `said` is
    // what the plugin logged about a fault.
    void finish(std::int32_t status,
                FrameType success,
                std::int32_t refused_by,
                FrameType refusal,
                std::uint32_t number,
                const std::string& said) {
        FrameType type = success;
        if (too_large_) {
            out_.resize(begin_ + host::frame_header_size);
            type = FrameType::too_large;
        } else if (status != ONESEAL_OK && status != refused_by) {
            out_.resize(begin_ + host::frame_header_size);
            out_ += "it answered with status " + std::to_string(status) + said;
            type = FrameType::fault;
        } else if (status != ONESEAL_OK) {
            type = refusal;
        }
        host::finish_frame(out_, begin_, type, number);
    }

  private:
    static std::int32_t write(void* sink, oneseal_text piece) {
        auto& answer = *static_cast<Answer*>(sink);
        const std::size_t so_far = answer.out_.size() - answer.begin_ - host::frame_header_size;
        if (answer.too_large_ || piece.size > host::largest_payload - so_far) {
            answer.too_large_ = true;
            return ONESEAL_E_WRITER;
        }
        answer.out_.append(piece.data, piece.size);
        return ONESEAL_OK;
    }

    std::string& out_;
    std::size_t begin_;
    bool too_large_ = false;
    oneseal_writer writer_{sizeof(oneseal_writer), this, write};
};

}  // namespace

Calls::Calls(const oneseal_department_1& department)
    : department_(department),
      host_{sizeof(oneseal_host), ONESEAL_ABI_MAJOR, ONESEAL_ABI_MINOR, this, log} {}

void Calls::open(std::uint32_t context, std::string_view payload, std::string& out) {
    const std::size_t documents = host::read_number(payload);
    payload.remove_prefix(4);
    oneseal_instance* instance = nullptr;
    Answer answer(out);
    const std::int32_t status = department_.open(&host_,
                                                 text(payload.substr(0, documents)),
                                                 text(payload.substr(documents)),
                                                 answer.writer(),
                                                 &instance);
    if (status == ONESEAL_OK) instances_[context] = instance;
    answer.finish(
        status, FrameType::opened, ONESEAL_E_DOCUMENT, FrameType::open_failed, context, said());
    append_log(out);
}

void Calls::evaluate(std::uint32_t call, std::string_view payload, std::string& out) {
    const auto found = instances_.find(host::read_number(payload));
    if (found == instances_.end()) {
        host::append_frame(out, FrameType::fault, call, "this context is not open");
        return;
    }
    Answer answer(out);
    const std::int32_t status =
        department_.evaluate(found->second, text(payload.substr(4)), answer.writer());
    answer.finish(
        status, FrameType::verdict, ONESEAL_E_INPUT, FrameType::input_error, call, said());
    append_log(out);
}

void Calls::close(std::uint32_t context, std::string& out) {
    const auto found = instances_.find(context);
    if (found == instances_.end()) return;
    department_.close(found->second);
    instances_.erase(found);
    append_log(out);
}

void Calls::log(void* data, std::int32_t level, oneseal_text message) {
    auto& calls = *static_cast<Calls*>(data);
    if (calls.lines_.size() == host::log_lines_per_call) {
        ++calls.dropped_;
        return;
    }
    calls.lines_.emplace_back(
        std::clamp<std::int32_t>(level, ONESEAL_LOG_INFO, ONESEAL_LOG_ERROR),
        std::string(message.data, std::min(message.size, host::log_line_bytes)));
}

// The last error that the call logged: the SDK tells there what was thrown.
std::string Calls::said() const {
    if (lines_.empty() || lines_.back().first != ONESEAL_LOG_ERROR) return {};
    return ": " + lines_.back().second;
}

void Calls::append_log(std::string& out) {
    if (dropped_ > 0) {
        lines_.emplace_back(ONESEAL_LOG_WARNING,
                            std::to_string(dropped_) + " more lines of this call dropped");
    }
    for (const auto& [level, line] : lines_) {
        host::append_frame(out, FrameType::log, 0, std::string(1, static_cast<char>(level)) + line);
    }
    lines_.clear();
    dropped_ = 0;
}

}  // namespace oneseal::plugin_host
