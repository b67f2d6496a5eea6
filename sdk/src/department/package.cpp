#include "department/package.hpp"

#include <algorithm>
#include <map>

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;
using Documents = std::map<std::string, Document>;

void complain(DocumentProblems& problems,
              const std::string& file,
              const char* code,
              const char* zh_cn,
              const char* en) {
    problems.push_back({.file = file, .code = code, .zh_cn = zh_cn, .en = en});
}

// Only the documents that the rules live in; the others are the kernel's and the renderer's.
bool is_ours(const std::string& file) {
    return file == "department.json" || file.rfind("matters/", 0) == 0;
}

Documents parse_documents(std::string_view text, DocumentProblems& problems) {
    Documents documents;
    const Json list = too_deep(text) ? Json() : Json::parse(text, nullptr, false);
    for (const auto& entry : list.is_array() ? list : Json::array({Json()})) {
        const auto is_text = [&](const char* key) {
            return entry.is_object() && entry.contains(key) && entry[key].is_string();
        };
        if (!is_text("file") || !is_text("text")) {
            complain(problems,
                     "",
                     "wrong_kind",
                     "文件清单应为 [{file, text}]。",
                     "The documents are to be given as [{file, text}].");
            break;
        }
        const auto file = entry["file"].get<std::string>();
        if (!is_ours(file)) continue;
        auto document =
            Document::parse(file, entry["text"].get_ref<const std::string&>(), problems);
        if (document) documents.emplace(file, std::move(*document));
    }
    return documents;
}

std::vector<Day> read_days(const Cursor& at) {
    std::vector<Day> days;
    for (const auto& entry : at.items()) {
        const auto text = entry.text(true);
        if (!text) continue;
        if (const auto day = parse_day(*text)) {
            days.push_back(*day);
        } else {
            entry.complain({"not_a_date", "应为真实存在的日期。", "This is no day that exists."});
        }
    }
    return days;
}

WorkCalendar read_calendar(std::string_view context, DocumentProblems& problems) {
    const auto document = Document::parse("context", context, problems);
    if (!document) return WorkCalendar{};
    const Cursor root(*document, problems);
    const Cursor version = root.member("context");
    if (version.number() != 1) {
        version.complain({"context_version", "只支持第 1 版。", "Only version 1 is known."});
    }
    std::vector<HolidayNotice> notices;
    for (const auto& at : root.member("calendar").member("notices").items()) {
        const double year = at.member("year").number().value_or(0);
        if (year < 1 || year > 9999) {
            at.member("year").complain({"year", "年份应为 1 至 9999。", "A year is 1 to 9999."});
            continue;
        }
        notices.push_back({.id = at.member("id").text(true).value_or(""),
                           .year = static_cast<int>(year),
                           .days_off = read_days(at.member("days_off")),
                           .workdays = read_days(at.member("workdays"))});
    }
    return WorkCalendar(std::move(notices));
}

// The matters that department.json names, and no others.
void check_names(const Documents& documents, DocumentProblems& problems) {
    const auto department = documents.find("department.json");
    if (department == documents.end()) {
        const auto unreadable = [](const DocumentProblem& p) {
            return p.file == "department.json";
        };
        if (std::ranges::any_of(problems, unreadable)) return;
        complain(problems, "department.json", "missing", "缺少此文件。", "This file is missing.");
        return;
    }
    const Cursor root(department->second, problems);
    root.member("id").text(true);
    const Cursor names = root.member("matters");
    std::vector<std::string> files;
    for (const auto& name : names.items()) {
        files.push_back("matters/" + name.text(true).value_or("") + ".json");
        const auto has_problem = [&](const auto& p) { return p.file == files.back(); };
        if (!documents.contains(files.back()) && std::ranges::none_of(problems, has_problem)) {
            name.complain(
                {"no_such_matter", "没有 " + files.back() + "。", files.back() + " is missing."});
        }
    }
    for (const auto& [file, document] : documents) {
        if (file == "department.json" || std::ranges::find(files, file) != files.end()) continue;
        document.complain(problems,
                          "",
                          {"matter_not_listed",
                           "department.json 的 matters 未列出此事项。",
                           "The matters of department.json don't list this."});
    }
}

}  // namespace

Package open_package(std::string_view documents,
                     std::string_view context,
                     DocumentProblems& problems) {
    Package package{.calendar = read_calendar(context, problems)};
    const Documents read = parse_documents(documents, problems);
    check_names(read, problems);
    for (const auto& [file, document] : read) {
        if (file == "department.json") continue;
        Matter matter = read_matter(document, problems);
        if (file != "matters/" + matter.id + ".json") {
            document.complain(problems,
                              "/id",
                              {"file_name",
                               "文件名应为 matters/<id>.json。",
                               "The file's name must be matters/<id>.json."});
        }
        package.matters.emplace(matter.id, std::move(matter));
    }
    return package;
}

Json to_json(const DocumentProblems& problems) {
    Json errors = Json::array();
    for (const auto& problem : problems) {
        errors.push_back({{"file", problem.file},
                          {"pointer", problem.pointer},
                          {"line", problem.line},
                          {"column", problem.column},
                          {"code", problem.code},
                          {"message", {{"zh-CN", problem.zh_cn}, {"en", problem.en}}}});
    }
    return {{"errors", std::move(errors)}};
}

}  // namespace v0_9
}  // namespace oneseal::sdk
