// What papers say of findings, filled from what the plugin was asked about.
#include "cases/grounds.hpp"

#include <gtest/gtest.h>

#include "cases/context.hpp"
#include "cases/papers.hpp"
#include "support/documents.hpp"

namespace oneseal::cases {
namespace {

class GroundsTest : public testing::Test {
  protected:
    static VerdictFinding finding(const std::string& rule) {
        VerdictFinding finding;
        finding.rule = rule;
        finding.outcome = VerdictOutcome::deny;
        finding.message = {"请另选点位。", "Choose another place."};
        finding.basis = {
            {{"kind", "law"}, {"law", "fireworks_licensing_rules"}, {"article", "第十六条"}}};
        return finding;
    }

    void fill() {
        const Json input = {{"form", {{"area", 12}}},
                            {"facts", Json::object()},
                            {"survey", {{"fw01", {{"result", "fail"}, {"value", 30.0}}}}}};
        fill_grounds(verdict_,
                     matter_,
                     input.dump(),
                     {{"fireworks_licensing_rules", {"烟花爆竹经营许可实施办法", "Rules"}}});
    }

    std::vector<std::string> told(const std::vector<const VerdictFinding*>& findings) const {
        std::vector<std::string> reasons;
        for (const Json& one : told_findings(findings, county_)) {
            reasons.push_back(one["reason"]["zh-CN"]);
        }
        return reasons;
    }

    const Matter matter_ =
        matter_from_json(
            support::read_document("plugins/fireworks_retail/matters/fireworks_retail.json"))
            .value();
    CountyTerms county_{};
    Verdict verdict_{};
};

// LAW: 行政许可法 第三十八条 第二款
TEST_F(GroundsTest, NameTheMeasuredValueAndTheArticleOnce) {
    verdict_.findings = {finding("FW-02"), finding("SUR:fw01")};
    verdict_.reads["FW-02"] = {"facts.fx_nearest_fireworks_m"};
    fill();
    const VerdictFinding& rule = verdict_.findings[0];
    EXPECT_NE(rule.ground.zh_cn.find("30米"), std::string::npos) << rule.ground.zh_cn;
    EXPECT_NE(rule.ground.zh_cn.find("《烟花爆竹经营许可实施办法》第十六条"), std::string::npos);
    EXPECT_TRUE(rule.grounded);
    EXPECT_EQ(told({&rule, &verdict_.findings[1]}), std::vector{rule.ground.zh_cn});
    // Settled on record, the rule tells it no more: then the survey's own finding stands.
    EXPECT_EQ(told({&verdict_.findings[1]}), std::vector<std::string>{"请另选点位。"});
}

TEST_F(GroundsTest, AreNoneOfARuleThatCouldNotBeComputed) {
    verdict_.findings = {finding("FW-02")};
    verdict_.findings[0].failed = true;
    fill();
    EXPECT_TRUE(verdict_.findings[0].ground.zh_cn.empty());
}

TEST_F(GroundsTest, LeaveTheBasesToTheListWhereALawHasNoArticle) {
    verdict_.findings = {finding("FW-05")};
    verdict_.findings[0].basis[0]["article"] = nullptr;
    fill();
    EXPECT_FALSE(verdict_.findings[0].grounded);
    EXPECT_EQ(verdict_.findings[0].ground.en.find(", ."), std::string::npos)
        << verdict_.findings[0].ground.en;
}

}  // namespace
}  // namespace oneseal::cases
