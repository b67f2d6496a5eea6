// A case as somebody of the staff sees it: what belongs to the reader's parts in it, key by key.
// LAW: 个人信息保护法 第六条
#pragma once

#include "cases/case.hpp"
#include "desk/rights.hpp"

namespace oneseal::desk {

Json staff_view(const cases::Case& now, const Standings& reader);

// The records of the papers that this reader may see.
std::vector<cases::PaperRecord> shown_papers(const cases::Case& now, const Standings& reader);

// A paper's content. Where only the result is the reader's, of the reasons the articles remain.
Json paper_view(Json content, const cases::PaperRecord& paper, const Standings& reader);

}  // namespace oneseal::desk
