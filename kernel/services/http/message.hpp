// One HTTP request as a handler sees it, and the response that it gives back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oneseal::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

// The first value of a header, whatever the case of its name; empty where there is none.
std::string_view header(const Fields& headers, std::string_view name);

// Whether a Content-Type says that the body is JSON.
bool is_json(std::string_view content_type);

// Whether If-None-Match, a list of tags or *, names this tag. A weak one counts as its strong one:
// a proxy that changes the coding makes it weak, the content stays what it is (RFC 9110, 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

// A body that was streamed into a file. The file is removed together with the last copy of its
// request: who wants to keep it renames it away.
struct Upload {
    std::filesystem::path path{};
    std::uint64_t size = 0;
    std::string content_type{};

    Upload() = default;
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;
    ~Upload();
};

struct Request {
    std::string method{};  // as sent; a HEAD request reaches the handler of GET
    std::string target{};  // as sent
    std::string path{};    // the target's path, percent-encoded in one way only
    Fields query{};        // decoded, in the order sent; a name may appear more than once
    Fields headers{};      // in the order sent
    Fields parameters{};   // what stands for {c} in the route's pattern, decoded
    std::string body{};    // of a Body::json route
    std::shared_ptr<const Upload> upload{};  // of a Body::upload route
    std::size_t io_thread = 0;               // index into Server::contexts()
    std::string remote_address{};            // of the other end of the connection
    bool by_trusted_proxy = false;           // that end is a proxy which the settings name
    std::string request_id{};                // also answered as X-Request-Id

    // Empty where there is none. Names of headers compare without regard to case.
    std::string_view header(std::string_view name) const;
    std::string_view parameter(std::string_view name) const;
    // The first value of that name; nullopt where the name doesn't appear.
    std::optional<std::string_view> query_value(std::string_view name) const;
    // Who is behind the connection: where it comes from a trusted proxy, the last address that the
    // proxy has put into X-Forwarded-For.
    std::string client_address() const;
    // Whether a trusted proxy says that the client speaks TLS with it.
    bool came_by_tls() const;
    // The value of one cookie; empty where there is none.
    std::string_view cookie(std::string_view name) const;
};

// An answer without an end. [any thread]
class Stream {
  public:
    virtual ~Stream() = default;
    // Sends the text when what was put before has gone. False once the client has gone, or takes
    // so long that too much waits for it: it is let go then, and never waited for.
    virtual bool put(std::string text) = 0;
    // Whether the client is still there, as far as anybody knows.
    virtual bool is_open() const = 0;
    // Nothing more comes; what was put still goes out.
    virtual void end() = 0;
};

struct Response {
    int status = 200;
    // Content-Length, Date, Connection and X-Request-Id are the server's. The security headers
    // (nosniff, no-store, no frames, an empty Content-Security-Policy) are added where not set
    // here.
    Fields headers{};
    std::string body{};
    // Streamed instead of `body`; a file that can't be opened is answered with 404.
    std::optional<std::filesystem::path> file{};
    // What the request's Range header says, where a part of the file will do: then 206 with that
    // part, or 416 where the file ends before it.
    std::string range{};
    // Instead of a body: called with where to put it, after the head, on the connection's thread.
    // It is the connection's last answer.
    std::function<void(std::shared_ptr<Stream>)> stream{};
    // Sent instead of `body`: what many answers have in common, however slowly their clients read.
    std::shared_ptr<const std::string> shared{};

    const std::string& content() const { return shared ? *shared : body; }
};

// A JSON answer. `body` is the finished text.
Response json_response(int status, std::string body);

// What an upload's admission answers where the file may come.
Response go_on();

// To be called once, from any thread; a second call does nothing. When the last copy goes without
// a call, the client gets 500. Called on the connection's own thread it writes at once, from
// another it hands over. Safe after the client has gone and after the server has stopped.
using Respond = std::function<void(Response)>;

// Called on the connection's I/O thread; must not block there.
using Handler = std::function<void(Request, Respond)>;

}  // namespace oneseal::http
