// The thread that keeps cases findable: it follows the feed, so that no command waits for it.
#pragma once

#include "base/repeating.hpp"
#include "desk/generations.hpp"

namespace oneseal::desk {

class SearchLoop {
  public:
    // Looks a few times a second. Starts at once; its end waits for what it is writing. The
    // generations outlive it.
    explicit SearchLoop(const Generations& generations);
    SearchLoop(const SearchLoop&) = delete;
    SearchLoop& operator=(const SearchLoop&) = delete;

  private:
    const Generations& generations_;
    Repeating thread_;  // last: it uses the others
};

// Puts the words of what has happened in the county since it was last looked at, no more than one
// page of it; answers whether there may be more. [blocks]
Result<bool> follow_feed(const Desk& desk, const std::string& county);

}  // namespace oneseal::desk
