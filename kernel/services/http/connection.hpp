// One client's connection: reads a request, has it handled, writes the answer, and again. It takes
// the next request only after the answer, so pipelined requests are answered in order.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "http/lane.hpp"
#include "http/message.hpp"
#include "http/problem.hpp"
#include "http/request_reader.hpp"
#include "http/upload_file.hpp"

namespace oneseal::http {

// The executor's type is named, because a type-erased one costs an allocation an operation.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(Socket socket, std::shared_ptr<Lane> lane);
    ~Connection();

    void start();
    // The handler's answer. Ignored where none is waited for.
    void answer(Response response);
    // Of the stream that was begun.
    void put(std::string text);
    void end_stream();
    void close();
    // Closes the connection where it took too long, or is idle while the server stops.
    void check(SteadyTime now);

  private:
    enum class Phase {
        idle,       // between two requests
        head,       // some bytes of a request have come
        admitting,  // an upload's route is asked whether the file may come
        body,
        handling,  // the handler has the request
        writing,
        streaming,  // what is put goes out as it comes
        draining,   // refused in the middle: reads on, so that the client sees the answer
        closed
    };

    void read();
    void on_read(const boost::system::error_code& error, std::size_t count);
    void advance();
    std::optional<Fault> admit();
    std::optional<Fault> collect_json();
    std::optional<Fault> announce_upload();
    void take_upload();
    bool client_waits_for_continue() const;
    void say_continue();
    void handle();
    void ask(const Handler& handler, Request request);
    void refuse(const Fault& fault);
    void out_of_memory();
    void send_answer(Response response);
    void open_file(Response& response);
    void write_slice();
    void begin_stream();
    void write_stream();
    void watch_for_close();
    void next_request();
    void drain();
    void give_up_slow_client();
    SteadyTime body_deadline() const;

    Socket socket_;
    const std::shared_ptr<Lane> lane_;
    const Options& options_;
    std::string remote_address_{};
    bool by_trusted_proxy_ = false;
    Phase phase_ = Phase::idle;
    SteadyTime deadline_{};
    // A request will never be answered.
    const std::shared_ptr<std::atomic<bool>> broken_ = std::make_shared<std::atomic<bool>>(false);

    RequestReader reader_;
    std::string input_{};
    const Route* route_ = nullptr;
    Fields parameters_{};
    std::unique_ptr<UploadFile> upload_{};
    SteadyTime body_began_{};
    std::uint64_t body_received_ = 0;
    std::string request_id_{};
    Language language_ = Language::zh_cn;
    bool head_only_ = false;
    bool keep_alive_ = true;
    bool refused_ = false;

    Response response_{};
    std::string output_{};  // the head, then parts of a file
    std::size_t body_sent_ = 0;
    int file_ = -1;
    std::uint64_t file_remaining_ = 0;
    std::string to_stream_{};     // waits for output_ to have gone
    bool stream_writes_ = false;  // output_ is on its way
    bool stream_ends_ = false;
    std::shared_ptr<std::atomic<std::size_t>> stream_waits_{};  // bytes, as the stream counts them
};

}  // namespace oneseal::http
