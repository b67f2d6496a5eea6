#include "host/lines.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "base/json.hpp"
#include "text/canonical.hpp"

namespace oneseal::host {
namespace {

// Enough to keep the channel busy while answers are written.
constexpr std::size_t most_under_way = 1024;

std::string error_line(const Error& error) {
    const std::string pointer = error.findings.empty() ? "" : error.findings[0].pointer;
    return sdk::canonical(
        Json{{"error",
              {{"code", error.id}, {"message", to_json(error.message)}, {"pointer", pointer}}}});
}

class Lines {
  public:
    Lines(Hosts& hosts,
          std::string_view package_digest,
          std::string_view context_digest,
          std::istream& in,
          std::ostream& out)
        : hosts_(hosts), package_(package_digest), context_(context_digest), in_(in), out_(out) {}

    void send() {
        std::string line;
        while (answers_.size() < most_under_way && std::getline(in_, line)) {
            answers_.emplace_back();
            hosts_.evaluate(0,
                            package_,
                            context_,
                            std::move(line),
                            [this, number = evaluated_.lines++](Result<std::string> result) {
                                take(number, std::move(result));
                            });
        }
    }
    bool waiting() const { return !answers_.empty(); }
    LinesEvaluated evaluated() const { return evaluated_; }

  private:
    void take(std::size_t number, Result<std::string> result) {
        std::string& answer = answers_[number - written_].emplace();
        if (result) {
            answer = std::move(*result);
        } else {
            const Error error = result.error();
            if (error.code != ErrorCode::invalid_input) ++evaluated_.unanswered;
            answer = error_line(error);
        }
        // A call that died may be answered before or after its neighbours.
        for (; !answers_.empty() && answers_.front(); ++written_) {
            out_ << *answers_.front() << '\n';
            answers_.pop_front();
        }
        send();
    }

    Hosts& hosts_;
    const std::string_view package_;
    const std::string_view context_;
    std::istream& in_;
    std::ostream& out_;
    std::deque<std::optional<std::string>> answers_{};  // of the lines from written_ on
    std::size_t written_ = 0;
    LinesEvaluated evaluated_{};
};

}  // namespace

LinesEvaluated evaluate_lines(Hosts& hosts,
                              boost::asio::io_context& io,
                              std::string_view package_digest,
                              std::string_view context_digest,
                              std::istream& in,
                              std::ostream& out) {
    Lines lines(hosts, package_digest, context_digest, in, out);
    lines.send();
    const auto work = boost::asio::make_work_guard(io);
    io.restart();
    while (lines.waiting()) io.run_one();
    return lines.evaluated();
}

}  // namespace oneseal::host
