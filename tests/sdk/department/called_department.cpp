#include "sdk/department/called_department.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace oneseal::sdk::testing {

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Json documents_in(const std::filesystem::path& package) {
    Json documents = Json::array();
    std::vector<std::filesystem::path> files{package / "department.json"};
    for (const auto& entry : std::filesystem::directory_iterator(package / "matters")) {
        files.push_back(entry.path());
    }
    for (const auto& file : files) {
        documents.push_back({{"file", std::filesystem::relative(file, package).string()},
                             {"text", read_text(file)}});
    }
    return documents;
}

CalledDepartment::CalledDepartment(const oneseal_department_1& table,
                                   const Json& documents,
                                   std::string_view context)
    : table_(table),
      host_{sizeof(oneseal_host), ONESEAL_ABI_MAJOR, ONESEAL_ABI_MINOR, this, &add_to_log} {
    Sink sink;
    const oneseal_writer writer{sizeof(oneseal_writer), &sink, &write};
    const std::string text =
        documents.is_string() ? documents.get<std::string>() : documents.dump();
    opened_.status = table_.open(
        &host_, {text.data(), text.size()}, {context.data(), context.size()}, &writer, &instance_);
    opened_.text = std::move(sink.text);
}

CalledDepartment::~CalledDepartment() {
    table_.close(instance_);
}

Answer CalledDepartment::evaluate(std::string_view input) const {
    Sink sink{.refuse = refuse_output_};
    const oneseal_writer writer{sizeof(oneseal_writer), &sink, &write};
    Answer answer;
    answer.status = table_.evaluate(instance_, {input.data(), input.size()}, &writer);
    answer.text = std::move(sink.text);
    return answer;
}

std::int32_t CalledDepartment::write(void* sink, oneseal_text piece) {
    auto& to = *static_cast<Sink*>(sink);
    if (to.refuse) return ONESEAL_E_WRITER;
    to.text.append(piece.data, piece.size);
    return ONESEAL_OK;
}

void CalledDepartment::add_to_log(void* self, std::int32_t, oneseal_text message) {
    static_cast<CalledDepartment*>(self)->log_.emplace_back(message.data, message.size);
}

}  // namespace oneseal::sdk::testing
