// What can happen to a case. An action emits events, apply() changes the case by them, and the
// journal keeps them: a kind that was ever written stays readable, so members are only added, and
// what an older entry lacks reads as empty.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cases/case.hpp"

namespace oneseal::cases {

struct Submitted {
    static constexpr const char* event_kind = "submitted";
    std::string county{};
    std::string id{};
    std::string matter{};
    std::string number{};
    Pin pin{};
    FilingAspect filing{};
    std::string intake{};  // the clerk of a counter
    bool verdict_pending = false;
    VerdictOutcome outcome_of_filing{};
    // Where papers are entered more than five working days late: why, and who saw them.
    std::string late_reason{};
    std::string seen_by{};
};

// The verdict that a filing had to wait for.
struct Evaluated {
    static constexpr const char* event_kind = "evaluated";
    VerdictOutcome outcome{};
    std::optional<Applicant> applicant{};  // only now it is known who is a party
};

struct CorrectingOpened {
    static constexpr const char* event_kind = "correcting_opened";
    std::string by{};
};

struct Corrected {
    static constexpr const char* event_kind = "corrected";
    std::string variant{};
    std::string mode{};
    Json form = Json::object();
    Json typed = Json::object();
    Applicant applicant{};
    std::string signature{};
    VerdictOutcome outcome{};
    bool verdict_pending = false;
    Json changes = Json::array();  // [{pointer, old, new}]
};

struct NoticeIssued : SupplementNotice {
    static constexpr const char* event_kind = "notice_issued";
};

struct Supplemented {
    static constexpr const char* event_kind = "supplemented";
    // Null where only papers came.
    Json form = Json();
    Json typed = Json();
    std::optional<Applicant> applicant{};
    Json changes = Json::array();
    std::vector<HandedIn> materials{};
    std::string signature{};
    bool complete = false;
    bool declared = false;  // complete by the applicant's word
    std::optional<Day> on{};
    VerdictOutcome outcome{};
    bool verdict_pending = false;
};

struct Accepted {
    static constexpr const char* event_kind = "accepted";
    std::optional<Day> on{};
    bool silence = false;
    bool without_verdict = false;
    std::string intake{};
};

struct Ended {
    static constexpr const char* event_kind = "ended";
    State state = State::terminated;
    std::string reason{};
    std::optional<Day> on{};
    std::string by{};
};

struct MaterialPut : HandedIn {
    static constexpr const char* event_kind = "material_put";
};

struct MaterialsRequested : MaterialRequest {
    static constexpr const char* event_kind = "materials_requested";
};

struct MaterialsProvided {
    static constexpr const char* event_kind = "materials_provided";
    std::vector<HandedIn> materials{};
    std::string signature{};
};

struct ReviewerAssigned {
    static constexpr const char* event_kind = "reviewer_assigned";
    Draw draw{};
};

struct SurveyAssigned {
    static constexpr const char* event_kind = "survey_assigned";
    Draw draw{};
    std::optional<Day> assigned_on{};
    std::optional<Day> planned_on{};
    std::string place{};
};

struct RecusalRequested : Recusal {
    static constexpr const char* event_kind = "recusal_requested";
};

struct RecusalAnswered : Recusal {
    static constexpr const char* event_kind = "recusal_answered";
};

struct SurveyStarted {
    static constexpr const char* event_kind = "survey_started";
    std::string by{};
};

struct SurveyAttempted : SurveyAttempt {
    static constexpr const char* event_kind = "survey_attempted";
};

struct SurveyRecorded {
    static constexpr const char* event_kind = "survey_recorded";
    Json results = Json::object();
    Json record = Json();
};

struct FactRecorded {
    static constexpr const char* event_kind = "fact_recorded";
    std::string fact{};
    RecordedFact record{};
};

struct WaiverProven {
    static constexpr const char* event_kind = "waiver_proven";
    std::string material{};
    WaiverProof proof{};
};

struct FindingResolved : Resolution {
    static constexpr const char* event_kind = "finding_resolved";
};

struct Proposed : Proposal {
    static constexpr const char* event_kind = "proposed";
};

struct Returned {
    static constexpr const char* event_kind = "returned";
    std::string reason{};
    std::string by{};
};

struct Decided {
    static constexpr const char* event_kind = "decided";
    Outcome outcome{};
    std::string licence_number{};
    Json licence = Json();
};

struct Sealed {
    static constexpr const char* event_kind = "sealed";
    std::string by{};
    std::optional<Day> on{};
    Json papers = Json::array();  // [{paper, title, document_number, sha256}]
};

struct Certified {
    static constexpr const char* event_kind = "certified";
    std::string number{};
};

struct Delivered {
    static constexpr const char* event_kind = "delivered";
    std::string at{};  // of the service, however late it is entered
    std::optional<Day> on{};
};

struct Archived {
    static constexpr const char* event_kind = "archived";
};

struct PaperIssued {
    static constexpr const char* event_kind = "paper_issued";
    PaperRecord paper{};
    Json content = Json();
};

struct PaperServed {
    static constexpr const char* event_kind = "paper_served";
    std::string paper{};
    std::string served_at{};
    Json service = Json::object();
    std::optional<Day> answer_by{};
};

struct WithdrawalSigned {
    static constexpr const char* event_kind = "withdrawal_signed";
    std::string signature{};
    std::string reason{};
    bool by_agent = false;
    std::string evidence{};
};

struct Rated : Rating {
    static constexpr const char* event_kind = "rated";
};

struct AlarmRaised {
    static constexpr const char* event_kind = "alarm_raised";
    std::string kind{};  // of the clock
    std::optional<Day> due{};
    std::string article{};
    Text title{};
};

// A last day that was provisional, counted anew.
struct Recounted {
    static constexpr const char* event_kind = "recounted";
    std::string kind{};
    std::string before{};
    std::optional<Day> due{};
    bool provisional = false;
};

// On record, without changing what the case is.
struct Noted {
    static constexpr const char* event_kind = "noted";
    std::string what{};
    Json details = Json::object();
};

using Happening = std::variant<Submitted,
                               Evaluated,
                               CorrectingOpened,
                               Corrected,
                               NoticeIssued,
                               Supplemented,
                               Accepted,
                               Ended,
                               MaterialPut,
                               MaterialsRequested,
                               MaterialsProvided,
                               ReviewerAssigned,
                               SurveyAssigned,
                               RecusalRequested,
                               RecusalAnswered,
                               SurveyStarted,
                               SurveyAttempted,
                               SurveyRecorded,
                               FactRecorded,
                               WaiverProven,
                               FindingResolved,
                               Proposed,
                               Returned,
                               Decided,
                               Sealed,
                               Certified,
                               Delivered,
                               Archived,
                               PaperIssued,
                               PaperServed,
                               WithdrawalSigned,
                               Rated,
                               AlarmRaised,
                               Recounted,
                               Noted>;

struct Event {
    std::string at{};  // when it was made
    Happening what{};

    const char* kind() const;
    // The event as this kind; null where it is another.
    template <typename Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&what);
    }
};

// {kind, at, data}: the form in the journal.
Json to_json(const Event& event);
// Throws std::exception for a kind that this version does not know, and for data that it cannot
// read.
Event event_from_json(const Json& json);

// The only place where a case changes.
Case apply(Case before, const Event& event);

}  // namespace oneseal::cases
