#include "cases/case_json.hpp"

namespace oneseal::cases {
namespace {

template <typename CaseOrConst, typename Do>
void each_member(CaseOrConst& now, Do act) {
    act("county", now.county);
    act("id", now.id);
    act("number", now.number);
    act("version", now.version);
    act("state", now.state);
    act("state_before_correcting", now.state_before_correcting);
    act("matter", now.matter);
    act("pin", now.pin);
    act("survey", now.survey);
    act("papers", now.papers);
    act("rating", now.rating);
    act("alarms", now.alarms);
}

template <typename CaseOrConst, typename Do>
void each_aspect(CaseOrConst& now, Do act) {
    act(now.filing);
    act(now.intake);
    act(now.supplement);
    act(now.people);
    act(now.review);
    act(now.decision);
}

template <typename HandedInOrConst, typename Do>
void each_member_of_material(HandedInOrConst& material, Do act) {
    act("id", material.id);
    act("kind", material.kind);
    act("copies", material.copies);
    act("pages", material.pages);
    act("files", material.files);
    act("received_at", material.received_at);
    act("received_by", material.received_by);
    act("as_asked", material.as_asked);
    act("made_by", material.made_by);
}

MaterialFile only_file(const Json& material) {
    auto file = material.get<MaterialFile>();
    file.key = "1";
    file.name = material.value("file_name", "");
    return file;
}

}  // namespace

void to_json(Json& out, const HandedIn& material) {
    out = Json::object();
    each_member_of_material(material,
                            [&out](const char* name, const auto& value) { out[name] = value; });
}

void from_json(const Json& in, HandedIn& material) {
    each_member_of_material(material, [&in](const char* name, auto& value) {
        if (in.contains(name)) in.at(name).get_to(value);
    });
    if (!in.value("sha256", "").empty()) material.files = {only_file(in)};
}

void to_json(Json& out, const Case& now) {
    out = Json::object();
    each_member(now, [&out](const char* name, const auto& value) { out[name] = value; });
    each_aspect(now, [&out](const auto& aspect) { out.update(Json(aspect)); });
}

void from_json(const Json& in, Case& now) {
    each_member(now, [&in](const char* name, auto& value) {
        if (in.contains(name)) in.at(name).get_to(value);
    });
    each_aspect(now, [&in](auto& aspect) { in.get_to(aspect); });
}

}  // namespace oneseal::cases
