#include "department/request.hpp"

#include <algorithm>
#include <array>

#include "days/days.hpp"
#include "form/document.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Json = nlohmann::json;

InputError wrong_kind(std::string pointer) {
    return {"wrong_kind", std::move(pointer), "此项类型不符。", "This is of another kind."};
}

bool holds(const Value& value, bool date) {
    if (value.is_error()) return false;
    return !date || !value.is(Value::Kind::string) || parse_day(value.string());
}

// Reads part by part and stops at the first thing that does not hold: it throws an InputError,
// which read_request catches.
class RequestReader {
  public:
    RequestReader(Json document, const Matters& matters)
        : document_(std::move(document)), matters_(matters) {}

    Request read() {
        if (!document_.is_object()) throw wrong_kind("");
        read_matter();
        request_.county = text("county");
        request_.variant = text("variant");
        if (std::ranges::find(request_.matter->variants, request_.variant) ==
            request_.matter->variants.end()) {
            throw InputError{
                "unknown_variant", "/variant", "没有这个办理情形。", "There is no such variant."};
        }
        request_.mode = text("mode");
        if (request_.mode != "general" && request_.mode != "commitment") {
            throw InputError{"unknown_mode",
                             "/mode",
                             "方式只能是 general 或 commitment。",
                             "A mode is general or commitment."};
        }
        read_stage();
        request_.received_on = date("received_on");
        request_.today = date("today");
        request_.form = std::move(*object("form", true));
        read_facts();
        read_survey();
        request_.materials = ids("materials");
        request_.shared_data = ids("shared_data");
        request_.committed = ids("committed");
        request_.settled = ids("settled");
        request_.tells_fields = document_.value("fields", Json()) == true;
        return std::move(request_);
    }

  private:
    const std::string& text(const char* key) const {
        const auto found = document_.find(key);
        if (found == document_.end()) throw missing(key);
        if (!found->is_string()) throw wrong_kind(std::string("/") + key);
        return found->get_ref<const std::string&>();
    }

    static InputError missing(const char* key) {
        return {"missing", std::string("/") + key, "缺少此项。", "This is missing."};
    }

    std::string date(const char* key) const {
        const std::string& day = text(key);
        if (parse_day(day)) return day;
        throw InputError{"not_a_date",
                         std::string("/") + key,
                         "应为真实存在的日期，格式如 2024-03-11。",
                         "A day that exists is expected, as 2024-03-11."};
    }

    Json* object(const char* key, bool required = false) {
        const auto found = document_.find(key);
        if (found == document_.end()) {
            if (required) throw missing(key);
            return nullptr;
        }
        if (!found->is_object()) throw wrong_kind(std::string("/") + key);
        return &*found;
    }

    std::set<std::string> ids(const char* key) const {
        std::set<std::string> ids;
        const auto found = document_.find(key);
        if (found == document_.end()) return ids;
        if (!found->is_array()) throw wrong_kind(std::string("/") + key);
        for (std::size_t i = 0; i < found->size(); ++i) {
            const Json& id = (*found)[i];
            if (!id.is_string()) throw wrong_kind("/" + std::string(key) + "/" + std::to_string(i));
            ids.insert(id.get<std::string>());
        }
        return ids;
    }

    void read_matter() {
        const auto found = matters_.find(text("matter"));
        if (found == matters_.end()) {
            throw InputError{
                "unknown_matter", "/matter", "没有这个事项。", "There is no such matter."};
        }
        request_.matter = &found->second;
    }

    void read_stage() {
        request_.stage_name = text("stage");
        const auto stage = stage_named(request_.stage_name);
        if (!stage) {
            throw InputError{"unknown_stage",
                             "/stage",
                             "阶段只能是 filing、survey、decision 或 licence。",
                             "A stage is filing, survey, decision or licence."};
        }
        request_.stage = *stage;
    }

    void read_facts() {
        request_.facts.resize(request_.matter->facts.size());
        const Json* facts = object("facts");
        if (facts == nullptr) return;
        for (std::size_t i = 0; i < request_.facts.size(); ++i) {
            const Fact& fact = request_.matter->facts[i];
            const auto found = facts->find(fact.id);
            if (found == facts->end()) continue;
            Value value = from_json(*found, fact.type);
            if (!holds(value, fact.date)) throw wrong_kind("/facts" + pointer_step(fact.id));
            request_.facts[i] = std::move(value);
        }
    }

    void read_survey() {
        if (!request_.matter->survey) return;
        const auto& checklist = request_.matter->survey->checklist;
        request_.survey.resize(checklist.size());
        const Json* survey = object("survey");
        if (survey == nullptr) return;
        for (std::size_t i = 0; i < checklist.size(); ++i) {
            const auto found = survey->find(checklist[i].id);
            if (found == survey->end()) continue;
            request_.survey[i] =
                read_recorded(*found, checklist[i], "/survey" + pointer_step(checklist[i].id));
        }
    }

    static Recorded read_recorded(const Json& record,
                                  const CheckItem& item,
                                  const std::string& pointer) {
        constexpr std::array results{"pass", "fail", "rectified", "not_applicable"};
        if (!record.is_object()) throw wrong_kind(pointer);
        const auto said = record.find("result");
        const auto result = said == record.end() || !said->is_string()
                                ? results.end()
                                : std::ranges::find(results, said->get_ref<const std::string&>());
        if (result == results.end()) throw wrong_kind(pointer + "/result");
        Recorded recorded;
        recorded.result = static_cast<SurveyResult>(result - results.begin());
        const auto value = record.find("value");
        if (value != record.end()) {
            recorded.value = from_json(*value, item.value);
            if (!holds(*recorded.value, item.date)) throw wrong_kind(pointer + "/value");
        }
        recorded.bound = Value::Map{{std::string("result"), Value(*result)},
                                    {std::string("value"), recorded.value.value_or(Value())}};
        return recorded;
    }

    Json document_;
    const Matters& matters_;
    Request request_{};
};

}  // namespace

std::variant<Request, InputError> read_request(std::string_view input, const Matters& matters) {
    const InputError not_json{"not_json", "", "输入不是合法的 JSON。", "The input is not JSON."};
    if (too_deep(input)) {
        return InputError{
            "too_deep", "", "输入嵌套超过 64 层。", "The input is nested deeper than 64 levels."};
    }
    Json document = Json::parse(input, nullptr, false);
    if (document.is_discarded()) return not_json;
    try {
        return RequestReader(std::move(document), matters).read();
    } catch (InputError& error) {
        return std::move(error);
    }
}

}  // namespace v0_9
}  // namespace oneseal::sdk
