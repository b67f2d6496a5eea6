// The project holds its own rules of style. What each rule finds is shown in samples_test.cpp.
#include <gtest/gtest.h>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

const std::filesystem::path root = ONESEAL_SOURCE_DIR;

const Tree& project() {
    static const Tree tree = read_tree(root);
    return tree;
}

// One line for each complaint: lists of a matcher are hard to read.
void expect_none(const Complaints& complaints) {
    for (const std::string& complaint : complaints) ADD_FAILURE() << complaint;
}

TEST(Style, TheProjectIsRead) {
    EXPECT_GT(project().size(), 50u);
}

TEST(Style, AFolderUsesOnlyFoldersAboveIt) {
    expect_none(layers(project()));
}

TEST(Style, ALibraryHasOneUser) {
    expect_none(sole_users(project()));
}

TEST(Style, HeavyHeadersStayOutOfHeaders) {
    expect_none(heavy_headers(project()));
}

TEST(Style, TheKernelNamesNoDepartment) {
    expect_none(named_departments(project()));
}

TEST(Style, SqlStandsInRepositories) {
    expect_none(stray_sql(project()));
}

TEST(Style, NothingIsLeftUnfinished) {
    expect_none(unfinished_words(project()));
}

TEST(Style, NoPathOfOneMachineIsNamed) {
    expect_none(machine_paths(project()));
}

TEST(Style, AFileIsShort) {
    expect_none(long_files(project()));
}

TEST(Style, TheKernelsCodeHoldsNoTextForPeople) {
    expect_none(chinese_in_code(project()));
}

TEST(Style, ChineseHasChinesePunctuation) {
    expect_none(half_width_punctuation(project()));
}

TEST(Style, EachLawTagIsInTheLawRegister) {
    expect_none(unlisted_laws(project()));
}

TEST(Style, EachArticleObeyedIsProved) {
    expect_none(unproved_laws(project()));
}

TEST(Style, EachLinkLeadsSomewhere) {
    expect_none(broken_links(project()));
}

TEST(Style, EachJsonFileCanBeRead) {
    expect_none(broken_json(project()));
}

TEST(Style, ClangFormatWouldChangeNothing) {
    if (run(root, {"clang-format", "--version"}).status != 0) GTEST_SKIP() << "no clang-format";
    std::vector<std::string> paths;
    for (const File& file : project()) {
        if (ends_in(file.path, {".cpp", ".hpp", ".h", ".c"})) paths.push_back(file.path);
    }
    expect_none(misformatted(root, paths));
}

TEST(Style, EachSdkHeaderCompilesAlone) {
    for (const File& file : project()) {
        if (!file.path.starts_with("sdk/include/") || !ends_in(file.path, {".h", ".hpp"})) continue;
        expect_none(dependent_header(root, file.path));
    }
}

}  // namespace
}  // namespace oneseal::style
