// What the kernel and oneseal-plugin-host say to each other over Unix-domain socket pairs.
// Internal: both are built from this file, so it has no version. A frame is a 4-byte little-endian
// length of the payload, one byte of type, a 4-byte little-endian number, and the payload.
//
// The number is the call's on `evaluate` and its answers (a host answers the calls of a channel in
// the order they came), the context's on `open`, `close` and their answers.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oneseal::host {

enum class FrameType : std::uint8_t {
    // Kernel to host.
    open = 1,  // 4-byte length of the documents, the documents, the context; on the control channel
    evaluate = 2,  // 4-byte context number, the input
    close = 3,     // nothing; on the control channel
    // Host to kernel.
    opened = 4,       // nothing
    open_failed = 5,  // what the plugin wrote: {"errors": [...]}
    load_failed = 6,  // why the library cannot be used, for people; the host then ends
    verdict = 7,      // what the plugin wrote
    input_error = 8,  // what the plugin wrote: {"error": {...}}
    fault = 9,        // how the plugin broke its contract, for people
    log = 10,         // one byte of level, the text
    too_large = 11,   // nothing: the answer went beyond the largest payload
    // One byte, 1 where seccomp holds; the number is Landlock's version, 0 without it. Once, on the
    // control channel, before any vendor code runs.
    fenced = 12
};

constexpr std::size_t frame_header_size = 9;
// Of the payload of every frame but `open`, which carries a package's documents.
constexpr std::size_t largest_payload = 4u << 20;
constexpr std::size_t largest_open = 64u << 20;

// What a plugin may log during one call; the host drops the rest and says how much it was.
constexpr std::size_t log_lines_per_call = 16;
constexpr std::size_t log_line_bytes = 1000;

// The host's file descriptors, as the kernel places them. The channels follow.
constexpr int library_fd = 3;
constexpr int progress_fd = 4;
constexpr int control_fd = 5;
constexpr int first_channel_fd = 6;

// A page that the host maps: which call it is in. After the host's death it tells the kernel which
// of the many calls under way was the deadly one. A plugin that writes here only harms itself: the
// kernel reads the page as a file, so nothing that is done to it can be an access fault there.
struct Progress {
    static constexpr std::uint64_t idle = 0;
    static constexpr std::uint64_t loading = 1;  // the library's constructors run
    static constexpr std::uint64_t first_call = std::uint64_t{1} << 32;
    static constexpr std::uint64_t call(std::size_t channel, std::uint32_t number) {
        return (static_cast<std::uint64_t>(channel) + 1) << 32 | number;
    }
    // The call's number where it is one of this channel.
    static std::optional<std::uint32_t> number_on(std::size_t channel, std::uint64_t executing) {
        if (executing >> 32 != channel + 1) return std::nullopt;
        return static_cast<std::uint32_t>(executing);
    }

    std::atomic<std::uint64_t> executing{idle};
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

void append_number(std::string& out, std::uint32_t number);
// REQUIRES: bytes.size() >= 4.
std::uint32_t read_number(std::string_view bytes);

void append_frame(std::string& out, FrameType type, std::uint32_t number, std::string_view payload);

// Writes a frame whose payload is not known yet: begin, append to `out`, then finish, or put `out`
// back to the size that begin returned.
std::size_t begin_frame(std::string& out);
void finish_frame(std::string& out, std::size_t begin, FrameType type, std::uint32_t number);

struct Frame {
    FrameType type{};
    std::uint32_t number = 0;
    std::string_view payload{};  // valid until the next room()
};

// Cuts what a stream socket delivers into frames.
class FrameReader {
  public:
    // One read takes at least this much, so that many small frames cost one system call.
    static constexpr std::size_t chunk = 64 << 10;

    explicit FrameReader(std::size_t largest) : largest_(largest) {}

    // Where the next read may write, and how much; filled() then says how much came.
    char* room();
    std::size_t room_size() const { return buffer_.size() - end_; }
    void filled(std::size_t bytes) { end_ += bytes; }

    // The next complete frame, or nullopt. After an announced length beyond the largest, broken()
    // is true and nothing follows.
    std::optional<Frame> next();
    bool broken() const { return broken_; }

  private:
    std::size_t largest_;
    std::vector<char> buffer_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t wanted_ = 0;
    bool broken_ = false;
};

}  // namespace oneseal::host
