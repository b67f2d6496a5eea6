#include "end_to_end/applications.hpp"

#include <gtest/gtest.h>

#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

Json at_the_counter(const char* matter, const Json& form, const Json& materials) {
    return {{"matter", matter},
            {"variant", "new"},
            {"form", form},
            {"materials", materials},
            {"submission", submission()}};
}

Json results_of(const std::vector<std::string>& passed, Json results) {
    for (const std::string& item : passed) results[item] = {{"result", "pass"}};
    return results;
}

Json with_value(const Json& value) {
    return {{"result", "pass"}, {"value", value}};
}

}  // namespace

Json restaurant_form() {
    return {{"applicant_name", "乐山市市中区示例小吃店"},
            {"applicant_type", "individual_biz"},
            {"uscc", "92511102MA0BBB031Y"},
            {"legal_rep_name", "王某示"},
            {"legal_rep_id_type", "resident_id"},
            {"legal_rep_id", "511102199007219970"},
            {"contact_mobile", "15900000003"},
            {"area_code", home_county},
            {"address", "四川省乐山市市中区海棠街道示例巷3号"},
            {"by_agent", false},
            {"premises", "乐山市市中区海棠街道示例巷3号"},
            {"main_form", "catering"},
            {"form_suffix", Json::array()},
            {"items", {"hot"}},
            {"site_area", 80},
            {"processing_area", 30},
            {"safety_manager", "王某示"},
            {"online", false}};
}

Json fireworks_form() {
    return {{"applicant_name", "乐山市嘉州示例商贸有限公司"},
            {"applicant_type", "company"},
            {"uscc", "91511102MA0AAA016X"},
            {"legal_rep_name", "张某示"},
            {"legal_rep_id_type", "resident_id"},
            {"legal_rep_id", "51110219850312997X"},
            {"contact_mobile", "13800000001"},
            {"area_code", home_county},
            {"address", "四川省乐山市市中区示例镇示例村1号"},
            {"by_agent", false},
            {"shop_name", "示例烟花零售点"},
            {"premises", "四川省乐山市市中区示例镇示例街5号"},
            {"shop_kind", "rural_long"},
            {"sale_mode", "dedicated"},
            {"area", 15},
            {"classes", {"C", "D"}},
            {"limit_cartons", 100},
            {"head_name", "张某示"},
            {"safety_person", "张某示"},
            {"head_trained_on", "2024-01-10"},
            {"head_cert_no", "示例511102001"},
            {"sellers", {{{"name", "李某示"}, {"trained", true}}}},
            {"period_from", "2024-04-01"},
            {"period_to", "2026-03-31"},
            {"extinguishers", 4}};
}

Json submission() {
    return {{"signature", "s"},
            {"truth", true},
            {"service", {{"ways", {"direct"}}, {"address", "海棠街道示例巷3号"}}},
            {"consent", {{"electronic_service", true}}}};
}

Json restaurant_at_the_counter(const Json& form) {
    return at_the_counter("food_business",
                          form,
                          {{{"id", "fd01"}, {"kind", "original"}},
                           {{"id", "fd02"}, {"kind", "copy"}},
                           {{"id", "fd03"}, {"kind", "original"}},
                           {{"id", "fd04"}, {"kind", "original"}}});
}

Json fireworks_at_the_counter(const Json& form) {
    return at_the_counter("fireworks_retail",
                          form,
                          {{{"id", "fw01m"}, {"kind", "original"}},
                           {{"id", "fw02m"}, {"kind", "original"}},
                           {{"id", "fw03m"}, {"kind", "copy"}}});
}

Json restaurant_draft(const Json& form) {
    return {{"matter", "food_business"}, {"variant", "new"}, {"form", form}, {"draft", true}};
}

Json restaurant_without(const std::string& material) {
    Json application = restaurant_at_the_counter();
    std::erase_if(application["materials"].get_ref<Json::array_t&>(),
                  [&](const Json& one) { return one["id"] == material; });
    return application;
}

Json served_directly(const Json& paper) {
    return {{"papers", Json::array({paper})},
            {"way", "direct"},
            {"recipient", "王某示"},
            {"evidence", "送达回证"},
            {"signature", "王某示"}};
}

Json good_survey_of_restaurant() {
    return results_of(
        {"fs02", "fs03", "fs04", "fs05", "fs07", "fs08", "fs09", "fs10", "fs11", "fs12", "fs13"},
        {{"fs01", with_value(60.0)}});
}

Json good_survey_of_fireworks() {
    return results_of({"fw06", "fw07", "fw09", "fw10", "fw11", "fw12", "fw13"},
                      {{"fw01", with_value(300.0)},
                       {"fw02", with_value(250.0)},
                       {"fw03", with_value(250.0)},
                       {"fw04", with_value(15.0)},
                       {"fw05", with_value(false)},
                       {"fw08", with_value(4)},
                       {"fw14", with_value(true)},
                       {"fw15", with_value(false)}});
}

Walk& Walk::take(const std::string& who, const std::string& action, const Json& body) {
    const Reply done = bureau_.visitor(who).act(number_, action, body);
    EXPECT_EQ(done.status, 200) << who << " " << action << " " << done.body;
    return *this;
}

Walk& Walk::file_at_the_counter(const Json& application) {
    const Reply filed = bureau_.visitor("intake1").file(application);
    EXPECT_EQ(filed.status, 201) << filed.body;
    number_ = filed.body.value("number", "");
    return *this;
}

Walk& Walk::file_as_wang(const std::vector<std::string>& materials) {
    Visitor wang = bureau_.visitor("wang");
    const Reply draft = wang.file(restaurant_draft());
    EXPECT_EQ(draft.status, 201) << draft.body;
    number_ = draft.body.value("id", "");
    for (const std::string& material : materials) {
        const Reply put = wang.put_material(number_, material);
        EXPECT_EQ(put.status, 200) << put.body;
    }
    const Reply filed = wang.act(number_, "submit", submission());
    EXPECT_EQ(filed.status, 200) << filed.body;
    number_ = filed.body.value("number", "");
    return *this;
}

Walk& Walk::accept() {
    return take("intake1", "accept", Json::object());
}

Walk& Walk::survey(const Json& results) {
    const Json before = now();
    const std::string reviewer = before.value("reviewer", "");
    take(reviewer,
         "assign_survey",
         {{"planned_on", bureau_.instant().substr(0, 10)}, {"place", "海棠街道示例巷3号"}});
    return survey_as_assigned(results);
}

Walk& Walk::survey_as_assigned(const Json& results) {
    const Json team = now()["surveyors"];
    take(team[0], "start_survey", Json::object());
    return take(team[0],
                "record_survey",
                {{"results", results},
                 {"entry_at", bureau_.instant()},
                 {"exit_at", bureau_.instant()},
                 {"present", {{{"name", "王某示"}, {"right", "经营者"}}}},
                 {"ids_shown", true},
                 {"conclusion", "现场核查完毕"},
                 {"signatures", {{"surveyors", team}, {"applicant", "王某示"}}}});
}

Walk& Walk::propose(const std::string& proposal) {
    const std::string reviewer = now().value("reviewer", "");
    return take(reviewer,
                "propose",
                {{"proposal", proposal},
                 {"opinion", "审查意见"},
                 {"interested_parties", {{"none", true}, {"reason", "不涉及他人重大利益"}}}});
}

Json Walk::now() const {
    return bureau_.visitor("intake1").see(number_);
}

Json Walk::paper(int kind) const {
    Visitor clerk = bureau_.visitor("intake1");
    const Json papers = clerk.get("/cases/" + number_ + "/documents").body["documents"];
    Json found;
    for (const Json& paper : papers) {
        if (paper["kind"] == kind) {
            found = clerk.get("/cases/" + number_ + "/documents/" + paper["id"].get<std::string>())
                        .body;
        }
    }
    return found;
}

}  // namespace oneseal
