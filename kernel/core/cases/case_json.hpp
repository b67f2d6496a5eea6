// The JSON form of a case and its parts: snake_case members, days as ISO dates, null for none.
// Included by the few files that read or write snapshots and events.
#pragma once

#include <nlohmann/json.hpp>

#include "cases/case.hpp"

namespace nlohmann {

template <>
struct adl_serializer<oneseal::Day> {
    static void to_json(json& out, oneseal::Day day) { out = oneseal::sdk::format_day(day); }
    static void from_json(const json& in, oneseal::Day& day) {
        const auto read = oneseal::sdk::parse_day(in.get<std::string>());
        if (!read) throw json::other_error::create(501, "not a date", &in);
        day = *read;
    }
};

template <typename T>
struct adl_serializer<std::optional<T>> {
    static void to_json(json& out, const std::optional<T>& value) {
        if (value) {
            out = *value;
        } else {
            out = nullptr;
        }
    }
    static void from_json(const json& in, std::optional<T>& value) {
        value = in.is_null() ? std::nullopt : std::optional<T>(in.get<T>());
    }
};

template <>
struct adl_serializer<oneseal::Text> {
    static void to_json(json& out, const oneseal::Text& text) { out = oneseal::to_json(text); }
    static void from_json(const json& in, oneseal::Text& text) {
        text = oneseal::text_from_json(in);
    }
};

}  // namespace nlohmann

namespace oneseal::cases {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Pin, plugin, version, package_digest, matter_digest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    MaterialFile, key, name, sha256, media_type, bytes, pages, received_at, received_by)
// By hand, for what was stored when a material had one file.
void to_json(Json& out, const HandedIn& material);
void from_json(const Json& in, HandedIn& material);
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    Applicant, account, name, code, representative_name, representative_code, mobile)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Submission,
                                                signature,
                                                content_digest,
                                                truth,
                                                service,
                                                electronic_service,
                                                agent,
                                                channel,
                                                evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    NoticeItem, id, pointer, material, message, basis, condition)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SupplementNotice,
                                                paper,
                                                items,
                                                named,
                                                form_then,
                                                materials_then,
                                                days,
                                                issued_at,
                                                served_at,
                                                answer_by,
                                                answered)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    MaterialRequest, paper, materials, findings, days, served_at, answer_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RecordedFact, value, source, evidence, by, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Resolution, rule, outcome, reason, article, by, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(WaiverProof, how, evidence, by, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    Candidate, person, formal, load, band, key, chance, left_out)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Draw,
                                                role,
                                                method,
                                                seed,
                                                team,
                                                minimum_formal,
                                                band_width,
                                                candidates,
                                                chosen,
                                                at,
                                                sod7_relaxed,
                                                relaxed_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    Recusal, person, ground, evidence, asked_at, answer, reason, answered_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SurveyAttempt, at, by, reason, evidence)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    Survey, assigned_on, planned_on, place, started_at, attempts, recorded_at, record, results)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Proposal, proposal, opinion, interested_parties, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Outcome, kind, at, on, by, paper, grounds)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PaperRecord,
                                                id,
                                                kind,
                                                title,
                                                number,
                                                seal,
                                                issued_at,
                                                issued_by,
                                                content_sha256,
                                                sealed_at,
                                                served_at,
                                                service)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FilingAspect,
                                                variant,
                                                mode,
                                                form,
                                                typed,
                                                materials,
                                                shared_data,
                                                committed,
                                                applicant,
                                                submission,
                                                received_on,
                                                received_at,
                                                query_code)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(IntakeAspect,
                                                intake_from,
                                                accepted_on,
                                                accepted_at,
                                                accepted_by_silence,
                                                verdict_pending,
                                                outcome_of_filing)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Rating, grade, remark, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SupplementAspect, notices, requests)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    PeopleAspect, intake, reviewer, surveyors, seal_keeper, draws, recusals)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    ReviewAspect, facts, proven_waivers, resolutions, proposal)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    DecisionAspect, outcome, licence_number, licence, sealed_on, delivered_at, end_reason, ended_on)

// One flat object: what an aspect holds stands beside what the others hold.
void to_json(Json& out, const Case& now);
void from_json(const Json& in, Case& now);

}  // namespace oneseal::cases
