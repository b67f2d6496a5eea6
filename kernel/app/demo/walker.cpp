#include "app/demo/walker.hpp"

#include <algorithm>
#include <future>

#include "app/errors.hpp"
#include "desk/attachments.hpp"
#include "desk/case_repository.hpp"

namespace oneseal::demo {
namespace {

Json without_the_last(Json materials, int count) {
    for (int i = 0; i < count; ++i) materials.erase(materials.size() - 1);
    return materials;
}

// The materials that are handed in with the application.
Json filed_materials(const Course& course) {
    Json materials =
        without_the_last((*course.application)["materials"], course.way->value("without", 0));
    if (!course.way->contains("claims")) return materials;
    std::erase_if(materials.get_ref<Json::array_t&>(),
                  [&](const Json& one) { return one["id"] == (*course.application)["claim"]; });
    return materials;
}

desk::Caller caller_of(const Course& course, access::PrincipalPointer who) {
    desk::Caller caller;
    caller.who = std::move(who);
    caller.county = course.county;
    return caller;
}

// A draft asks no plugin, so this may wait for it.
Result<std::string> store_draft(const desk::Desk& desk,
                                const desk::Caller& caller,
                                desk::Application application) {
    const auto promise = std::make_shared<std::promise<Result<std::string>>>();
    desk.file(0, caller, std::move(application), [promise](Result<desk::Answer> stored) {
        if (!stored) return promise->set_value(stored.error());
        promise->set_value(text_at(Json::parse(stored->body), "id"));
    });
    return promise->get_future().get();
}

}  // namespace

Result<void> Walker::go_on(Course& course) {
    if (course.reference.empty()) return file(course);
    return take(course, *course.steps[course.taken++]);
}

Result<cases::Case> Walker::read(const Course& course) const {
    auto stored = desk::find_case(stage_.desk.database(), course.county, course.reference);
    if (!stored) return stored.error();
    if (!*stored) return errors::case_not_found();
    return std::move((*stored)->now);
}

// By way of a draft, as from a browser: so files can be put before it is submitted.
Result<void> Walker::file(Course& course) {
    Moment moment(stage_, course, {});
    const desk::Caller caller = caller_of(course, moment.person("applicant"));
    const Json materials = filed_materials(course);
    desk::Application application;
    application.matter = (*course.application)["matter"];
    application.variant = (*course.application)["variant"];
    application.mode = "general";
    application.form = moment.form_as_filed();
    if (!course.online) application.materials = papers_of(materials);
    if (course.way->contains("claims"))
        application.shared_data.push_back((*course.application)["claim"]);
    auto draft = store_draft(stage_.desk, caller, std::move(application));
    if (!draft) return draft.error();
    course.reference = std::move(*draft);
    if (course.online) {
        if (auto put = put_files(course, caller, materials); !put) return put;
    }
    if (course.way->contains("draft")) return {};
    auto now = read(course);
    if (!now) return now.error();
    Moment drafted(stage_, course, std::move(*now));
    return act(drafted, caller, "submit", drafted.body_of(stage_.document["submission"]));
}

Result<void> Walker::act(Moment& moment,
                         const desk::Caller& caller,
                         const std::string& action,
                         const Json& body) {
    const cases::Case& now = moment.now();
    const auto done = stage_.desk.act(caller, now.id, action, body, now.version);
    if (!done) return done.error();
    return {};
}

Result<void> Walker::take(Course& course, const Json& step) {
    const std::string action = step["do"];
    if (step.contains("only") && !course.online) return {};
    auto now = read(course);
    if (!now) return now.error();
    Moment moment(stage_, course, std::move(*now));
    const access::PrincipalPointer who = moment.person(step["by"]);
    if (who == nullptr)
        return errors::demo_cannot_prepare("cases.json: " + step["by"].get<std::string>() + " " +
                                           action);
    const desk::Caller caller = caller_of(course, who);
    if (action == "photograph") return photograph(course, moment, caller);
    const Json body = step.contains("body") ? moment.body_of(step["body"]) : Json::object();
    if (action == "hand_in") {
        return course.online ? put_files(course, caller, body["materials"]) : Result<void>{};
    }
    // All of its papers were served with others before.
    if (action == "serve" && body["papers"].empty()) return {};
    return act(moment, caller, action, body);
}

std::vector<cases::HandedIn> Walker::papers_of(const Json& materials) const {
    std::vector<cases::HandedIn> papers;
    for (const Json& material : materials) {
        cases::HandedIn paper;
        paper.id = material["id"];
        paper.kind = material["kind"];
        papers.push_back(std::move(paper));
    }
    return papers;
}

Result<void> Walker::put_files(Course& course, const desk::Caller& caller, const Json& materials) {
    const SampleFile& file = files_.at(course.county).at("material");
    for (const Json& material : materials) {
        auto now = read(course);
        if (!now) return now.error();
        const std::string id = material["id"];
        const auto there = std::ranges::find(now->filing.materials, id, &cases::HandedIn::id);
        // The application is made from the form.
        if (there != now->filing.materials.end() && !there->made_by.empty()) continue;
        cases::MaterialFile put;
        put.key = "1";
        put.name = file.name;
        put.media_type = file.media_type;
        put.sha256 = file.blob.sha256;
        put.bytes = static_cast<std::int64_t>(file.blob.size);
        auto stored = stage_.desk.put_material(caller, now->id, id, std::move(put), now->version);
        if (!stored) return stored.error();
    }
    return {};
}

Result<void> Walker::photograph(Course& course, Moment& moment, const desk::Caller& caller) {
    if (auto may = desk::may_attach(*caller.who, moment.now()); !may) return may;
    const SampleFile& file = files_.at(course.county).at("photo");
    const desk::Attachment photo{file.blob.sha256,
                                 file.name,
                                 file.media_type,
                                 static_cast<std::int64_t>(file.blob.size),
                                 caller.who->person,
                                 format_instant(stage_.desk.clock().now())};
    return desk::attach(stage_.desk.database(), moment.now(), photo);
}

}  // namespace oneseal::demo
