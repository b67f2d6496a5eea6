#include "app/packages.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>

#include "app/errors.hpp"
#include "catalogue/document_check.hpp"
#include "form/document.hpp"
#include "schema/schema.hpp"

namespace oneseal {
namespace {

// One file of the package with what does not hold in it.
class Checked {
  public:
    Checked(std::string file, std::string_view text, std::vector<Finding>& findings)
        : file_(std::move(file)), findings_(findings) {
        if (text.starts_with("\xEF\xBB\xBF")) {
            add("", errors::byte_order_mark());
            return;
        }
        sdk::DocumentProblems problems;
        places_ = sdk::Document::parse(file_, text, problems);
        for (const sdk::DocumentProblem& one : problems) add_problem(one);
        if (problems.empty()) json_ = Json::parse(text, nullptr, false);
    }

    // Null where it cannot be read.
    const Json& json() const { return json_; }
    void hold_against(const Schema& schema) {
        const auto shape = schema.check(json_, Schema::Told::hints);
        if (shape) return;
        for (const Finding& one : shape.error().findings) add(one.pointer, one.message);
        json_ = Json();
    }
    void add_all(const std::vector<Finding>& findings) {
        for (const Finding& one : findings) add(one.pointer, one.message);
    }

  private:
    void add(const std::string& pointer, const Text& message) {
        sdk::DocumentProblem problem{file_, pointer};
        sdk::DocumentProblems placed;
        if (places_) places_->complain(placed, pointer, {});
        if (!placed.empty()) {
            problem.line = placed[0].line;
            problem.column = placed[0].column;
        }
        problem.zh_cn = message.zh_cn;
        problem.en = message.en;
        add_problem(problem);
    }
    // The place as editors and terminals open it; the pointer stands in the message.
    void add_problem(const sdk::DocumentProblem& one) {
        const std::string inside = one.pointer.empty() ? "" : one.pointer + " ";
        findings_.push_back(
            {one.file + ":" + std::to_string(one.line) + ":" + std::to_string(one.column),
             {inside + one.zh_cn, inside + one.en},
             "",
             ""});
    }

    std::string file_;
    std::vector<Finding>& findings_;
    std::optional<sdk::Document> places_{};
    Json json_{};
};

Result<Schema> built_in(const char* schema) {
    return Schema::compile(Json::parse(schema));
}

}  // namespace

std::vector<std::string> package_folders(const std::string& directory) {
    std::vector<std::string> folders;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
        if (std::filesystem::exists(entry.path() / "manifest.json", failed)) {
            folders.push_back(entry.path().string());
        }
    }
    std::ranges::sort(folders);
    return folders;
}

Result<desk::InstalledPackage> read_documents(const host::Package& package) {
    desk::InstalledPackage installed{package.id, package.version, package.digest};
    for (const host::Document& document : package.documents) {
        auto json = parse_json(document.text);
        if (!json) {
            Error error = errors::package_document(package.id);
            error.findings = {{document.file, json.error().message, "", ""}};
            return error;
        }
        if (document.file == "department.json") {
            installed.department = std::move(*json);
        } else {
            installed.matters.push_back(std::move(*json));
        }
    }
    return installed;
}

Result<desk::InstalledPackage> check_documents(const host::Package& package) {
    const auto of_manifest = built_in(manifest_schema);
    if (!of_manifest) return of_manifest.error();
    const auto of_department = built_in(department_schema);
    if (!of_department) return of_department.error();
    const auto of_matter = built_in(matter_schema);
    if (!of_matter) return of_matter.error();
    Error error = errors::package_document(package.id);
    Checked manifest("manifest.json", package.manifest, error.findings);
    if (manifest.json().is_object()) manifest.hold_against(*of_manifest);
    const bool is_department = package.kind == "department";
    if (is_department && manifest.json().is_object()) {
        manifest.add_all(check_department_manifest(manifest.json()));
    }
    for (const host::Document& document : package.documents) {
        const bool department = document.file == "department.json";
        Checked checked(document.file, document.text, error.findings);
        if (checked.json().is_null()) continue;
        checked.hold_against(department ? *of_department : *of_matter);
        if (!checked.json().is_object()) continue;
        checked.add_all(department ? check_department_document(checked.json(), package.id)
                                   : check_matter_document(checked.json()));
    }
    if (!error.findings.empty()) return error;
    return read_documents(package);
}

Finding placed(const host::Document& document, const Finding& finding) {
    std::vector<Finding> placed;
    Checked checked(document.file, document.text, placed);
    placed.clear();
    checked.add_all({finding});
    if (placed.empty()) return finding;
    Finding found = placed.front();
    found.rule = finding.rule;
    found.basis = finding.basis;
    return found;
}

Error clickable(Error error) {
    // "matters/x.json#/rules/4/when" and "1502:54: The key …".
    static const std::regex place("([0-9]+:[0-9]+): ");
    for (Finding& one : error.findings) {
        const auto hash = one.pointer.find('#');
        std::smatch found;
        if (hash == std::string::npos ||
            !std::regex_search(
                one.message.en, found, place, std::regex_constants::match_continuous)) {
            continue;
        }
        const std::string inside = one.pointer.substr(hash + 1);
        const auto skip = static_cast<std::size_t>(found.length());
        one.pointer = one.pointer.substr(0, hash) + ":" + found.str(1);
        one.message = {inside + " " + one.message.zh_cn.substr(skip),
                       inside + " " + one.message.en.substr(skip)};
    }
    return error;
}

std::optional<Error> changed_bytes(const host::Package& package,
                                   const std::vector<desk::KnownPackage>& known) {
    std::string before;
    for (const desk::KnownPackage& one : known) {
        if (one.digest == package.digest) return std::nullopt;
        if (one.plugin == package.id && one.version == package.version) before = one.digest;
    }
    if (before.empty()) return std::nullopt;
    const std::string name = package.id + " " + package.version;
    return errors::package_changed(name, before, package.digest);
}

}  // namespace oneseal
