// A case (办件): everything that is known of one application on its way. It is never changed in
// place: events are applied to it (apply.hpp), and the same events always give the same case.
// Its JSON form (case_json.hpp) is the snapshot in the database and what the API shows from.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace oneseal::cases {

// workflow.md section 2, those that this version reaches.
enum class State {
    draft,
    submitted,
    correcting,
    supplement_wait,
    not_accepted_no_need,
    not_accepted_no_power,
    not_accepted_no_answer,
    accepted,
    reviewing,
    survey_assigned,
    surveying,
    deciding,
    granted,
    refused,
    sealed,
    certified,
    delivered,
    archived,
    withdrawn,
    terminated
};

// What the case was pinned to at `submit`: only drafts float.
struct Pin {
    std::string plugin{};
    std::string version{};
    std::string package_digest{};
    std::string matter_digest{};
};

// A material as it was handed in: a stored file, or paper that intake has recorded.
struct HandedIn {
    std::string id{};
    std::string kind{};  // original, copy, electronic
    int copies = 1;
    int pages = 0;
    std::string file_name{};
    std::string sha256{};  // empty for paper
    std::string media_type{};
    std::int64_t bytes = 0;
    std::string received_at{};
    std::string received_by{};
    bool as_asked = true;  // in kind and copies; otherwise it counts as missing
};

struct Applicant {
    std::string account{};  // who drafted: the applicant, an agent, or the clerk of a counter
    std::string name{};
    std::string code{};
    std::string representative_name{};
    std::string representative_code{};
    std::string mobile{};
};

// The applicant's act of filing, frozen by the hash of what was signed.
struct Submission {
    std::string signature{};        // the reliable signature, or the signed print's evidence
    std::string content_digest{};   // SHA-256 of the canonical form, materials and claims
    bool truth = false;             // the statement of article 31
    Json service = Json::object();  // {ways[], address, email?, mobile?}
    bool electronic_service = false;
    Json agent = Json();  // {name, code, authority, may_withdraw}
    std::string channel = "online";
    std::string evidence{};  // of the day on which paper reached the bureau
};

struct NoticeItem {
    std::string id{};  // FLD:…, MAT:…, a rule, or the clerk's CLK:<material>
    std::string pointer{};
    std::string material{};
    Text message{};
    Json basis = Json::array();
    Text condition{};  // "if …": for what hangs on the applicant's own answers
};

struct SupplementNotice {
    std::string paper{};
    std::vector<NoticeItem> items{};
    // What counts as named by it: the items, and what waited for a field named there.
    std::vector<std::string> named{};
    Json form_then = Json::object();
    std::vector<std::string> materials_then{};
    int days = 0;
    std::string issued_at{};
    std::string served_at{};         // empty: not served yet, so it has not happened
    std::optional<Day> answer_by{};  // reckoned from the service
    bool answered = false;
};

struct MaterialRequest {
    std::string paper{};
    std::vector<std::string> materials{};
    std::vector<std::string> findings{};  // FLD:…, a rule: what the applicant is to correct
    int days = 0;
    std::string served_at{};
    std::optional<Day> answer_by{};
};

struct RecordedFact {
    Json value{};
    std::string source{};
    std::string evidence{};
    std::string by{};
    std::string at{};
};

struct Resolution {
    std::string rule{};
    std::string outcome{};  // of the finding; another outcome of the same rule is not settled by it
    std::string reason{};
    std::string article{};
    std::string by{};
    std::string at{};
};

struct WaiverProof {
    std::string how{};
    std::string evidence{};
    std::string by{};
    std::string at{};
};

// One person's standing in a draw.
struct Candidate {
    std::string person{};
    bool formal = false;
    int load = 0;
    int band = 0;
    std::string key{};  // HMAC-SHA256(seed, person)
    double chance = 0;
    std::string left_out{};  // the rule that left this person out; empty for a candidate
};

// LAW: 行政许可法 第三十四条 第三款
struct Draw {
    std::string role{};    // reviewer, surveyor
    std::string method{};  // draw, or assigned where fewer than team + 2 could be drawn
    std::string seed{};
    int team = 0;
    int minimum_formal = 0;
    int band_width = 1;
    std::vector<Candidate> candidates{};
    std::vector<std::string> chosen{};
    std::string at{};
    // Where nobody else was left, the head's reason to let a team come to an applicant again.
    std::string sod7_relaxed{};
    std::string relaxed_by{};
};

struct Recusal {
    std::string person{};
    std::string ground{};
    std::string evidence{};  // of the signed paper, where a counter entered it
    std::string asked_at{};
    std::string answer{};  // empty, granted, rejected
    std::string reason{};
    std::string answered_by{};
};

struct Survey {
    std::optional<Day> assigned_on{};
    std::optional<Day> planned_on{};
    std::string place{};
    std::string started_at{};
    std::vector<Json> attempts{};
    std::string recorded_at{};
    Json record = Json();           // the whole record
    Json results = Json::object();  // {item: {result, value?}}
};

struct Proposal {
    std::string proposal{};  // grant, refuse
    std::string opinion{};
    Json interested_parties = Json();  // {none: true, reason} or {parties: []}
    std::string by{};
};

struct Outcome {
    std::string kind{};  // grant, refuse
    std::string at{};
    std::optional<Day> on{};
    std::string by{};
    std::string paper{};
    Json grounds = Json::array();
};

struct PaperRecord {
    std::string id{};  // <kind>-<running number in the case>
    int kind = 0;      // workflow.md section 6
    Text title{};
    std::string number{};  // 文号
    std::string seal{};    // acceptance, licensing, empty
    std::string issued_at{};
    std::string issued_by{};
    std::string content_sha256{};
    std::string sealed_at{};
    std::string served_at{};
    Json service = Json();
};

struct Case {
    std::string county{};
    std::string id{};      // random; a draft's only name
    std::string number{};  // from submit on
    std::int64_t version = 0;
    State state = State::draft;
    State state_before_correcting = State::submitted;
    std::string matter{};
    std::string variant{};
    std::string mode{};
    Pin pin{};
    Json form = Json::object();
    Json typed = Json::object();  // {pointer: what was typed} where the form keeps another spelling
    std::vector<HandedIn> materials{};
    std::vector<std::string> shared_data{};
    std::vector<std::string> committed{};
    std::map<std::string, WaiverProof> proven_waivers{};
    Applicant applicant{};
    Submission submission{};

    std::optional<Day> received_on{};  // the day the papers reached the bureau
    std::string received_at{};
    std::optional<Day> intake_from{};  // day zero of the five days: receipt, or the full supplement
    std::optional<Day> accepted_on{};
    std::string accepted_at{};
    bool accepted_by_silence = false;
    std::vector<SupplementNotice> notices{};
    std::vector<MaterialRequest> requests{};

    std::string intake{};  // who accepted, or filed at the counter
    std::string reviewer{};
    std::vector<std::string> surveyors{};
    std::vector<Draw> draws{};
    std::vector<Recusal> recusals{};
    std::optional<Survey> survey{};
    std::map<std::string, RecordedFact> facts{};
    std::vector<Resolution> resolutions{};
    std::optional<Proposal> proposal{};
    std::optional<Outcome> outcome{};
    std::string licence_number{};
    Json licence = Json();
    std::string seal_keeper{};
    std::optional<Day> sealed_on{};
    std::string delivered_at{};
    std::vector<PaperRecord> papers{};
    std::map<std::string, Day> alarms{};  // raised so far: by clock, the last day that was missed
    bool verdict_pending = false;
    std::string outcome_of_filing{};  // the verdict's outcome when it was last evaluated
    std::string end_reason{};
    std::optional<Day> ended_on{};

    bool accepted() const { return accepted_on.has_value(); }
    bool undecided() const;  // filed, and neither decided nor ended
    bool handed_in(std::string_view material) const;
    bool put_since(std::string_view material, const std::string& instant) const;
    // The instant of the last receipt for supplement papers; empty before the first.
    std::string last_receipt_at() const;
    const PaperRecord* paper(std::string_view paper_id) const;
    // Everything that bears the licensing seal is sealed, and what decides or closes the case has
    // its proof of service: it can be archived.
    bool file_is_complete() const;
    // The notice that the applicant has to answer, served or not; null where none is open.
    const SupplementNotice* open_notice() const;
    // What officers have settled: the rule of a finding with its outcome.
    std::set<std::pair<std::string, std::string>> settled_findings() const;
    bool recusal_is_open() const;
    bool in_team(std::string_view person) const;  // of the surveyors
    // Whether a draw of this case ever chose the person for that role, also if another replaced it.
    bool was_drawn_as(std::string_view role, std::string_view person) const;
    // Who was recused does nothing more in the case. LAW: 公务员法 第七十六条
    bool is_recused(std::string_view person) const;
    // The instant at which the last paper of the open notice was put, where all it asks for are
    // papers and all of them are in; empty otherwise.
    std::string asked_papers_in_at() const;
    // Accepted by silence, and neither surveyed nor proposed: the applicant may still correct and
    // hand in of their own accord.
    bool open_after_silence() const;
    // A served request, after silence, names what is to be corrected in the form.
    bool is_asked_to_correct() const;
    // What was requested may be handed in until the decision.
    bool may_still_hand_in(std::string_view material) const;
};

const std::vector<State>& every_state();
bool is_filed(State state);         // every state but the draft
bool is_under_review(State state);  // accepted and undecided
bool is_undecided(State state);     // filed, and neither decided nor ended
bool has_ended(State state);
const char* state_name(State state);
std::optional<State> state_named(std::string_view name);

}  // namespace oneseal::cases
