#include "http/request_reader.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/faults.hpp"
#include "http/target.hpp"
#include "text/utf8.hpp"

namespace oneseal::http {

namespace beast = boost::beast;
using beast::http::field;

// Fills the request directly, instead of a container of Beast's that would be copied afterwards.
class RequestReader::Parser final : public beast::http::basic_parser<true> {
  public:
    explicit Parser(std::size_t header_bytes) : header_bytes_(header_bytes) {
        header_limit(static_cast<std::uint32_t>(header_bytes));
        // The limit depends on the route, which is known after the head.
        body_limit(boost::none);
    }

    Progress take(std::string_view bytes) {
        Progress progress;
        while (true) {
            beast::error_code error;
            const bool in_head = !is_header_done();
            progress.used += put(boost::asio::buffer(bytes.substr(progress.used)), error);
            if (error == beast::http::error::need_more) return progress;
            if (error) return fail(error, progress);
            if (in_head && is_header_done()) return finish_head(progress);
            if (is_done()) {
                progress.state = State::complete;
                return progress;
            }
            if (progress.used == bytes.size()) return progress;
        }
    }

    Request request{};
    Fault fault{};
    Sink sink{};
    std::uint64_t limit = 0;
    bool expects_continue = false;

  private:
    Progress finish_head(Progress progress) {
        eager(true);
        progress.state = State::head;
        if (!split_target(request)) fault = faults::bad_target();
        if (hosts_ > 1 || (hosts_ == 0 && http_1_1_)) fault = faults::host_missing();
        if (!fault.error.id.empty()) progress.state = State::failed;
        return progress;
    }

    Progress fail(const beast::error_code& error, Progress progress) {
        progress.state = State::failed;
        if (!fault.error.id.empty()) return progress;
        if (error == beast::http::error::header_limit) {
            fault = faults::head_too_large(header_bytes_);
        } else if (error == beast::http::error::body_limit) {
            fault = faults::body_too_large(limit);
        } else {
            fault = faults::unreadable(error.message());
        }
        return progress;
    }

    void refuse(Fault why, beast::error_code& error) {
        fault = std::move(why);
        error = beast::http::error::bad_field;
    }

    std::size_t pass_on(beast::string_view body, beast::error_code& error) {
        if (sink) {
            if (auto why = sink({body.data(), body.size()})) refuse(std::move(*why), error);
        }
        return body.size();
    }

    void on_request_impl(beast::http::verb,
                         beast::string_view method,
                         beast::string_view target,
                         int version,
                         beast::error_code&) override {
        request.method.assign(method.data(), method.size());
        request.target.assign(target.data(), target.size());
        http_1_1_ = version == 11;
    }

    void on_field_impl(field name,
                       beast::string_view text,
                       beast::string_view value,
                       beast::error_code& error) override {
        // A trailer must not pass for a header that was checked.
        if (is_header_done()) return;
        // Whatever a header says may come to stand in JSON or in a column of text.
        if (!sdk::is_utf8({value.data(), value.size()})) {
            return refuse(faults::header_not_utf8(), error);
        }
        if (name == field::host) ++hosts_;
        if (name == field::expect) expects_continue = beast::iequals(value, "100-continue");
        // Beast takes another coding for a request without a body; what follows would then be read
        // as the next request, which is how requests are smuggled.
        if (name == field::transfer_encoding && !beast::iequals(value, "chunked")) {
            return refuse(faults::transfer_encoding(), error);
        }
        request.headers.emplace_back(std::string{text.data(), text.size()},
                                     std::string{value.data(), value.size()});
    }

    std::size_t on_body_impl(beast::string_view body, beast::error_code& error) override {
        return pass_on(body, error);
    }
    std::size_t on_chunk_body_impl(std::uint64_t,
                                   beast::string_view body,
                                   beast::error_code& error) override {
        return pass_on(body, error);
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
    void on_header_impl(beast::error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    void on_finish_impl(beast::error_code&) override {}

    const std::size_t header_bytes_;
    bool http_1_1_ = true;
    int hosts_ = 0;
};

RequestReader::RequestReader(std::size_t header_bytes) : header_bytes_(header_bytes) {
    reset();
}

RequestReader::~RequestReader() = default;

void RequestReader::reset() {
    parser_ = std::make_unique<Parser>(header_bytes_);
}

RequestReader::Progress RequestReader::put(std::string_view bytes) {
    if (!parser_->fault.error.id.empty()) return {0, State::failed};
    // A request without a body is complete with its head.
    if (parser_->is_done()) return {0, State::complete};
    return bytes.empty() ? Progress{} : parser_->take(bytes);
}

void RequestReader::body_into(Sink sink, std::uint64_t limit) {
    parser_->sink = std::move(sink);
    parser_->limit = limit;
    parser_->body_limit(limit);
    if (parser_->content_length().value_or(0) > limit) {
        parser_->fault = faults::body_too_large(limit);
    }
}

Request& RequestReader::request() {
    return parser_->request;
}
bool RequestReader::has_body() const {
    return !parser_->is_done();
}
bool RequestReader::expects_continue() const {
    return parser_->expects_continue;
}
bool RequestReader::keep_alive() const {
    return parser_->keep_alive();
}
const Fault& RequestReader::fault() const {
    return parser_->fault;
}

}  // namespace oneseal::http
