// Who looks on while others work: server-sent events of what has happened in a county, each as its
// reader may know it. They come from the feed in the database, so that another node's come too, a
// restart loses none, and nobody who works waits for somebody who looks on.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/repeating.hpp"
#include "desk/feed_repository.hpp"
#include "desk/generations.hpp"
#include "http/message.hpp"

namespace oneseal::api {

// One who looks on.
struct Listener {
    access::PrincipalPointer who{};
    std::string county{};
    std::string authorization{};  // the session that it looks on by
    std::string cookie{};
    long long position = 0;  // up to where it has been told
    std::shared_ptr<http::Stream> stream{};
};

class Changes {
  public:
    // Both outlive the object; the streams may outlive it.
    Changes(const desk::Generations& generations, const access::Access& access);
    ~Changes();
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;

    // From where a listener goes on: after the event of that id, from now on where none is given.
    // Nothing where it cannot be known what it has missed. [blocks]
    Result<std::optional<long long>> position_after(const std::string& county,
                                                    const std::string& last_event_id);
    // Fails as `throttled` (CHANGES_TOO_MANY) where the account has too many open already. [any
    // thread]
    Result<void> may_listen(const access::Principal& who) const;
    // [any thread]
    void add(Listener listener);

  private:
    void look();
    void tell(const std::string& county, std::vector<Listener>& listeners);
    bool tell(Listener& listener,
              const std::vector<desk::Happening>& happenings,
              const std::map<std::string, desk::StoredCase>& cases) const;
    bool beat(Listener& listener) const;
    Result<std::map<std::string, desk::StoredCase>> read_cases(
        const std::string& county, const std::vector<desk::Happening>& happenings);

    const desk::Generations& generations_;
    const access::Access& access_;
    mutable std::mutex mutex_{};
    std::map<std::string, std::vector<Listener>> listeners_{};  // by county
    std::vector<Listener> new_{};
    std::map<std::string, int> open_{};  // by account, those of new_ too
    int looks_since_beat_ = 0;
    Repeating thread_;  // last: it uses the others
};

}  // namespace oneseal::api
