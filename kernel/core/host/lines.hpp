// Many inputs at once, for the command line: one input a line, one answer a line, in the same
// order.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string_view>

#include "host/hosts.hpp"

namespace oneseal::host {

struct LinesEvaluated {
    std::size_t lines = 0;
    std::size_t unanswered = 0;  // for which the plugin gave neither a verdict nor an input error
};

// Evaluates the lines of `in` on channel 0, pipelined. A line's answer is the verdict, or
// {"error": {"code", "message", "pointer"}}.
// REQUIRES: `io` is channel 0's and no other thread runs it: this one does, until all is answered.
LinesEvaluated evaluate_lines(Hosts& hosts,
                              boost::asio::io_context& io,
                              std::string_view package_digest,
                              std::string_view context_digest,
                              std::istream& in,
                              std::ostream& out);

}  // namespace oneseal::host
