#include "cases/events.hpp"

#include <map>

#include "cases/case_json.hpp"

namespace oneseal::cases {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Evaluated, outcome, applicant)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CorrectingOpened, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    Corrected, variant, mode, form, typed, applicant, signature, outcome, verdict_pending, changes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Supplemented,
                                                form,
                                                typed,
                                                applicant,
                                                changes,
                                                materials,
                                                signature,
                                                complete,
                                                declared,
                                                on,
                                                outcome,
                                                verdict_pending)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Accepted, on, silence, without_verdict, intake)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Ended, state, reason, on, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(MaterialsProvided, materials, signature)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReviewerAssigned, draw)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    SurveyAssigned, draw, assigned_on, planned_on, place)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SurveyStarted, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SurveyRecorded, results, record)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FactRecorded, fact, record)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WaiverProven, material, proof)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Returned, reason, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Decided, outcome, licence_number, licence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Sealed, by, on, papers)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Certified, number)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Delivered, at, on)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PaperIssued, paper, content)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PaperServed, paper, served_at, service, answer_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    WithdrawalSigned, signature, reason, by_agent, evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(AlarmRaised, kind, due, article, title)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Recounted, kind, before, due, provisional)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Noted, what, details)

void to_json(Json& out, const Submitted& event) {
    out = event.filing;
    out.update({{"county", event.county},
                {"id", event.id},
                {"matter", event.matter},
                {"number", event.number},
                {"pin", event.pin},
                {"intake", event.intake},
                {"verdict_pending", event.verdict_pending},
                {"outcome_of_filing", event.outcome_of_filing},
                {"late_reason", event.late_reason},
                {"seen_by", event.seen_by}});
}

void from_json(const Json& in, Submitted& event) {
    in.get_to(event.filing);
    event.county = in.value("county", "");
    event.id = in.value("id", "");
    event.matter = in.value("matter", "");
    event.number = in.value("number", "");
    event.pin = in.value("pin", Pin{});
    event.intake = in.value("intake", "");
    event.verdict_pending = in.value("verdict_pending", false);
    event.outcome_of_filing = in.value("outcome_of_filing", VerdictOutcome::none);
    event.late_reason = in.value("late_reason", "");
    event.seen_by = in.value("seen_by", "");
}

void to_json(Json& out, const Archived&) {
    out = Json::object();
}

void from_json(const Json&, Archived&) {}

namespace {

using Read = Happening (*)(const Json& data);

template <typename... Kinds>
std::map<std::string, Read> readers(const std::variant<Kinds...>*) {
    return {
        {Kinds::event_kind, [](const Json& data) -> Happening { return data.get<Kinds>(); }}...};
}

}  // namespace

const char* Event::kind() const {
    return std::visit([](const auto& event) { return event.event_kind; }, what);
}

Json to_json(const Event& event) {
    Json data = std::visit([](const auto& one) { return Json(one); }, event.what);
    return {{"kind", event.kind()}, {"at", event.at}, {"data", std::move(data)}};
}

Event event_from_json(const Json& json) {
    static const auto read = readers(static_cast<const Happening*>(nullptr));
    const Json& data = json.at("data");
    // Before events had an instant of their own, it stood in the data of some.
    const std::string at = json.value("at", data.value("at", ""));
    return {at, read.at(json.at("kind").get<std::string>())(data)};
}

}  // namespace oneseal::cases
