#include "api/application.hpp"

#include <nlohmann/json.hpp>

#include "api/contract.hpp"
#include "api/errors.hpp"
#include "cases/decide.hpp"
#include "cases/errors.hpp"

namespace oneseal::api {
namespace {

// What is of another kind has a finding already, and reads as empty.
Json member(const Json& body, const char* key, Json empty) {
    const auto found = body.find(key);
    return found != body.end() && found->type() == empty.type() ? *found : empty;
}

std::vector<std::string> texts(const Json& body, const char* key) {
    std::vector<std::string> list;
    for (const Json& item : member(body, key, Json::array())) {
        if (item.is_string()) list.push_back(item.get<std::string>());
    }
    return list;
}

void read_materials(const Json& body,
                    const Call& call,
                    Purpose purpose,
                    desk::Application& into,
                    std::vector<Finding>& wrong) {
    const bool applicant = call.who == nullptr || call.who->is_applicant();
    std::size_t index = 0;
    for (const Json& item : member(body, "materials", Json::array())) {
        const std::string pointer = "/materials/" + std::to_string(index++);
        auto material = cases::read_paper_material(item);
        if (!material) {
            wrong.push_back({pointer, cases::errors::not_a_material(), "", ""});
        } else if (purpose != Purpose::check && applicant) {
            wrong.push_back({pointer, errors::material_without_its_file(), "", ""});
        } else {
            into.materials.push_back(std::move(*material));
        }
    }
}

const char* schema_of(Purpose purpose) {
    if (purpose == Purpose::edit) return "Edit";
    return purpose == Purpose::file ? "Filing" : "Application";
}

}  // namespace

Result<desk::Application> read_application(const Call& call, Purpose purpose) {
    const auto body = call.body();
    if (!body) return body.error();
    std::vector<Finding> wrong = faults_of(*body, schema_of(purpose));
    desk::Application application;
    if (purpose != Purpose::edit) {
        application.matter = text_at(*body, "matter");
        read_materials(*body, call, purpose, application, wrong);
    }
    application.variant = text_at(*body, "variant");
    application.mode = text_at(*body, "mode");
    if (application.mode.empty()) application.mode = "general";
    application.form = member(*body, "form", Json::object());
    application.shared_data = texts(*body, "shared_data");
    application.committed = texts(*body, "committed");
    if (purpose == Purpose::file) {
        const Json submission = member(*body, "submission", Json::object());
        if (body->contains("submission") && !(*body)["submission"].is_null()) {
            application.submission = submission;
        }
        if (flag_at(*body, "draft") == !application.submission.is_null()) {
            wrong.push_back({"/draft", errors::draft_or_submission(), "", ""});
        }
    }
    if (!wrong.empty()) return body_invalid(std::move(wrong));
    return application;
}

}  // namespace oneseal::api
