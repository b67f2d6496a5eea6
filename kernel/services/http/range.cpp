#include "http/range.hpp"

#include <algorithm>
#include <charconv>

namespace oneseal::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return {};
    return value;
}

}  // namespace

std::optional<Part> part_of(std::string_view range, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    const Part whole{0, size};
    if (!range.starts_with(unit)) return whole;
    range.remove_prefix(unit.size());
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return whole;
    const std::string_view from = range.substr(0, dash);
    const std::string_view to = range.substr(dash + 1);
    const auto first = number(from);
    const auto last = number(to);
    if (from.empty() && last) {  // so many at the end
        if (*last == 0 || size == 0) return {};
        const std::uint64_t count = std::min(*last, size);
        return Part{size - count, count};
    }
    if (!first || (!last && !to.empty()) || (last && *last < *first)) return whole;
    if (*first >= size) return {};
    const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
    return Part{*first, end - *first + 1};
}

}  // namespace oneseal::http
