#include "host/protocol.hpp"

#include <algorithm>
#include <cstring>

namespace oneseal::host {

void append_number(std::string& out, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) {
        out.push_back(static_cast<char>(number >> shift & 0xff));
    }
}

std::uint32_t read_number(std::string_view bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << 8 * i;
    }
    return number;
}

void append_frame(std::string& out,
                  FrameType type,
                  std::uint32_t number,
                  std::string_view payload) {
    const std::size_t begin = begin_frame(out);
    out += payload;
    finish_frame(out, begin, type, number);
}

std::size_t begin_frame(std::string& out) {
    const std::size_t begin = out.size();
    out.append(frame_header_size, '\0');
    return begin;
}

void finish_frame(std::string& out, std::size_t begin, FrameType type, std::uint32_t number) {
    const std::size_t payload = out.size() - begin - frame_header_size;
    for (std::size_t i = 0; i < 4; ++i) {
        out[begin + i] = static_cast<char>(payload >> 8 * i & 0xff);
        out[begin + 5 + i] = static_cast<char>(number >> 8 * i & 0xff);
    }
    out[begin + 4] = static_cast<char>(type);
}

char* FrameReader::room() {
    const std::size_t held = end_ - begin_;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, held);
        begin_ = 0;
        end_ = held;
    }
    // The buffer keeps to the size of the largest frame that is really under way.
    const std::size_t needed = std::max(wanted_, chunk);
    if (buffer_.size() < needed || (held == 0 && buffer_.size() > 4 * needed)) {
        std::vector<char> other(needed);
        std::copy_n(buffer_.data(), held, other.data());
        buffer_.swap(other);
    }
    return buffer_.data() + end_;
}

std::optional<Frame> FrameReader::next() {
    const std::string_view held(buffer_.data() + begin_, end_ - begin_);
    wanted_ = 0;
    if (broken_ || held.size() < frame_header_size) return std::nullopt;
    const std::size_t payload = read_number(held);
    if (payload > largest_) {
        broken_ = true;
        return std::nullopt;
    }
    const std::size_t whole = frame_header_size + payload;
    if (held.size() < whole) {
        wanted_ = whole;
        return std::nullopt;
    }
    begin_ += whole;
    return Frame{static_cast<FrameType>(held[4]),
                 read_number(held.substr(5)),
                 held.substr(frame_header_size, payload)};
}

}  // namespace oneseal::host
