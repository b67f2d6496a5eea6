#include "desk/row_cache.hpp"

#include <nlohmann/json.hpp>

#include "desk/views.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

constexpr std::size_t most_rows = 20'000;  // about 15 MB

}  // namespace

std::string RowCache::text_of(const std::vector<CaseListRow>& rows,
                              const Generation& generation,
                              const County& county,
                              const access::Principal& who,
                              Day today) {
    const std::string reader = std::to_string(generation.number) + " " + county.terms.code +
                               (sees_course(who) ? "/course/" : "/head/") + sdk::format_day(today) +
                               "/";
    std::string text = "[";
    const std::lock_guard lock(mutex_);
    if (texts_.size() > most_rows) texts_.clear();
    for (const CaseListRow& row : rows) {
        std::string& kept = texts_[reader + row.id + "/" + std::to_string(row.version)];
        if (kept.empty()) kept = sdk::canonical(list_view(row, county, who, today));
        text.append(text.size() == 1 ? "" : ",").append(kept);
    }
    return text + "]";
}

}  // namespace oneseal::desk
