// make_errors NAMESPACE INCLUDE ERRORS.json OUTPUT.hpp OUTPUT.cpp
// Makes the functions of a folder's errors.json, one an entry: an entry with a `code` is an error,
// one without is a text that stands inside errors and answers. A placeholder {name} becomes a
// parameter; both languages have the same ones. Fails, naming the entry, where one does not hold.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace {

using Json = nlohmann::ordered_json;

struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::vector<std::string> placeholders(const std::string& text) {
    static const std::regex form(R"(\{([^{}]*)\})");
    static const std::regex name("[a-z][a-z0-9_]*");
    std::vector<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), form), end; at != end; ++at) {
        const std::string found = (*at)[1];
        if (!std::regex_match(found, name))
            throw Broken("a placeholder is no name: {" + found + "}");
        if (std::ranges::find(names, found) == names.end()) names.push_back(found);
    }
    return names;
}

// The placeholders of a text in both languages.
std::vector<std::string> read_text(const Json& text) {
    if (!text.is_object() || text.size() != 2 || !text.contains("zh-CN") || !text.contains("en")) {
        throw Broken("a text is {zh-CN, en}");
    }
    const std::string chinese = text["zh-CN"];
    const std::string english = text["en"];
    if (chinese.empty() || english.empty()) throw Broken("a text lacks a language");
    auto names = placeholders(chinese);
    const auto others = placeholders(english);
    if (std::set(names.begin(), names.end()) != std::set(others.begin(), others.end())) {
        throw Broken("the languages differ in their placeholders");
    }
    return names;
}

std::string literal(const std::string& text) {
    return Json(text).dump(-1, ' ', false);
}

std::string filled(const Json& text, const std::vector<std::string>& names) {
    std::string code = "Text{" + literal(text["zh-CN"]) + ", " + literal(text["en"]) + "}";
    if (names.empty()) return code;
    code = "fill(" + code + ", {";
    for (const std::string& name : names) code += "{\"" + name + "\", " + name + "}, ";
    return code + "})";
}

struct Function {
    std::string comment{};
    std::string signature{};
    std::string body{};
};

Function function_of(const std::string& folder, const std::string& id, const Json& entry) {
    static const std::regex form("[A-Z][A-Z0-9_-]*|[a-z][a-z0-9_]*");
    static const std::set<std::string> known{"code", "law", "message", "remedy", "retry_after_s"};
    if (!std::regex_match(id, form))
        throw Broken("an id is CAPITALS, that of a text small letters");
    for (const auto& [key, value] : entry.items()) {
        if (!known.contains(key) && entry.contains("message")) throw Broken("unknown key " + key);
    }
    std::string name;
    for (const char c : id) name += c == '-' ? '_' : static_cast<char>(std::tolower(c));
    if (name == "or" || name == "and" || name == "not") name += "_";  // words of C++
    const bool is_error = entry.contains("message");
    const Json& message = is_error ? entry["message"] : entry;
    auto names = read_text(message);
    const auto own = names;
    std::vector<std::string> remedys;
    if (is_error) remedys = read_text(entry.at("remedy"));
    for (const std::string& one : remedys) {
        if (std::ranges::find(names, one) == names.end()) names.push_back(one);
    }
    Function function;
    function.comment = message["zh-CN"];
    function.signature = std::string(is_error ? "Error " : "Text ") + name + "(";
    for (std::size_t i = 0; i < names.size(); ++i) {
        function.signature += (i == 0 ? "const Inset& " : ", const Inset& ") + names[i];
    }
    function.signature += ")";
    if (!is_error) {
        function.body = "    return " + filled(message, own) + ";\n";
        return function;
    }
    function.body = "    note_produced(" + literal(folder + "/" + id) + ");\n";
    function.body += "    return {ErrorCode::" + entry.at("code").get<std::string>() + ", " +
                     literal(id) + ",\n            " + filled(message, own) + ",\n            " +
                     filled(entry["remedy"], remedys) + ",\n            " +
                     literal(entry.value("law", "")) + ", {}, " +
                     std::to_string(entry.value("retry_after_s", 0)) + "};\n";
    return function;
}

std::vector<Function> functions_of(const std::string& folder, const Json& entries) {
    std::vector<Function> functions;
    for (const auto& [id, entry] : entries.items()) {
        try {
            functions.push_back(function_of(folder, id, entry));
        } catch (const std::exception& failed) {
            throw Broken(id + ": " + failed.what());
        }
    }
    return functions;
}

// A file that is as it was keeps its time, so that nothing is compiled again.
void keep(const char* path, const std::string& text) {
    std::ostringstream before;
    before << std::ifstream(path).rdbuf();
    if (before.str() == text) return;
    std::ofstream file(path);
    file << text;
    if (!file.flush()) throw Broken("the output cannot be written");
}

void write(char** arguments) {
    const std::string space = arguments[1];
    const std::string include = arguments[2];
    std::ifstream source(arguments[3]);
    const auto functions = functions_of(include.substr(0, include.find('/')), Json::parse(source));
    std::ostringstream header;
    header << "// Made from errors.json.\n#pragma once\n\n#include \"base/error.hpp\"\n"
              "#include \"base/inset.hpp\"\n\nnamespace "
           << space << "::errors {\n\n";
    std::ostringstream code;
    code << "// Made from errors.json.\n#include \"" << include
         << "\"\n\n#include \"base/produced.hpp\"\n\nnamespace " << space << "::errors {\n\n";
    for (const Function& function : functions) {
        header << "// " << function.comment << "\n" << function.signature << ";\n";
        code << function.signature << " {\n" << function.body << "}\n\n";
    }
    header << "\n}  // namespace " << space << "::errors\n";
    code << "}  // namespace " << space << "::errors\n";
    keep(arguments[4], header.str());
    keep(arguments[5], code.str());
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count != 6) throw Broken("NAMESPACE INCLUDE ERRORS.json OUTPUT.hpp OUTPUT.cpp");
        write(arguments);
    } catch (const std::exception& failed) {
        std::cerr << (count > 3 ? arguments[3] : "make_errors") << ": " << failed.what() << "\n";
        return 1;
    }
    return 0;
}
