// What all copies of one Respond share: the promise of one answer to one request. Internal to this
// folder.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "http/message.hpp"
#include "http/problem.hpp"

namespace oneseal::http {

class Connection;
class Lane;

class Promise {
  public:
    Promise(std::shared_ptr<Lane> lane,
            std::weak_ptr<Connection> connection,
            std::shared_ptr<std::atomic<bool>> broken,
            Language language,
            std::string request_id);
    // Answers 500 where nobody has answered; where there is no memory even for that, `broken` says
    // so, and the connection is closed.
    ~Promise();
    Promise(const Promise&) = delete;
    Promise& operator=(const Promise&) = delete;

    // The first answer goes to the connection, where that still lives. [any thread]
    void keep(Response response);

  private:
    const std::shared_ptr<Lane> lane_;
    const std::weak_ptr<Connection> connection_;
    const std::shared_ptr<std::atomic<bool>> broken_;
    const Language language_;
    const std::string request_id_;
    std::atomic<bool> kept_{false};
};

}  // namespace oneseal::http
