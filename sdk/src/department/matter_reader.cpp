#include "department/matter_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "days/days.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

constexpr std::array outcome_names{"no_licence_needed",
                                   "wrong_authority",
                                   "redirect_variant",
                                   "form_error",
                                   "supplement",
                                   "deny",
                                   "acceptable",
                                   "flag"};

std::optional<Type> type_named(const std::string& name) {
    static const std::map<std::string, Type> types{
        {"string", Type::string().or_null()},
        {"date", Type::string().or_null()},
        {"integer", Type::integer().or_null()},
        {"number", Type::number().or_null()},
        {"boolean", Type::boolean().or_null()},
        {"none", Type{Type::Kind::null, true}},
        {"list", Type::list_of(Type::dynamic())},
    };
    const auto found = types.find(name);
    return found == types.end() ? std::nullopt : std::optional(found->second);
}

// A literal of the document as a value of the fact.
std::optional<Value> literal(const Cursor& at, const Fact& fact) {
    Value value = from_json(at.present() ? Json(at.json()) : Json(), fact.type);
    const bool bad_day = fact.date && value.is(Value::Kind::string) && !parse_day(value.string());
    if (!value.is_error() && !bad_day) return value;
    at.complain(
        {"fact_value", "此值与事项事实的类型不符。", "This is no value of the fact's type."});
    return std::nullopt;
}

}  // namespace

const char* name_of(Outcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> outcome_named(std::string_view name) {
    const auto found = std::ranges::find(outcome_names, name);
    if (found == outcome_names.end()) return std::nullopt;
    return static_cast<Outcome>(found - outcome_names.begin());
}

bool is_scope(Outcome outcome) {
    return outcome <= Outcome::redirect_variant;
}

std::optional<Stage> stage_named(std::string_view name) {
    constexpr std::array stages{"filing", "survey", "decision", "licence"};
    const auto found = std::ranges::find(stages, name);
    if (found == stages.end()) return std::nullopt;
    return static_cast<Stage>(found - stages.begin());
}

Matter read_matter(const Document& document, DocumentProblems& problems) {
    return MatterReader(document, problems).read();
}

Matter MatterReader::read() {
    matter_.id = root_.member("id").text(true).value_or("");
    read_variants();
    const Cursor properties = root_.member("form").member("schema").member("properties");
    matter_.fields = read_fields(properties);
    read_facts();
    read_checklist();
    declare_all();
    Names before;
    read_field_conditions(matter_.fields, properties, declarations_, before);
    read_survey_conditions();
    read_materials();
    read_rules();
    read_licence();
    check_pointers();
    return std::move(matter_);
}

void MatterReader::read_variants() {
    Names taken;
    const Cursor variants = root_.member("variants");
    for (const auto& variant : variants.items()) {
        matter_.variants.push_back(read_id(variant, taken));
    }
    if (matter_.variants.empty()) {
        variants.complain({"no_variant", "至少要有一个办理情形。", "There must be a variant."});
    }
}

void MatterReader::read_facts() {
    Names taken;
    for (const auto& at : root_.member("facts").items()) {
        Fact fact = read_fact(at);
        fact.id = read_id(at, taken);
        fact.name = "facts." + fact.id;
        matter_.facts.push_back(std::move(fact));
    }
}

Fact MatterReader::read_fact(const Cursor& at) {
    Fact fact;
    const std::string type = at.member("type").text(true).value_or("string");
    if (const auto known = type_named(type); known && type != "none") {
        fact.type = *known;
    } else {
        at.member("type").complain({"fact_type",
                                    "类型只能是 string、integer、number、boolean、date 或 list。",
                                    "A type is string, integer, number, boolean, date or list."});
    }
    fact.date = type == "date";
    fact.otherwise = literal(at.member("otherwise"), fact).value_or(Value());
    const auto source = at.member("source").text(true);
    fact.from_survey = source == "survey";
    if (source == "config") read_setting(at, fact);
    return fact;
}

void MatterReader::read_setting(const Cursor& at, Fact& fact) {
    const Cursor setting = at.member("default");
    if (!setting.present()) {
        setting.complain({"no_default", "设置项必须有默认值。", "A setting needs a default."});
        return;
    }
    fact.setting = literal(setting, fact);
    if (!setting.json().is_number()) return;
    const auto number = setting.json().get<double>();
    if (number < at.member("min").number().value_or(number) ||
        number > at.member("max").number().value_or(number)) {
        setting.complain({"default_out_of_range",
                          "默认值不在 min 与 max 之间。",
                          "The default is not between min and max."});
    }
}

void MatterReader::read_checklist() {
    const Cursor survey = root_.member("survey");
    if (!survey.present()) return;
    matter_.survey.emplace();
    Names taken;
    for (const auto& at : survey.member("checklist").items()) {
        CheckItem item = read_check_item(at);
        item.id = read_id(at, taken);
        if (item.id == "survey") {
            // SUR:survey names the survey's own condition where that fails.
            at.member("id").complain(
                {"reserved_id", "survey 是保留的编号。", "The id survey is reserved."});
        }
        check_fills(at.member("fills_fact"), item);
        matter_.survey->checklist.push_back(std::move(item));
    }
}

CheckItem MatterReader::read_check_item(const Cursor& at) {
    CheckItem item;
    const Json text = read_text(at.member("item"));
    item.message = {{"zh-CN", "现场核查不合格：" + text.value("zh-CN", "")},
                    {"en", "Failed on survey: " + text.value("en", "")}};
    // An item without a basis of its own stands on the survey's.
    const Cursor own = at.member("basis");
    item.basis = read_basis(own.present() ? own : root_.member("survey").member("basis"));
    const auto type = at.member("value_type").text().value_or("none");
    if (const auto known = type_named(type)) {
        item.value = *known;
    } else {
        at.member("value_type")
            .complain({"value_type",
                       "值类型只能是 none、number、integer、boolean 或 string。",
                       "A value type is none, number, integer, boolean or string."});
    }
    item.critical = at.member("critical").flag();
    item.fills_fact = at.member("fills_fact").text().value_or("");
    return item;
}

void MatterReader::check_fills(const Cursor& at, CheckItem& item) {
    if (item.fills_fact.empty()) return;
    const auto fact = std::ranges::find(matter_.facts, item.fills_fact, &Fact::id);
    if (fact == matter_.facts.end()) {
        at.complain({"unknown_fact", "没有这个事实。", "There is no such fact."});
    } else if (!fact->from_survey) {
        at.complain({"fact_source",
                     "核查项只能填写来源为 survey 的事实。",
                     "A survey item fills only a fact whose source is survey."});
    } else if (fact->type.kind != item.value.kind) {
        at.complain({"fact_type",
                     "核查项的值类型与事实的类型不符。",
                     "The item's value is of another type than the fact."});
    } else {
        item.date = fact->date;
    }
}

void MatterReader::declare_all() {
    Fields form;
    Fields facts;
    Fields survey;
    for (const auto& field : matter_.fields) form[field.key] = field.type;
    for (const auto& fact : matter_.facts) facts[fact.id] = fact.type;
    if (matter_.survey) {
        for (const auto& item : matter_.survey->checklist) {
            survey[item.id] =
                Type::map_of({{"result", Type::string()}, {"value", item.value.or_null()}});
        }
    }
    declarations_ = declare(std::move(form), std::move(facts), std::move(survey));
}

void MatterReader::check_pointers() {
    const Cursor party = root_.member("party");
    for (const char* key : {"name", "type", "legal_representative", "mobile", "place"}) {
        check_pointer(party.member(key));
    }
    for (const char* key : {"code", "legal_representative_code"}) {
        for (const auto& pointer : party.member(key).items()) check_pointer(pointer);
    }
    for (const auto& [key, pointer] : party.member("agent").members()) {
        if (key != "note") check_pointer(pointer);
    }
    for (const auto& variant : root_.member("variants").items()) {
        check_pointer(variant.member("existing_licence"));
    }
    for (const auto& fact : root_.member("facts").items()) {
        for (const auto& key : fact.member("from").member("key").items()) check_pointer(key);
    }
    for (const auto& rule : root_.member("rules").items()) check_pointer(rule.member("pointer"));
}

void MatterReader::check_pointer(const Cursor& at) const {
    const auto pointer = at.text();
    if (!pointer) return;
    const std::string first = pointer->substr(0, pointer->find('/', 1));
    const auto named = [&](const Field& field) { return first == "/" + field.key; };
    if (std::ranges::any_of(matter_.fields, named)) return;
    at.complain({"unknown_field",
                 "没有这个字段；指针应形如 /applicant_name。",
                 "There is no such field; a pointer reads as /applicant_name."});
}

std::vector<std::string> MatterReader::read_variant_list(const Cursor& at) const {
    for (const auto& variant : at.items()) {
        const auto id = variant.text(true);
        if (id && std::ranges::find(matter_.variants, *id) == matter_.variants.end()) {
            variant.complain(
                {"unknown_variant", "没有这个办理情形。", "There is no such variant."});
        }
    }
    return at.texts();
}

std::string MatterReader::read_id(const Cursor& thing, Names& taken) const {
    const auto id = thing.member("id").text(true);
    if (id && !taken.insert(*id).second) {
        thing.member("id").complain({"duplicate_id", "此编号重复。", "This id is used twice."});
    }
    return id.value_or("");
}

Json MatterReader::read_text(const Cursor& at) const {
    Json text = Json::object();
    for (const char* language : {"zh-CN", "en"}) {
        text[language] = at.member(language).text(true).value_or("");
    }
    return text;
}

Json MatterReader::read_basis(const Cursor& at) const {
    Json basis = Json::array();
    for (const auto& entry : at.items()) {
        entry.member("kind").text(true);
        basis.push_back(Json(entry.json()));
    }
    if (basis.empty()) at.complain({"no_basis", "缺少依据。", "There is no basis."});
    return basis;
}

bool MatterReader::filled_by_survey(const std::string& name) const {
    const auto filled = [&](const Fact& fact) { return fact.from_survey && fact.name == name; };
    return std::ranges::any_of(matter_.facts, filled);
}

}  // namespace v0_9
}  // namespace oneseal::sdk
