// A matter's document as the kernel reads it.
#include "catalogue/matter.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace oneseal {
namespace {

Json food_document() {
    std::ifstream file(std::string(ONESEAL_SOURCE_DIR) +
                       "/plugins/food_business/matters/food_business.json");
    return Json::parse(file);
}

TEST(AMatter, GivesTheKernelItsLimitsMaterialsSurveyAndFacts) {
    const Matter matter = matter_from_json(food_document()).value();
    EXPECT_EQ(matter.id, "food_business");
    EXPECT_EQ(matter.nature, "licence");
    EXPECT_TRUE(matter.public_safety);
    const Variant& fresh = *matter.variant("new");
    EXPECT_EQ(fresh.effect, "issue");
    EXPECT_FALSE(fresh.immediate);
    EXPECT_EQ(fresh.limit.term.count, 10);
    EXPECT_FALSE(fresh.limit.from_receipt);
    EXPECT_EQ(fresh.limit.extension_days, 5);
    EXPECT_EQ(fresh.limit.delivery_days, 5);
    EXPECT_EQ(fresh.promised_days, 5);
    EXPECT_EQ(fresh.supplement_days, 15);
    EXPECT_TRUE(fresh.terminates_by_law);
    EXPECT_TRUE(matter.material("fd02")->shared_data);
    EXPECT_FALSE(matter.material("fd03")->condition.zh_cn.empty());
    EXPECT_EQ(matter.survey->min_staff, 2);
    EXPECT_TRUE(matter.survey->checklist.front().critical);
    EXPECT_EQ(matter.fact("fx_lifetime_ban")->source, "registry");
    EXPECT_EQ(matter.variant("no_such"), nullptr);
    EXPECT_EQ(matter.material("no_such"), nullptr);
    EXPECT_EQ(matter.fact("no_such"), nullptr);
}

TEST(AMatter, CountsMonthsAndCalendarDaysAndReceipt) {
    Json document = food_document();
    Json& limit = document["variants"][0]["limit"];
    limit.erase("working_days");
    limit["months"] = 3;
    limit["counted_from"] = "receipt";
    Matter matter = matter_from_json(document).value();
    EXPECT_EQ(matter.variant("new")->limit.term.unit, Term::Unit::months);
    EXPECT_TRUE(matter.variant("new")->limit.from_receipt);
    limit.erase("months");
    limit["calendar_days"] = 7;
    matter = matter_from_json(document).value();
    EXPECT_EQ(matter.variant("new")->limit.term.unit, Term::Unit::calendar_days);
}

TEST(AMatter, FindsThePartiesInTheForm) {
    const Matter matter = matter_from_json(food_document()).value();
    const Json form = {{"applicant_name", "示例餐饮店"},
                       {"uscc", "91511102MA0AAA016X"},
                       {"legal_rep_name", "子一"},
                       {"legal_rep_other_id", "P1234567"},
                       {"contact_mobile", 138}};
    EXPECT_EQ(matter.applicant_name(form), "示例餐饮店");
    EXPECT_EQ(matter.applicant_code(form), "91511102MA0AAA016X");
    EXPECT_EQ(matter.representative_name(form), "子一");
    EXPECT_EQ(matter.representative_code(form), "P1234567")
        << "the first of the pointers that is given";
    EXPECT_EQ(matter.mobile(form), "") << "no text";
    EXPECT_EQ(matter.applicant_name(Json::object()), "");
}

TEST(AMatter, IsRefusedWithoutWhatTheKernelNeeds) {
    for (const char* part : {"id", "nature", "variants", "materials", "facts"}) {
        Json document = food_document();
        document.erase(part);
        EXPECT_EQ(matter_from_json(document).error().id, "MATTER_DOCUMENT") << part;
    }
    Json document = food_document();
    document["variants"][0]["limit"].erase("working_days");
    EXPECT_EQ(matter_from_json(document).error().id, "MATTER_DOCUMENT");
}

TEST(ABasis, IsPrintedWithTheLawsTitleAndTheArticle) {
    const Json bases = {{{"law", "licensing_law"}, {"article", "第四十二条"}},
                        {{"law", "unknown_law"}, {"article", nullptr}},
                        {{"kind", "consistency"}}};
    const std::map<std::string, Text> titles{{"licensing_law", {"行政许可法", "Licensing Law"}}};
    EXPECT_EQ(basis_text(bases, titles), "行政许可法 第四十二条;unknown_law");
}

}  // namespace
}  // namespace oneseal
