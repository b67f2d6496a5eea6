#include "text/likeness.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

constexpr std::size_t longest_list = 12;

// Characters left out, added, changed, or two that changed places.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::vector<std::size_t> row(b.size() + 1, i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before = std::exchange(above, std::move(row));
    }
    return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view written, const std::vector<std::string>& known) {
    if (written.empty()) return {};
    std::string found;
    // One slip in a short name, two or three in a long one.
    std::size_t least = std::min<std::size_t>(written.size() / 4 + 1, 3) + 1;
    for (const std::string& name : known) {
        const std::size_t slips = name == written ? least : distance(written, name);
        if (slips >= least) continue;
        least = slips;
        found = name;
    }
    return found;
}

Hint did_you_mean(std::string_view written, const std::vector<std::string>& known) {
    const std::string near = nearest(written, known);
    if (!near.empty()) return {"是否应为“" + near + "”？", " Did you mean " + near + "?"};
    if (known.empty() || known.size() > longest_list) return {};
    std::string zh_cn;
    std::string en;
    for (const std::string& name : known) {
        zh_cn += (zh_cn.empty() ? "" : "、") + name;
        en += (en.empty() ? "" : ", ") + name;
    }
    return {"可用的有：" + zh_cn + "。", " There are: " + en + "."};
}

}  // namespace v0_9
}  // namespace oneseal::sdk
