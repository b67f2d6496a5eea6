#include "cases/paper_text.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "base/clock.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

using Data = kainjow::mustache::data;

constexpr const char* english_months[] = {"January",
                                          "February",
                                          "March",
                                          "April",
                                          "May",
                                          "June",
                                          "July",
                                          "August",
                                          "September",
                                          "October",
                                          "November",
                                          "December"};

Text told_day(Day day) {
    const std::chrono::year_month_day date{day};
    const auto month = static_cast<unsigned>(date.month());
    return errors::told_day(static_cast<int>(date.year()),
                            Text{std::to_string(month), english_months[month - 1]},
                            static_cast<unsigned>(date.day()));
}

Text told_instant(Instant instant) {
    const std::string written = format_instant(instant);  // 2026-03-02T09:00:00.000+08:00
    return errors::told_instant(
        told_day(legal_day(instant)), written.substr(11, 2), written.substr(14, 2));
}

// Of a text in both languages the one that is asked for; of anything else its value as a text.
std::string told_text(const Json& value, bool chinese) {
    if (value.is_object() && value.contains("zh-CN")) {
        const Text text = text_from_json(value);
        return chinese ? text.zh_cn : text.en;
    }
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null() || value.is_structured()) return "";
    std::string text = value.dump();
    // 60, not 60.0.
    if (value.is_number_float() && text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

// Taking a text apart costs more than filling it, so each thread does it once.
struct Template {
    kainjow::mustache::mustache page;
    std::set<std::string> names{};  // that its tags and sections say

    explicit Template(const std::string& text) : page(text) {
        page.set_custom_escape([](const std::string& value) { return value; });
        for (std::size_t at = text.find("{{"); at != std::string::npos;
             at = text.find("{{", at + 2)) {
            std::size_t begin = text.find_first_not_of("#^/", at + 2);
            const std::size_t end = std::min(text.find("}}", begin), text.size());
            // Rules' texts name members by their path: form.area.
            for (; begin < end; ++begin) {
                const std::size_t part = std::min(text.find('.', begin), end);
                names.insert(text.substr(begin, part - begin));
                begin = part;
            }
        }
    }
};

// The texts of papers and of the matters that are installed.
constexpr std::size_t most_templates = 2000;

Template& template_of(const std::string& text) {
    thread_local std::unordered_map<std::string, std::unique_ptr<Template>> templates;
    const auto found = templates.find(text);
    if (found != templates.end()) return *found->second;
    if (templates.size() == most_templates) templates.clear();
    return *templates.emplace(text, std::make_unique<Template>(text)).first->second;
}

class Filler {
  public:
    Filler(bool chinese, const std::set<std::string>& names) : chinese_(chinese), names_(names) {}

    // Of what the text names.
    Data object(const Json& fields, const Json& content) const {
        Data data{Data::type::object};
        for (const auto& [name, field] : fields.items()) {
            if (!names_.contains(name)) continue;
            const auto found = content.is_object() ? content.find(name) : content.end();
            data.set(name, value(field, found == content.end() ? Json() : *found));
        }
        return data;
    }

  private:
    Data value(const Json& field, const Json& content) const {
        const std::string kind = field.value("kind", "text");
        if (kind == "list") return list(field.value("of", Json::object()), content);
        if (kind == "object") {
            if (!content.is_object() || content.empty()) return Data{false};
            return object(field.value("of", Json::object()), content);
        }
        if (kind == "flag") return Data{content == true};
        return text(told(kind, field, content));
    }

    // An empty text closes its section, as a false flag does.
    static Data text(const std::string& told) { return told.empty() ? Data{false} : Data{told}; }

    std::string told(const std::string& kind, const Json& field, const Json& content) const {
        const std::string plain = told_text(content, chinese_);
        const auto instant = kind == "instant" ? parse_instant(plain) : std::nullopt;
        if (instant) return in_language(told_instant(*instant));
        if (kind == "word") {
            const Json words = field.value("words", Json::object());
            return words.contains(plain) ? told_text(words[plain], chinese_) : plain;
        }
        const auto day = kind == "day" ? sdk::parse_day(plain) : std::nullopt;
        return day ? in_language(told_day(*day)) : plain;
    }

    std::string in_language(const Text& text) const { return chinese_ ? text.zh_cn : text.en; }

    Data list(const Json& of, const Json& content) const {
        Data items{Data::type::list};
        std::size_t number = 0;
        const std::size_t count = content.is_array() ? content.size() : 0;
        for (std::size_t i = 0; i < count; ++i) {
            Data item = object(of, content[i]);
            item.set("number", Data{std::to_string(++number)});
            item.set("last", Data{number == count});
            items.push_back(std::move(item));
        }
        return items;
    }

    bool chinese_;
    const std::set<std::string>& names_;
};

std::string filled(const std::string& text, bool chinese, const Json& fields, const Json& content) {
    Template& taken_apart = template_of(text);
    return taken_apart.page.render(Filler(chinese, taken_apart.names).object(fields, content));
}

// The names in force where a tag stands: those of the sections around it.
class TextCheck {
  public:
    explicit TextCheck(const Json& fields) { scopes_.push_back({"", fields}); }

    std::string fault(const std::string& text) {
        for (std::size_t at = text.find("{{"); at != std::string::npos;
             at = text.find("{{", at + 2)) {
            const std::size_t end = text.find("}}", at);
            if (end == std::string::npos) return "{{ without }}";
            const std::string tag = text.substr(at + 2, end - at - 2);
            if (auto wrong = fault_of_tag(tag); !wrong.empty()) return wrong;
        }
        return scopes_.size() == 1 ? "" : "{{#" + scopes_.back().section + "}} is not closed";
    }

  private:
    struct Scope {
        std::string section{};
        Json fields{};
    };

    std::string fault_of_tag(const std::string& tag) {
        const bool marked = !tag.empty() && std::string("#^/").find(tag[0]) != std::string::npos;
        const std::string name = marked ? tag.substr(1) : tag;
        if (tag.starts_with("/")) {
            if (scopes_.back().section != name) return "{{" + tag + "}} closes nothing";
            scopes_.pop_back();
            return "";
        }
        const Json* field = find(name);
        if (field == nullptr && !is_item_word(name)) return "nothing is called " + name;
        if (!marked) return "";
        const bool opens = tag[0] == '#' && field != nullptr && field->contains("of");
        scopes_.push_back({name, opens ? (*field)["of"] : Json::object()});
        return "";
    }

    const Json* find(const std::string& name) const {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            const auto found = scope->fields.find(name);
            if (found != scope->fields.end()) return &*found;
        }
        return nullptr;
    }

    bool is_item_word(const std::string& name) const {
        return scopes_.size() > 1 && (name == "last" || name == "number");
    }

    std::vector<Scope> scopes_{};
};

}  // namespace

Text fill_paper(const Text& text, const Json& fields, const Json& content) {
    return {filled(text.zh_cn, true, fields, content), filled(text.en, false, fields, content)};
}

std::string fault_of_text(const std::string& text, const Json& fields) {
    return TextCheck(fields).fault(text);
}

}  // namespace oneseal::cases
