#include "http/promise.hpp"

#include "http/connection.hpp"
#include "http/faults.hpp"
#include "log/log.hpp"

namespace oneseal::http {
namespace {

constexpr Message never_answered{"HTTP_NEVER_ANSWERED",
                                 Level::error,
                                 "The handler of request {} gave no answer; the client got 500.",
                                 "Report this to OneSeal's maintainers; no data was lost."};

}  // namespace

Promise::Promise(std::shared_ptr<Lane> lane,
                 std::weak_ptr<Connection> connection,
                 std::shared_ptr<std::atomic<bool>> broken,
                 Language language,
                 std::string request_id)
    : lane_(std::move(lane)),
      connection_(std::move(connection)),
      broken_(std::move(broken)),
      language_(language),
      request_id_(std::move(request_id)) {}

Promise::~Promise() {
    if (kept_) return;
    try {
        log(never_answered, request_id_);
        const Fault fault = faults::unanswered();
        keep(problem(fault.status, fault.error, language_));
    } catch (const std::exception&) {
        *broken_ = true;
    }
}

void Promise::keep(Response response) {
    if (kept_.exchange(true)) return;
    try {
        lane_->run_here([connection = connection_, response = std::move(response)]() mutable {
            if (const auto alive = connection.lock()) alive->answer(std::move(response));
        });
    } catch (const std::bad_alloc&) {
        // It was not handed over: a smaller answer may still be.
        kept_ = false;
        throw;
    }
}

}  // namespace oneseal::http
