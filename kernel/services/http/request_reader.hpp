// Takes requests one after the other out of a connection's bytes. It knows the syntax of HTTP/1.1
// and nothing of sockets, so that a test can feed it any bytes in any pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace oneseal::http {

// Why a request is not carried out, as the client will read it.
struct Fault {
    int status = 400;
    Error error{};
    Fields headers{};  // more of the answer
};

class RequestReader {
  public:
    explicit RequestReader(std::size_t header_bytes);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // Begins the next request.
    void reset();

    enum class State {
        needs_more,  // take the used bytes off and put() again with what remains and more
        head,        // once, when the head is complete; body_into() must follow before put()
        complete,
        failed  // fault() says why; the connection's bytes make no sense from here on
    };
    struct Progress {
        std::size_t used = 0;
        State state = State::needs_more;
    };
    Progress put(std::string_view bytes);

    // Takes the body's bytes as they come; a fault ends the request.
    using Sink = std::function<std::optional<Fault>(std::string_view bytes)>;
    // Fails the request with 413 where its body is, or becomes, longer than `limit`.
    void body_into(Sink sink, std::uint64_t limit);

    // After the head: method, target, path, query and headers are set.
    Request& request();
    bool has_body() const;
    bool expects_continue() const;
    bool keep_alive() const;
    const Fault& fault() const;

  private:
    class Parser;
    const std::size_t header_bytes_;
    std::unique_ptr<Parser> parser_;
};

}  // namespace oneseal::http
