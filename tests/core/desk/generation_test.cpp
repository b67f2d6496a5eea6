// How configuration and packages become a assembly.
#include "desk/generation.hpp"

#include <gtest/gtest.h>

#include "crypto/digest.hpp"
#include "support/documents.hpp"

namespace oneseal::desk {
namespace {

using support::read_document;
using support::read_documents;

GenerationSources sources() {
    GenerationSources sources;
    sources.counties = {read_document("config/counties/511102.json")};
    sources.laws = read_documents("config/laws");
    sources.calendars = read_documents("config/calendars");
    sources.remedies = read_document("config/remedies.json");
    sources.today = *sdk::parse_day("2026-03-02");
    InstalledPackage package{"a_department", "1.0.0", "digest"};
    package.department = read_document("plugins/food_business/department.json");
    package.matters = {read_document("plugins/food_business/matters/food_business.json")};
    sources.packages = {package};
    return sources;
}

TEST(ABureau, StartsWithoutAnyDepartment) {
    GenerationSources empty = sources();
    empty.packages.clear();
    const auto assembly = assemble(empty);
    ASSERT_TRUE(assembly);
    EXPECT_TRUE(assembly->county("511102")->matters.empty());
    EXPECT_EQ(assembly->county("511126"), nullptr);
}

// LAW: 行政复议法 第二十条
// LAW: 行政复议法 第二十四条
TEST(ABureau, TellsItsOwnRemedies) {
    const auto assembly = assemble(sources());
    ASSERT_TRUE(assembly);
    const Json& refusal = assembly->county("511102")->terms.remedies["refusal"];
    EXPECT_NE(refusal["zh-CN"].get<std::string>().find("乐山市市中区人民政府"), std::string::npos);
    EXPECT_EQ(refusal.dump().find("{government}"), std::string::npos);
    EXPECT_EQ(refusal.dump().find("{court}"), std::string::npos);
}

TEST(ABureau, KeepsAMatterOfAPackageThatIsNotEnabledOutOfReach) {
    const auto assembly = assemble(sources());
    ASSERT_TRUE(assembly);
    // The county's document enables other packages than this one.
    EXPECT_FALSE(assembly->county("511102")->matters.at("food_business").enabled);
}

TEST(ABureau, TakesFilingsUnderTheNewestVersionAndKeepsCasesUnderTheirs) {
    GenerationSources changed = sources();
    for (const char* version : {"1.10.0", "1.9.0"}) {
        InstalledPackage package = sources().packages[0];
        package.version = version;
        changed.packages.insert(changed.packages.begin(), package);
    }
    // What the older versions rest on was in force when they were the newest.
    changed.packages[2].matters[0]["materials"][0]["basis"] = Json::array();
    const auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    const County& county = *assembly->county("511102");
    EXPECT_EQ(county.matters.at("food_business").version, "1.10.0");
    cases::Case now;
    now.matter = "food_business";
    now.filing.variant = "new";
    EXPECT_EQ(county.matter_of(now)->version, "1.10.0");
    now.pin = {"a_department", "1.0.0", "", ""};
    EXPECT_EQ(county.matter_of(now)->version, "1.0.0");
    EXPECT_EQ(county.newer_than(now)->version, "1.10.0");
    now.pin.version = "1.10.0";
    EXPECT_EQ(county.newer_than(now), nullptr);
    now.pin.version = "1.1.0";
    EXPECT_EQ(county.matter_of(now), nullptr);
    now.pin = {"another_department", "1.0.0", "", ""};
    EXPECT_EQ(county.matter_of(now), nullptr);
    now.state = cases::State::archived;
    EXPECT_EQ(county.matter_of(now)->version, "1.10.0") << "to be read";
    now.filing.variant = "no_longer_there";
    EXPECT_EQ(county.newer_than(now), nullptr);
}

TEST(ABureau, RefusesOneVersionTwiceAndOneMatterInTwoPackages) {
    GenerationSources changed = sources();
    changed.packages.push_back(changed.packages[0]);
    auto assembly = assemble(changed);
    ASSERT_FALSE(assembly);
    EXPECT_EQ(assembly.error().id, "PACKAGE_TWICE");

    changed.packages[1].id = "another_department";
    assembly = assemble(changed);
    ASSERT_FALSE(assembly);
    EXPECT_EQ(assembly.error().id, "MATTER_TWICE");
}

// LAW: 行政许可法 第二十五条
TEST(ABureau, LeavesAMatterThatIsNoLicenceOut) {
    GenerationSources changed = sources();
    changed.packages[0].matters[0]["nature"] = "filing";
    const auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    EXPECT_TRUE(assembly->county("511102")->matters.empty());
    ASSERT_EQ(assembly->left_out.size(), 1);
    EXPECT_EQ(assembly->left_out[0].package, "a_department 1.0.0");
    EXPECT_EQ(assembly->left_out[0].why.id, "MATTER_NATURE");
}

// LAW: 行政许可法 第十六条
// LAW: 优化营商环境条例 第三十五条
TEST(ABureau, TakesNoFilingsByAMaterialWithoutBasisOrALawNotInForce) {
    GenerationSources changed = sources();
    changed.packages[0].matters[0]["materials"][0]["basis"] = Json::array();
    auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    EXPECT_TRUE(assembly->county("511102")->matters.empty());
    ASSERT_EQ(assembly->left_out.size(), 1);
    EXPECT_EQ(assembly->left_out[0].why.id, "MATTER_BASIS");
    EXPECT_EQ(assembly->left_out[0].why.findings.at(0).pointer, "/materials/0/basis");

    changed = sources();
    changed.today = *sdk::parse_day("2003-01-01");
    assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    EXPECT_TRUE(assembly->county("511102")->matters.empty());
    EXPECT_EQ(assembly->left_out.at(0).why.id, "MATTER_BASIS");
}

TEST(ABureau, GoesOnUnderTheLastVersionThatHolds) {
    GenerationSources changed = sources();
    changed.packages.push_back(changed.packages[0]);
    changed.packages[1].version = "2.0.0";
    changed.packages[1].matters[0]["materials"][0]["basis"] = Json::array();
    const auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    const County& county = *assembly->county("511102");
    EXPECT_EQ(county.matters.at("food_business").version, "1.0.0");
    EXPECT_EQ(assembly->left_out.at(0).package, "a_department 2.0.0");
    // Cases that were filed while it held are still under it, and nothing newer is asked for them.
    cases::Case now;
    now.matter = "food_business";
    now.filing.variant = "new";
    now.pin = {"a_department", "2.0.0", "", ""};
    EXPECT_EQ(county.matter_of(now)->version, "2.0.0");
    EXPECT_EQ(county.newer_than(now), nullptr);
}

TEST(ABureau, RefusesANoticeThatContradictsItself) {
    GenerationSources changed = sources();
    for (Json& notice : changed.calendars) notice["workdays"] = notice["days_off"];
    const auto assembly = assemble(changed);
    ASSERT_FALSE(assembly);
    EXPECT_EQ(assembly.error().id, "CALENDAR_NOTICE");
}

TEST(ABureau, FindsACasesPackageByItsDigestAndNotByItsVersion) {
    GenerationSources changed = sources();
    changed.packages[0].digest = "of today";
    InstalledPackage kept = sources().packages[0];
    kept.digest = "of the filing";
    kept.kept = true;
    changed.packages.push_back(kept);
    const auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    const County& county = *assembly->county("511102");
    cases::Case filed;
    filed.matter = "food_business";
    filed.state = cases::State::submitted;
    const auto digest_of = [&](const std::string& pinned) -> std::string {
        filed.pin = {"a_department", "1.0.0", pinned, ""};
        const MatterInForce* found = county.matter_of(filed);
        return found == nullptr ? "none" : found->package_digest;
    };
    EXPECT_EQ(digest_of("of today"), "of today");
    EXPECT_EQ(digest_of("of the filing"), "of the filing");
    EXPECT_EQ(digest_of("of somebody else"), "none");
    // An ended case is only read any more; a draft has no pin yet.
    filed.state = cases::State::delivered;
    EXPECT_EQ(digest_of("of somebody else"), "of today");
    filed.state = cases::State::draft;
    EXPECT_EQ(digest_of(""), "of today");
}

TEST(ABureau, TakesNoFilingsUnderWhatLiesOnlyOnTheShelf) {
    GenerationSources changed = sources();
    InstalledPackage kept = sources().packages[0];
    kept.version = "9.0.0";
    kept.digest = "kept";
    kept.kept = true;
    changed.packages.push_back(kept);
    const auto assembly = assemble(changed);
    ASSERT_TRUE(assembly);
    EXPECT_EQ(assembly->county("511102")->matter("food_business")->version, "1.0.0");
    changed.packages.erase(changed.packages.begin());
    const auto alone = assemble(changed);
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->county("511102")->matter("food_business"), nullptr);
}

TEST(ABureau, NamesTheEffectiveMatterByItsDigest) {
    GenerationSources changed = sources();
    const auto digests = [&] {
        const auto assembly = assemble(changed);
        const MatterInForce& matter = *assembly->county("511102")->matter("food_business");
        EXPECT_EQ(crypto::sha256_hex(effective_matter(matter)), matter.matter->digest);
        return matter.matter->digest;
    };
    const std::string before = digests();
    changed.counties[0]["settings"]["promised_days"]["food_business"]["new"] = 3;
    const std::string promised = digests();
    EXPECT_NE(promised, before);
    changed.counties[0]["matters"]["food_business"]["short_code"] = "9999";
    EXPECT_NE(digests(), promised);
}

}  // namespace
}  // namespace oneseal::desk
