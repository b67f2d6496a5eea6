// Who may read what of a case: the applicant and who acts for them; staff by role in this case, by
// section, and for supervision. Nobody by being signed in. Everything that shows a case asks here.
//   applicant     what the account has drafted; and, verified, what was filed for whom it acts for
//   intake        filed cases of every window (a county has no windows yet), until they are
//                 archived: till then there may be something to hand out; and what it took in
//   reviewer      from acceptance on, the matters of its section or for which it is qualified
//   decider       the same from filing on; one whose section decides no matter leads them all
//   surveyor      what it is drawn for
//   seal_keeper   what awaits or bears the licensing seal: those papers, and no more
//   head, legal, supervisor, integrity   what was filed
//   regulator     its own department's from acceptance on, without opinions, bans and draws
//   admin         nothing
// LAW: 个人信息保护法 第六条
#pragma once

#include <set>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "desk/county.hpp"
#include "desk/work_place.hpp"

namespace oneseal::desk {

enum class Standing {
    applicant,
    intake,
    reviewer,
    decider,
    surveyor,
    seal_keeper,
    head,
    legal,
    supervisor,
    integrity,
    regulator
};

// Somebody with several roles stands to a case in several ways.
using Standings = std::set<Standing>;

enum class Part {
    application,  // form, materials and their files, notices, the survey
    course,       // who has it in hand, what happened by whom
    facts,        // what staff have recorded with evidence, waivers
    opinion,      // proposal, findings settled, the opinion's paper, receipts with facts of bans
    draws,
    draw_reasons  // why somebody was left out
};

// Empty: for this reader there is no such case.
Standings standings(const access::Principal& who, const cases::Case& now, const County& county);
bool may_read(const Standings& reader, Part part);
bool may_read_paper(const Standings& reader, const cases::PaperRecord& paper);
// One that an action would issue: to whoever may take the action, as once it is sealed.
bool may_foresee_paper(const Standings& reader, cases::PaperRecord paper);
// Whether what the paper says of facts and reasons is left out, so that result and article remain.
bool reads_the_result_only(const Standings& reader, const cases::PaperRecord& paper);
// Fails as `forbidden` (PART_CLOSED).
Result<void> require_part(const Standings& reader, Part part);

// A decision, or a decider's non-acceptance, that waits for its seal: until then the applicant is
// told nothing of it. LAW: 行政许可法 第三十九条 第一款
bool decision_awaits_seal(const cases::Case& now);

// The same rights where a list is made, by what its rows say; never more than standings() gives.
struct ListRights {
    bool every_filed = false;
    bool intake = false;
    bool seal_keeper = false;
    std::string account{};                // whose drafts
    std::string person{};                 // in whose hand a case may be
    std::vector<std::string> filed{};     // matters that are readable from filing on
    std::vector<std::string> accepted{};  // from acceptance on
};
ListRights list_rights(const access::Principal& who, const County& county);

// Whose part of the work list is this reader's; nothing where the list is none of theirs. An
// applicant has one for each code that it acts for.
std::vector<WorkPlace> work_places(const access::Principal& who,
                                   const County& county,
                                   cases::Worklist list);

// For whom an applicant acts in a county, as standings() has it.
struct OwnParties {
    std::string account{};
    std::set<std::string> codes{};        // in every matter
    std::set<std::string> with_matter{};  // "code matter"
    std::set<std::string> handled{};      // see access::Principal
};
OwnParties own_parties(const access::Principal& who, const std::string& county);

// A licence: its verified holder, the staff who read its matter's cases, the counter.
bool may_read_licence(const access::Principal& who,
                      const std::string& matter,
                      const std::string& holder_code,
                      const County& county);

}  // namespace oneseal::desk
