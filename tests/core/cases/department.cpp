#include "core/cases/department.hpp"

#include <algorithm>

namespace oneseal::cases::test {
namespace {

const Json food_rules = {
    {{"kind", "law"}, {"law", "food_business_rules"}, {"article", "第十三条"}}};
const Json food_law = {{{"kind", "law"}, {"law", "food_safety_law"}, {"article", "第三十三条"}}};

class Answer {
  public:
    Answer(const Department& department, const Case& now) : department_(department), now_(now) {}

    Json document() {
        const Json items = field("items");
        if (items == "prepack") return scope("FOOD-01", "no_licence_needed");
        if (items == "prison") return scope("FOOD-90", "wrong_authority");
        if (items == "renewal") return scope("FOOD-05", "redirect_variant");
        for (const auto& [key, value] : now_.filing.form.items()) {
            if (value == "?") add("FLD:" + key, "form_error", "/" + key);
        }
        for (const std::string& id : department_.required) ask_for(id);
        const Json suffix = field("form_suffix");
        if (suffix == "vending") ask_for("fd05");
        if (suffix == "?")
            materials_.push_back({{"id", "fd05"}, {"state", "depends"}, {"on", {"/form_suffix"}}});
        const Json results = now_.survey ? now_.survey->results : Json::object();
        for (const auto& [item, result] : results.items()) {
            if (result.is_object() && result.value("result", "") == "fail")
                add("SUR:" + item, item == "fs01" ? "deny" : "flag", "");
        }
        rules();
        return finish();
    }

  private:
    Json field(const char* key) const { return now_.filing.form.value(key, Json()); }

    void add(const std::string& rule, const std::string& outcome, const std::string& pointer) {
        findings_.push_back({{"rule", rule},
                             {"outcome", outcome},
                             {"pointer", pointer},
                             {"message", {{"zh-CN", rule + " 不符合要求"}, {"en", rule}}},
                             {"basis", rule.starts_with("MAT:") ? food_rules : food_law}});
    }

    void ask_for(const std::string& id) {
        std::string state = "missing";
        if (now_.filing.handed_in(id)) state = "handed_in";
        if (std::ranges::find(now_.filing.shared_data, id) != now_.filing.shared_data.end())
            state = "waived";
        materials_.push_back({{"id", id}, {"state", state}});
        if (state == "missing") add("MAT:" + id, "supplement", "/materials/" + id);
    }

    void rule(const char* id, const char* outcome, const char* key, bool violated, bool waits) {
        explain_.push_back({{"rule", id},
                            {"state",
                             waits      ? "waiting"
                             : violated ? "fired"
                                        : "passed"},
                            {"reads", {std::string("form.") + key}}});
        if (violated && !waits) add(id, outcome, std::string("/") + key);
    }

    void rules() {
        const auto waits = [&](const char* key) { return field(key) == "?"; };
        const Json processing = field("processing_area");
        const Json site = field("site_area");
        rule("FOOD-11",
             "form_error",
             "processing_area",
             processing.is_number() && site.is_number() && processing > site,
             waits("processing_area"));
        rule("FOOD-23",
             "supplement",
             "safety_manager",
             field("safety_manager") == "barred",
             waits("safety_manager"));
        rule("FOOD-08", "deny", "special_room", field("special_room") == 0, waits("special_room"));
        const bool asks_expert = field("needs_expert") == true;
        const bool unknown = asks_expert && !now_.review.facts.contains("expert_opinion");
        rule("FOOD-30", "deny", "needs_expert", asks_expert, unknown);
        if (unknown) unknown_.push_back("expert_opinion");
        if (asks_expert && !unknown && now_.review.facts.at("expert_opinion").value == true) {
            std::erase_if(findings_, [](const Json& f) { return f["rule"] == "FOOD-30"; });
        }
        if (field("broken") == true) {
            add("FOOD-19", "flag", "/broken");
            findings_.back()["failed"] = true;
        }
    }

    Json scope(const char* id, const char* outcome) {
        add(id, outcome, "/items");
        return finish();
    }

    Json finish() {
        static constexpr const char* order[]{"no_licence_needed",
                                             "wrong_authority",
                                             "redirect_variant",
                                             "form_error",
                                             "supplement",
                                             "deny"};
        std::string outcome = "acceptable";
        for (const char* one : order) {
            const bool found = std::ranges::any_of(
                findings_, [&](const Json& finding) { return finding["outcome"] == one; });
            if (!found) continue;
            outcome = one;
            break;
        }
        Json survey = department_.needs_survey;
        if (department_.survey_unknown) survey = Json();
        return {{"outcome", outcome},
                {"findings", findings_},
                {"required_materials", materials_},
                {"derived",
                 {{"survey", survey},
                  {"survey_items", {{"fs01", true}, {"fs02", true}, {"fs07", true}}}}},
                {"unknown", unknown_},
                {"provisional", Json::array()},
                {"ignored", department_.ignored},
                {"explain", explain_}};
    }

    const Department& department_;
    const Case& now_;
    std::vector<Json> findings_{};
    Json materials_ = Json::array();
    Json explain_ = Json::array();
    Json unknown_ = Json::array();
};

}  // namespace

Json Department::verdict(const Case& now) const {
    return Answer(*this, now).document();
}

Json Department::licence(const Case& now, Day today) const {
    Json document = verdict(now);
    document["derived"]["licence"] = {
        {"prefix", "JY2511102"},
        {"digits", 6},
        {"check", "mod11_10"},
        {"suffix", ""},
        {"valid_from", licensed_from.empty() ? sdk::format_day(today) : licensed_from},
        {"attributes", {{"name", now.filing.applicant.name}}}};
    if (!licensed_to.empty()) document["derived"]["licence"]["valid_to"] = licensed_to;
    return document;
}

}  // namespace oneseal::cases::test
