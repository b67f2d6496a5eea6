// The rows of staff's lists as text, as they were last made: making one takes most of what a list
// costs. A row is what its case's version, its reader's standing, the day and the generation make
// of it.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/principal.hpp"
#include "base/clock.hpp"
#include "desk/generation.hpp"
#include "desk/list_repository.hpp"

namespace oneseal::desk {

class RowCache {
  public:
    // The rows as a JSON array, canonical. [any thread]
    std::string text_of(const std::vector<CaseListRow>& rows,
                        const Generation& generation,
                        const County& county,
                        const access::Principal& who,
                        Day today);

  private:
    std::mutex mutex_{};
    std::unordered_map<std::string, std::string> texts_{};
};

}  // namespace oneseal::desk
