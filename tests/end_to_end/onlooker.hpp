// Somebody who looks on: an open stream of server-sent events.
#pragma once

#include <cstdint>
#include <string>

#include "end_to_end/visitor.hpp"

namespace oneseal {

class Onlooker {
  public:
    // Looks at 511102; goes on after the event of that id where one is given.
    Onlooker(std::uint16_t port, const Visitor& visitor, const std::string& last_event_id = {});
    ~Onlooker();
    Onlooker(const Onlooker&) = delete;
    Onlooker& operator=(const Onlooker&) = delete;

    // Reads on until the text has come; false where it does not within a minute, or the stream has
    // ended.
    bool hears(const std::string& text);
    // Whether the stream ends within a minute; what comes until then is read.
    bool is_let_go();
    // All that has come so far, with the head of the answer.
    const std::string& heard() const { return heard_; }
    // Of the last event that has come.
    std::string last_event_id() const;
    int socket() const { return socket_; }
    // Reads what is there, or waits a minute for it; false where the stream has ended.
    bool read_more();

  private:
    int socket_ = -1;
    std::string heard_{};
};

}  // namespace oneseal
