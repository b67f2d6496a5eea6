#include "desk/rights.hpp"

#include <algorithm>
#include <array>

#include "cases/papers.hpp"
#include "desk/errors.hpp"

namespace oneseal::desk {
namespace {

// An applicant's own are what the account has drafted, what it has filed, as a handler no longer
// than it is one, and what was filed, at a counter or by others, for whom it verifiably acts for.
bool is_own(const access::Principal& who, const cases::Case& now) {
    const access::Subject subject{now.filing.applicant.code, now.county, now.matter};
    const bool draft = now.state == cases::State::draft;
    if (now.filing.applicant.account == who.account) return draft || who.keeps(subject);
    return !draft && who.verified && who.may_act_for(subject);
}

const cases::Officer* officer_of(const access::Principal& who, const County& county) {
    const auto found = std::ranges::find(county.officers, who.person, &cases::Officer::id);
    return found == county.officers.end() ? nullptr : &*found;
}

bool works_on(const cases::Officer& officer, const MatterInForce& matter) {
    if (!officer.section.empty() && officer.section == matter.deciding_section) return true;
    return std::ranges::any_of(officer.qualifications, [&](const cases::Qualification& one) {
        return one.matter == matter.matter->id && one.kinds.contains("review");
    });
}

bool leads(const cases::Officer& officer, const County& county) {
    return std::ranges::none_of(county.matters, [&](const auto& one) {
        return one.second.deciding_section == officer.section;
    });
}

bool bears_licensing_seal(const cases::PaperRecord& paper) {
    return paper.seal == "licensing";
}

bool any_of(const Standings& reader, std::initializer_list<Standing> wanted) {
    return std::ranges::any_of(wanted, [&](Standing one) { return reader.contains(one); });
}

constexpr std::array for_supervision{std::pair{Role::head, Standing::head},
                                     std::pair{Role::legal, Standing::legal},
                                     std::pair{Role::supervisor, Standing::supervisor},
                                     std::pair{Role::integrity, Standing::integrity}};

bool supervises(const access::Principal& who, const MatterInForce& matter, const County& county) {
    const auto department = county.departments.find(who.person);
    return access::may(who, Role::regulator) && department != county.departments.end() &&
           department->second == matter.supervising_department;
}

void add_by_matter(const access::Principal& who,
                   const cases::Case& now,
                   const County& county,
                   Standings& reader) {
    const MatterInForce* matter = county.matter_of(now);
    const cases::Officer* officer = officer_of(who, county);
    if (matter == nullptr) return;
    const bool works = officer != nullptr && works_on(*officer, *matter);
    const bool reviews = works || who.person == now.people.reviewer;
    if (access::may(who, Role::reviewer) && now.accepted() && reviews) {
        reader.insert(Standing::reviewer);
    }
    const bool decides = works || (officer != nullptr && leads(*officer, county));
    if (access::may(who, Role::decider) && decides) reader.insert(Standing::decider);
    if (now.accepted() && supervises(who, *matter, county)) reader.insert(Standing::regulator);
}

}  // namespace

Standings standings(const access::Principal& who, const cases::Case& now, const County& county) {
    if (who.is_applicant()) {
        return is_own(who, now) ? Standings{Standing::applicant} : Standings{};
    }
    // Who only drafts has filed nothing with the bureau.
    if (now.state == cases::State::draft) {
        return now.filing.applicant.account == who.account ? Standings{Standing::intake}
                                                           : Standings{};
    }
    Standings reader;
    for (const auto& [role, standing] : for_supervision) {
        if (access::may(who, role)) reader.insert(standing);
    }
    const bool took_in = !who.person.empty() && who.person == now.people.intake;
    if (took_in || (access::may(who, Role::intake) && now.state != cases::State::archived)) {
        reader.insert(Standing::intake);
    }
    if (std::ranges::find(now.people.surveyors, who.person) != now.people.surveyors.end()) {
        reader.insert(Standing::surveyor);
    }
    if (access::may(who, Role::seal_keeper) &&
        std::ranges::any_of(now.papers, bears_licensing_seal)) {
        reader.insert(Standing::seal_keeper);
    }
    add_by_matter(who, now, county, reader);
    return reader;
}

bool may_read(const Standings& reader, Part part) {
    using enum Standing;
    switch (part) {
        case Part::application:
            return any_of(reader,
                          {applicant,
                           intake,
                           reviewer,
                           decider,
                           surveyor,
                           head,
                           legal,
                           supervisor,
                           integrity,
                           regulator});
        case Part::course:
            return any_of(
                reader, {intake, reviewer, decider, surveyor, head, legal, supervisor, integrity});
        case Part::facts:
            return any_of(reader, {intake, reviewer, decider, head, legal, supervisor, integrity});
        case Part::opinion:
            return any_of(reader, {reviewer, decider, head, legal, supervisor, integrity});
        case Part::draws:
            return any_of(reader, {head, supervisor, integrity});
        case Part::draw_reasons:
            return any_of(reader, {supervisor, integrity});
    }
    return false;
}

bool may_read_paper(const Standings& reader, const cases::PaperRecord& paper) {
    if (may_read(reader, Part::opinion)) return true;
    // Of the bureau's papers to itself only the survey record (7), which the applicant signs.
    const bool made = paper.seal.empty() || !paper.sealed_at.empty();
    if (reader.contains(Standing::applicant)) {
        return made && (cases::is_served(paper.kind) || paper.kind == 7);
    }
    // The opinion holds findings of bans.
    constexpr int opinion = 33;
    if (reader.contains(Standing::intake) || reader.contains(Standing::surveyor)) {
        return paper.kind != opinion;
    }
    constexpr int seal_log = 28;
    if (reader.contains(Standing::seal_keeper) &&
        (bears_licensing_seal(paper) || paper.kind == seal_log)) {
        return true;
    }
    // What passed between the bureau and the applicant alone is not the department's.
    static constexpr std::array of_the_department{3, 4, 5, 6, 7, 15, 16, 17, 18, 23, 35};
    return reader.contains(Standing::regulator) &&
           std::ranges::find(of_the_department, paper.kind) != of_the_department.end();
}

bool may_foresee_paper(const Standings& reader, cases::PaperRecord paper) {
    paper.sealed_at = paper.issued_at;
    return may_read_paper(reader, paper);
}

bool reads_the_result_only(const Standings& reader, const cases::PaperRecord& paper) {
    static constexpr std::array with_reasons{4, 5, 16};
    return std::ranges::find(with_reasons, paper.kind) != with_reasons.end() &&
           !may_read(reader, Part::opinion) &&
           !any_of(reader, {Standing::applicant, Standing::intake, Standing::seal_keeper});
}

Result<void> require_part(const Standings& reader, Part part) {
    if (may_read(reader, part)) return {};
    return errors::part_closed();
}

bool decision_awaits_seal(const cases::Case& now) {
    if (now.state == cases::State::draft || now.undecided()) return false;
    static constexpr std::array decisions{5, 15, 16};
    return std::ranges::any_of(now.papers, [](const cases::PaperRecord& paper) {
        return std::ranges::find(decisions, paper.kind) != decisions.end() &&
               bears_licensing_seal(paper) && paper.sealed_at.empty();
    });
}

ListRights list_rights(const access::Principal& who, const County& county) {
    ListRights rights;
    rights.account = who.account;
    rights.person = who.person;
    rights.intake = access::may(who, Role::intake);
    rights.seal_keeper = access::may(who, Role::seal_keeper);
    rights.every_filed = std::ranges::any_of(
        for_supervision, [&](const auto& one) { return access::may(who, one.first); });
    const cases::Officer* officer = officer_of(who, county);
    for (const auto& [id, matter] : county.matters) {
        const bool works = officer != nullptr && works_on(*officer, matter);
        const bool decides = works || (officer != nullptr && leads(*officer, county));
        if (access::may(who, Role::decider) && decides) rights.filed.push_back(id);
        const bool reviews = access::may(who, Role::reviewer) && works;
        if (reviews || supervises(who, matter, county)) rights.accepted.push_back(id);
    }
    return rights;
}

std::vector<WorkPlace> work_places(const access::Principal& who,
                                   const County& county,
                                   cases::Worklist list) {
    using enum cases::Worklist;
    std::vector<WorkPlace> places;
    if (who.is_applicant() && list == to_answer) {
        const OwnParties own = own_parties(who, county.terms.code);
        for (const std::string& code : own.codes) places.push_back({list, code});
        for (const std::string& one : own.with_matter) {
            const auto blank = one.find(' ');
            places.push_back({list, one.substr(0, blank), false, {one.substr(blank + 1)}});
        }
        return places;
    }
    if (who.is_applicant() || !access::may(who, cases::role_of(list))) return places;
    const bool of_a_person = list == to_review || list == my_surveys;
    const bool of_the_section = list == to_decide || list == unanswered;
    places.push_back({list, of_a_person ? who.person : "", !of_the_section});
    if (of_the_section) places.back().matters = list_rights(who, county).filed;
    return places;
}

OwnParties own_parties(const access::Principal& who, const std::string& county) {
    OwnParties parties{who.account, {}, {}, who.handled};
    if (!who.verified) return parties;
    parties.codes.insert(who.id_number);
    for (const access::Represented& party : who.represents) {
        const auto& in = party.counties;
        if (!in.empty() && std::ranges::find(in, county) == in.end()) continue;
        if (party.matters.empty()) parties.codes.insert(party.code);
        for (const std::string& matter : party.matters) {
            parties.with_matter.insert(party.code + " " + matter);
        }
    }
    std::erase_if(parties.with_matter, [&](const std::string& one) {
        return parties.codes.contains(one.substr(0, one.find(' ')));
    });
    return parties;
}

bool may_read_licence(const access::Principal& who,
                      const std::string& matter,
                      const std::string& holder_code,
                      const County& county) {
    if (who.is_applicant())
        return who.verified && who.may_act_for({holder_code, county.terms.code, matter});
    const ListRights rights = list_rights(who, county);
    const auto named = [&](const auto& list) {
        return std::ranges::find(list, matter) != list.end();
    };
    return rights.every_filed || rights.intake || named(rights.filed) || named(rights.accepted);
}

}  // namespace oneseal::desk
