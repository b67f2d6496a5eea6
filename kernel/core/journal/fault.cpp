#include "journal/fault.hpp"

namespace oneseal::journal {
namespace {

struct Words {
    std::string_view name;
    const char* zh_cn;
    const char* en;
};

// In the order of the enumeration.
constexpr Words words[] = {
    {"changed", "记录被改动", "the entry was changed"},
    {"dropped", "记录缺失", "the entry is missing"},
    {"swapped", "记录被调换位置", "the entry stands in another's place"},
    {"truncated", "末尾记录缺失", "the last entries are missing"},
    {"beyond_head", "记录超出案卷所载的末条", "entries follow that the case knows nothing of"},
    {"head_differs", "与案卷所载的末条摘要不符", "the case names another hash for this entry"},
    {"head_missing", "有记录而无案卷", "there are entries but no case"},
    {"object_missing", "记录内容缺失", "what the entry says is gone"},
    {"object_changed", "记录内容被改动", "what the entry says was changed"},
    {"rewritten_since_anchor",
     "存证之后记录被改写",
     "the record was rewritten after it was anchored"},
    {"anchor_changed", "存证被改动", "the anchor was changed"},
    {"anchor_dropped", "存证缺失", "the anchor is missing"},
    {"anchor_foreign",
     "库外保存的存证不是以本密钥签署的",
     "what is kept outside is not signed with this key"},
    {"derived_changed", "与记录不符", "differs from what the record says"},
    {"derived_missing", "记录中有而表中缺失", "is missing, though the record says it"},
    {"unexplained", "没有任何记录可以说明其来历", "is explained by no record"},
    {"blob_changed", "文件内容被改动", "the file was changed"},
    {"blob_missing", "文件缺失", "the file is missing"},
};
static_assert(std::size(words) == static_cast<std::size_t>(FaultKind::blob_missing) + 1);

// Of a row or a file, whatever entry it came from.
Text describe_row(const Fault& fault, const Words& told) {
    Text text{fault.object, fault.object};
    if (!fault.case_id.empty()) {
        text = {"案卷 " + fault.case_id + " 的 " + fault.object,
                "Case " + fault.case_id + ", " + fault.object};
    }
    return {text.zh_cn + ":" + told.zh_cn + "。", text.en + ": " + told.en + "."};
}

const Words& words_of(FaultKind kind) {
    return words[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view name_of(FaultKind kind) {
    return words_of(kind).name;
}

Text describe(const Fault& fault) {
    if (fault.kind >= FaultKind::derived_changed) return describe_row(fault, words_of(fault.kind));
    std::string range = std::to_string(fault.first);
    if (fault.last > fault.first) range += "–" + std::to_string(fault.last);
    const bool of_anchor = fault.case_id.empty();
    std::string zh_cn =
        of_anchor ? "存证 " + range : "案卷 " + fault.case_id + " 第 " + range + " 条";
    std::string en = of_anchor ? "Anchor " + range : "Case " + fault.case_id + ", entry " + range;
    zh_cn += std::string(":") + words_of(fault.kind).zh_cn;
    en += std::string(": ") + words_of(fault.kind).en;
    if (!fault.object.empty()) {
        zh_cn += ",摘要 " + fault.object;
        en += ", digest " + fault.object;
    }
    if (fault.anchor != 0) {
        zh_cn += ",见存证 " + std::to_string(fault.anchor);
        en += ", see anchor " + std::to_string(fault.anchor);
    }
    return {zh_cn + "。", en + "."};
}

}  // namespace oneseal::journal
