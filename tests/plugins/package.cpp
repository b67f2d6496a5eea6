#include "plugins/package.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <fstream>

namespace oneseal::sdk::testing {
namespace {

const char* const shipped_build = std::getenv("ONESEAL_SHIPPED_BUILD");

std::filesystem::path vectors_folder() {
    return std::filesystem::path(ONESEAL_SOURCE_DIR) / "tests/plugins/vectors";
}

// Null with the loader's reason in `error`. Never unloaded, as in the host.
const oneseal_department_1* load(const std::string& package, std::string& error) {
    const auto file = folder_of(package) / "lib" / (package + ".so");
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        error = dlerror();
        return nullptr;
    }
    const auto* entry = static_cast<const oneseal_entry*>(dlsym(library, ONESEAL_ENTRY_SYMBOL));
    if (entry == nullptr || entry->magic != ONESEAL_MAGIC) {
        error = "no entry";
        return nullptr;
    }
    const std::string_view id = ONESEAL_DEPARTMENT_1;
    return static_cast<const oneseal_department_1*>(entry->find_interface({id.data(), id.size()}));
}

}  // namespace

bool shipped() {
    return shipped_build != nullptr;
}

std::filesystem::path folder_of(const std::string& package) {
    const std::filesystem::path build = shipped() ? shipped_build : ONESEAL_BINARY_DIR;
    const auto apart = build / "more_packages" / package;
    return std::filesystem::exists(apart) ? apart : build / "packages" / package;
}

void Package::SetUp() {
    const std::string name = GetParam();
    std::string error;
    const auto* table = load(name, error);
    ASSERT_NE(table, nullptr) << error;
    department_ = std::make_unique<CalledDepartment>(
        *table, documents_in(folder_of(name)), read_text(vectors_folder() / "context.json"));
    ASSERT_EQ(department_->opened().status, ONESEAL_OK) << department_->opened().json().dump(1);
}

std::vector<Json> Package::vectors() const {
    std::ifstream in(vectors_folder() / (std::string(GetParam()) + ".jsonl"));
    std::vector<Json> all;
    for (std::string line; std::getline(in, line);) all.push_back(Json::parse(line));
    return all;
}

Json Package::matter() const {
    const std::string name = GetParam();
    return Json::parse(read_text(folder_of(name) / "matters" / (name + ".json")));
}

Json Package::states(const Json& input) const {
    const Answer answer = department_->evaluate(input);
    EXPECT_EQ(answer.status, ONESEAL_OK) << answer.text;
    Json states = Json::object();
    if (answer.status != ONESEAL_OK) return states;
    const Json verdict = answer.json();
    for (const auto& rule : verdict["explain"]) {
        states[rule["rule"].get<std::string>()] = rule["state"];
    }
    return states;
}

}  // namespace oneseal::sdk::testing
