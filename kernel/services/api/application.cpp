#include "api/application.hpp"

#include <nlohmann/json.hpp>

#include "api/body_reader.hpp"
#include "api/errors.hpp"
#include "cases/decide.hpp"

namespace oneseal::api {
namespace {

void read_materials(BodyReader& reader,
                    const Call& call,
                    Purpose purpose,
                    desk::Application& into) {
    const bool applicant = call.who == nullptr || call.who->is_applicant();
    std::size_t index = 0;
    for (const Json& item : reader.array("materials")) {
        const std::string pointer = "/materials/" + std::to_string(index++);
        auto material = cases::read_paper_material(item);
        if (!material) {
            reader.wrong(pointer, cases::not_a_material);
        } else if (purpose != Purpose::check && applicant) {
            reader.wrong(pointer, errors::material_without_its_file());
        } else {
            into.materials.push_back(std::move(*material));
        }
    }
}

}  // namespace

Result<desk::Application> read_application(const Call& call, Purpose purpose) {
    const auto body = call.body();
    if (!body) return body.error();
    BodyReader reader(*body);
    desk::Application application;
    if (purpose == Purpose::edit) {
        (void)reader.optional_text("matter");
    } else {
        application.matter = reader.text("matter");
    }
    application.variant = reader.text("variant");
    application.mode = reader.optional_text("mode");
    if (application.mode.empty()) application.mode = "general";
    application.form = reader.object("form");
    if (purpose != Purpose::edit) read_materials(reader, call, purpose, application);
    application.shared_data = reader.texts("shared_data");
    application.committed = reader.texts("committed");
    if (purpose == Purpose::file) {
        const bool draft = reader.flag("draft");
        if (reader.has("submission")) application.submission = reader.object("submission");
        if (draft == !application.submission.is_null()) {
            reader.wrong("/draft", errors::draft_or_submission());
        }
    }
    if (auto read = reader.finish(); !read) return read.error();
    return application;
}

}  // namespace oneseal::api
