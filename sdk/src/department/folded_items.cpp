#include "department/folded_items.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

// Different things that are said of one list's entries; there are hardly more than its fields.
constexpr std::size_t most_said = 100;

// 1–20、22
std::string numbers(const std::vector<std::size_t>& items, const char* comma) {
    std::string text;
    for (std::size_t i = 0; i < items.size();) {
        std::size_t last = i;
        while (last + 1 < items.size() && items[last + 1] == items[last] + 1) ++last;
        if (!text.empty()) text += comma;
        text += std::to_string(items[i] + 1);
        if (last > i) text += "–" + std::to_string(items[last] + 1);
        i = last + 1;
    }
    return text;
}

void append_once(std::vector<std::size_t>& items, std::size_t item) {
    if (items.empty() || items.back() != item) items.push_back(item);
}

}  // namespace

void FoldedItems::add(std::size_t item, const Finding& finding) {
    add(finding.failed ? failures_ : faults_, item, finding);
}

void FoldedItems::add(Group& group, std::size_t item, const Finding& finding) {
    if (group.items.empty() || finding.outcome < group.gravest.outcome) group.gravest = finding;
    append_once(group.items, item);
    std::string zh_cn = finding.message.value("zh-CN", "");
    std::string en = finding.message.value("en", "");
    if (group.said.size() + 1 >= most_said && !group.places.contains(zh_cn)) {
        zh_cn = "有其他问题。";
        en = "Something else is not right.";
    }
    const auto [place, added] = group.places.try_emplace(zh_cn, group.said.size());
    if (added) group.said.push_back({std::move(zh_cn), std::move(en), {}});
    append_once(group.said[place->second].items, item);
}

std::vector<Finding> FoldedItems::told(const Field& list, const std::string& pointer) const {
    std::vector<Finding> findings;
    for (const Group* group : {&faults_, &failures_}) {
        if (!group->items.empty()) findings.push_back(told(*group, list, pointer));
    }
    return findings;
}

Finding FoldedItems::told(const Group& group, const Field& list, const std::string& pointer) {
    const std::string count = std::to_string(group.items.size());
    std::string zh_cn = "“" + list.title_zh_cn + "”共有" + count + "项需要改正。";
    std::string en = count + " entries of “" + list.title_en + "” are to be put right.";
    for (const Said& said : group.said) {
        zh_cn += "第" + numbers(said.items, "、") + "项：" + said.zh_cn;
        en += (said.items.size() == 1 ? " Entry " : " Entries ") + numbers(said.items, ", ") +
              ": " + said.en;
    }
    Finding finding = group.gravest;
    finding.rule = "FLD:" + pointer.substr(1);
    finding.pointer = pointer;
    finding.message = {{"zh-CN", std::move(zh_cn)}, {"en", std::move(en)}};
    return finding;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
