// The ABI's side of the wrapper: no exception goes beyond this file.
#include <exception>
#include <new>
#include <nlohmann/json.hpp>
#include <string>

#include "department/evaluation.hpp"
#include "department/package.hpp"
#include "oneseal/department.hpp"
#include "text/canonical.hpp"

struct oneseal_instance {
    const oneseal_host* host = nullptr;
    std::unique_ptr<oneseal::sdk::Department> department{};
    oneseal::sdk::Package package{};
};

namespace oneseal::sdk {
inline namespace v0_9 {

namespace exported {

namespace {

std::string_view view(oneseal_text text) {
    return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

int32_t write(const oneseal_writer* answer, const nlohmann::json& document, int32_t status) {
    const std::string text = canonical(document);
    const int32_t written = answer->write(answer->sink, {text.data(), text.size()});
    return written == ONESEAL_OK ? status : int32_t{ONESEAL_E_WRITER};
}

nlohmann::json to_json(const InputError& error) {
    return {{"error",
             {{"code", error.code},
              {"pointer", error.pointer},
              {"message", {{"zh-CN", error.zh_cn}, {"en", error.en}}}}}};
}

template <typename Call>
int32_t guarded(const oneseal_host* host, Call call) noexcept {
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return ONESEAL_E_MEMORY;
    } catch (const std::exception& error) {
        const std::string_view what = error.what();
        host->log(host->data, ONESEAL_LOG_ERROR, {what.data(), what.size()});
    } catch (...) {
        const std::string_view what = "an exception that is no std::exception";
        host->log(host->data, ONESEAL_LOG_ERROR, {what.data(), what.size()});
    }
    return ONESEAL_E_INTERNAL;
}

}  // namespace

int32_t open(const oneseal_host* host,
             oneseal_text documents,
             oneseal_text context,
             const oneseal_writer* answer,
             oneseal_instance** instance,
             MakeDepartment make) noexcept {
    *instance = nullptr;
    return guarded(host, [&]() -> int32_t {
        DocumentProblems problems;
        auto opened = std::make_unique<oneseal_instance>();
        opened->host = host;
        opened->package = open_package(view(documents), view(context), problems);
        if (!problems.empty()) {
            return write(answer, v0_9::to_json(problems), ONESEAL_E_DOCUMENT);
        }
        opened->department = make();
        *instance = opened.release();
        return ONESEAL_OK;
    });
}

int32_t evaluate(oneseal_instance* instance,
                 oneseal_text input,
                 const oneseal_writer* answer) noexcept {
    return guarded(instance->host, [&]() -> int32_t {
        const auto request = read_request(view(input), instance->package.matters);
        if (const auto* error = std::get_if<InputError>(&request)) {
            return write(answer, to_json(*error), ONESEAL_E_INPUT);
        }
        return write(
            answer,
            v0_9::evaluate(
                std::get<Request>(request), instance->package.calendar, *instance->department),
            ONESEAL_OK);
    });
}

void close(oneseal_instance* instance) noexcept {
    delete instance;
}

}  // namespace exported
}  // namespace v0_9
}  // namespace oneseal::sdk
