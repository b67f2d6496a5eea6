#include "form/document.hpp"

#include <set>

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

// Walks over JSON that is already known to be valid and notes where each value begins.
class PlaceScanner {
  public:
    PlaceScanner(std::string_view text, std::unordered_map<std::string, std::size_t>& offsets)
        : text_(text), offsets_(offsets) {}

    std::vector<std::string> duplicate_keys{};  // their pointers

    void value(const std::string& pointer) {
        space();
        offsets_[pointer] = at_;
        if (text_[at_] == '{') {
            object(pointer);
        } else if (text_[at_] == '[') {
            array(pointer);
        } else if (text_[at_] == '"') {
            string();
        } else {
            at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
        }
        space();
    }

  private:
    void space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    std::string_view string() {
        const std::size_t begin = at_++;
        while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
        ++at_;
        return text_.substr(begin, at_ - begin);
    }

    void object(const std::string& pointer) {
        std::set<std::string> keys;
        ++at_;
        for (space(); text_[at_] != '}';) {
            space();
            const auto key = DocumentJson::parse(string()).get<std::string>();
            const std::string member = pointer + pointer_step(key);
            if (!keys.insert(key).second) duplicate_keys.push_back(member);
            space();
            ++at_;  // the colon
            value(member);
            if (text_[at_] == ',') ++at_;
        }
        ++at_;
    }

    void array(const std::string& pointer) {
        ++at_;
        space();
        for (std::size_t i = 0; text_[at_] != ']'; ++i) {
            value(pointer + "/" + std::to_string(i));
            if (text_[at_] == ',') ++at_;
        }
        ++at_;
    }

    std::string_view text_;
    std::unordered_map<std::string, std::size_t>& offsets_;
    std::size_t at_ = 0;
};

// How many bytes a \u escape's character takes in the string's value.
std::size_t escaped_bytes(std::string_view escape) {
    const auto unit = std::stoul(std::string(escape.substr(2, 4)), nullptr, 16);
    if (unit < 0x80) return 1;
    if (unit < 0x800) return 2;
    // Each half of a surrogate pair stands for two of the four bytes.
    return unit >= 0xD800 && unit < 0xE000 ? 2 : 3;
}

// The byte in the file at which `offset` bytes of the string's value have passed.
std::size_t inside_string(std::string_view text, std::size_t begin, std::size_t offset) {
    std::size_t at = begin + 1;
    for (std::size_t passed = 0; passed < offset && at < text.size() && text[at] != '"';) {
        if (text[at] != '\\') {
            ++at;
            ++passed;
        } else if (text[at + 1] != 'u') {
            at += 2;
            ++passed;
        } else {
            passed += escaped_bytes(text.substr(at, 6));
            at += 6;
        }
    }
    return at;
}

void set_line_and_column(std::string_view text, std::size_t offset, DocumentProblem& problem) {
    for (const char c : text.substr(0, offset)) {
        if (c == '\n') {
            ++problem.line;
            problem.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++problem.column;
        }
    }
}

DocumentProblem syntax_problem(const std::string& file, std::string_view text, std::size_t offset) {
    DocumentProblem problem{.file = file,
                            .code = "not_json",
                            .zh_cn = "此处不是合法的 JSON。",
                            .en = "This is not JSON from here on."};
    set_line_and_column(text, std::min(offset, text.size()), problem);
    return problem;
}

}  // namespace

Complaint complaint_of(std::string_view text, const Problem& problem) {
    std::size_t offset = 0;
    for (std::size_t line = 1; line < problem.line && offset < text.size(); ++offset) {
        if (text[offset] == '\n') ++line;
    }
    const auto continues = [&] {
        return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
    };
    for (std::size_t column = 1; column < problem.column && offset < text.size(); ++column) {
        ++offset;
        while (continues()) ++offset;
    }
    return {problem.code, problem.zh_cn, problem.en, offset};
}

bool too_deep(std::string_view json) {
    int depth = 0;
    bool inside_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inside_text) {
            if (c == '\\') ++i;
            if (c == '"') inside_text = false;
        } else if (c == '"') {
            inside_text = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_json_depth) return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

std::string pointer_step(std::string_view key) {
    std::string step = "/";
    for (const char c : key) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

std::optional<Document> Document::parse(std::string file,
                                        std::string_view text,
                                        DocumentProblems& problems) {
    Document document;
    document.file_ = std::move(file);
    if (too_deep(text)) {
        problems.push_back({.file = document.file_,
                            .code = "too_deep",
                            .zh_cn = "JSON 嵌套超过 64 层。",
                            .en = "The JSON is nested deeper than 64 levels."});
        return std::nullopt;
    }
    try {
        document.root_ = DocumentJson::parse(text);
    } catch (const DocumentJson::parse_error& error) {
        const std::size_t byte = error.byte == 0 ? 0 : error.byte - 1;
        problems.push_back(syntax_problem(document.file_, text, byte));
        return std::nullopt;
    } catch (const DocumentJson::exception&) {
        problems.push_back(syntax_problem(document.file_, text, 0));
        return std::nullopt;
    }
    document.text_ = text;
    PlaceScanner scanner(document.text_, document.offsets_);
    scanner.value("");
    for (const auto& pointer : scanner.duplicate_keys) {
        document.complain(
            problems,
            pointer,
            {"duplicate_key", "同一对象中键重复。", "This key stands twice in one object."});
    }
    return document;
}

std::size_t Document::offset_of(std::string_view pointer) const {
    std::string nearest(pointer);
    for (;;) {
        const auto found = offsets_.find(nearest);
        if (found != offsets_.end()) return found->second;
        if (nearest.empty()) return 0;
        nearest.resize(nearest.rfind('/'));
    }
}

void Document::complain(DocumentProblems& problems,
                        std::string_view pointer,
                        const Complaint& complaint) const {
    std::size_t offset = offset_of(pointer);
    if (complaint.offset > 0 && text_[offset] == '"') {
        offset = inside_string(text_, offset, complaint.offset);
    }
    DocumentProblem problem{.file = file_,
                            .pointer = std::string(pointer),
                            .code = complaint.code,
                            .zh_cn = complaint.zh_cn,
                            .en = complaint.en};
    set_line_and_column(text_, offset, problem);
    problems.push_back(std::move(problem));
}

}  // namespace v0_9
}  // namespace oneseal::sdk
