#include "desk/search_loop.hpp"

#include <map>

#include "desk/feed_repository.hpp"
#include "desk/search.hpp"
#include "desk/search_repository.hpp"
#include "log/log.hpp"

namespace oneseal::desk {
namespace {

constexpr std::chrono::milliseconds pause{300};

constexpr Message search_behind{"DESK_SEARCH_BEHIND",
                                Level::warning,
                                "New cases of county {} are not found yet ({}).",
                                "Nothing is lost; it goes on when the database answers."};
constexpr Message search_failed{"DESK_SEARCH_FAILED",
                                Level::error,
                                "Making cases findable failed ({}).",
                                "Report this line to the vendor; it is tried again at once."};

void look(const Desk& desk) {
    for (const auto& [code, county] : desk.generation().counties) {
        for (bool more = true; more;) {
            const auto followed = follow_feed(desk, code);
            if (!followed) log(search_behind, code, followed.error().id);
            more = followed && *followed;
        }
    }
}

}  // namespace

Result<bool> follow_feed(const Desk& desk, const std::string& county) {
    storage::Database& database = desk.database();
    const auto position = word_position(database, county);
    if (!position) return position.error();
    const auto happened = happenings(database, county, *position, 500);
    if (!happened) return happened.error();
    if (happened->empty()) return false;
    // As the case is now, once, however often it has changed.
    std::map<std::string, CaseWords> words;
    for (const Happening& one : *happened) {
        if (words.contains(one.case_id)) continue;
        const auto stored = find_case(database, county, one.case_id);
        if (!stored && stored.error().code == ErrorCode::unavailable) return stored.error();
        // What is damaged is not found; whoever opens it is told why.
        if (!stored || !*stored) continue;
        const cases::Case& now = (*stored)->now;
        const MatterInForce* matter = desk.county(county).matter_of(now);
        words[one.case_id] = {one.case_id,
                              words_of(now, matter != nullptr ? matter->matter.get() : nullptr)};
    }
    std::vector<CaseWords> list;
    for (auto& [id, one] : words) list.push_back(std::move(one));
    auto put = database.commit_and_wait(put_words(county, list, happened->back().position));
    if (!put) return put.error();
    return true;
}

SearchLoop::SearchLoop(const Generations& generations)
    : generations_(generations),
      thread_(
          pause,
          pause,
          [this] { look(generations_.desk()); },
          [](const char* type) { log(search_failed, type); }) {}

}  // namespace oneseal::desk
