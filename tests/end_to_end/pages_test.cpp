// Every paper that the bureau issues, as the page that people get: in both languages, on a screen
// and printed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "cases/papers.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/problems.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";
const std::string thursday = "2024-02-08T09:00:00+08:00";  // then silence: see silence_test.cpp

struct IssuedPage {
    int kind = 0;
    std::string language{};
    std::string html{};
    Json content{};
};

Json delivery() {
    return {{"way", "direct"},
            {"recipient", "王某示"},
            {"relation", "本人"},
            {"evidence", "签收单"},
            {"signature", "王某示"}};
}

// Serves the notices of acceptance and survey.
void serve_notices(Walk& walk) {
    const Json now = walk.now();
    for (const Json& paper : now["papers"]) {
        const int kind = paper["kind"];
        if (kind == 3 || kind == 6) {
            walk.take("intake1", "serve", served_directly(paper["id"]));
        }
    }
}

class Pages : public testing::Test {
  protected:
    void SetUp() override { fs::create_directories(folder_); }

    // The pages of a case's papers, as the legal officer reads them.
    void take_pages_of(const Bureau& bureau, const std::string& number) {
        for (const char* language : languages) {
            Visitor legal = bureau.visitor("legal1");
            legal.in(language);
            const std::string documents = "/cases/" + number + "/documents";
            const Json list = legal.get(documents).body["documents"];
            ASSERT_FALSE(list.empty());
            for (const Json& paper : list) {
                const std::string path = documents + "/" + paper["id"].get<std::string>();
                const Reply page = legal.get(path + ".html");
                ASSERT_EQ(page.status, 200) << page.text;
                EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
                expect_nothing_from_outside(page);
                pages_.push_back({paper["kind"], language, page.text, legal.get(path).body});
            }
        }
    }

    static void expect_nothing_from_outside(const Reply& page) {
        const std::string policy = page.header("Content-Security-Policy");
        EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
        for (const char* outside : {"<script", " src=", "url(", "@import", "href=\"http"}) {
            EXPECT_EQ(page.text.find(outside), std::string::npos) << outside;
        }
    }

    // Grant, refusal and every other end, so that each kind of paper is issued.
    void issue_all() {
        grant();
        refuse();
        ask_for_supplements();
        ask_after_silence();
        end_before_acceptance();
        recuse();
    }

    void grant() {
        Bureau bureau(monday);
        Walk walk(bureau);
        walk.file_as_wang();
        walk.accept().survey(good_survey_of_restaurant()).propose();
        walk.take("decider1",
                  "grant",
                  {{"facts", "申请人具有与经营项目相适应的场所、设备和人员，现场核查合格。"}})
            .take("seal1", "seal", Json::object());
        serve_notices(walk);
        walk.take("intake1", "deliver", delivery());
        bureau.jump_to("2026-03-03T00:00:00+08:00");
        EXPECT_TRUE(wait_until([&] { return walk.now()["state"] == "archived"; }));
        take_pages_of(bureau, walk.number());
    }

    void refuse() {
        Bureau bureau(monday);
        Walk walk(bureau);
        Json survey = good_survey_of_fireworks();
        survey["fw01"] = {{"result", "fail"}, {"value", 30.0}};
        walk.file_at_the_counter(fireworks_at_the_counter())
            .accept()
            .survey(survey)
            .propose("refuse");
        walk.take("decider1",
                  "refuse",
                  {{"facts", "核查人员到申请点位现场测量，点位以西有已取得许可的零售点一处。"}})
            .take("seal1", "seal", Json::object());
        take_pages_of(bureau, walk.number());
    }

    void ask_for_supplements() {
        Bureau bureau(monday);
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_without("fd03"))
            .take("intake1", "request_supplement", Json::object());
        walk.take("intake1", "serve", served_directly(walk.now()["notices"][0]["paper"]));
        bureau.advance(std::chrono::hours{1});
        walk.take(
            "intake1",
            "supplement",
            {{"signature", "王某示"}, {"materials", {{{"id", "fd03"}, {"kind", "original"}}}}});
        take_pages_of(bureau, walk.number());
    }

    void ask_after_silence() {
        Bureau bureau(thursday);
        Walk walk(bureau);
        walk.file_at_the_counter(restaurant_without("fd03"));
        bureau.jump_to("2024-02-22T09:00:00+08:00");
        ASSERT_TRUE(wait_until([&] { return walk.now()["state"] == "reviewing"; }));
        walk.take(walk.now()["reviewer"],
                  "request_materials",
                  {{"materials", {"fd03"}}, {"reason", "没有布局图，不能核查。"}, {"days", 5}})
            .take("seal1", "seal", Json::object());
        take_pages_of(bureau, walk.number());
    }

    void end_before_acceptance() {
        Bureau bureau(monday);
        Json form = restaurant_form();
        form["items"] = {"prepack_in_mix"};
        Walk none_needed(bureau);
        none_needed.file_at_the_counter(restaurant_at_the_counter(form))
            .take("intake1",
                  "not_needed",
                  {{"where_to_go", "到本局综合窗口办理仅销售预包装食品备案。"}});
        take_pages_of(bureau, none_needed.number());
        Walk no_power(bureau);
        no_power.file_at_the_counter(restaurant_at_the_counter())
            .take("intake1",
                  "no_power",
                  {{"right_authority", "乐山市行政审批局"},
                   {"reason", "经营场所在机场控制区内。"},
                   {"article", "《食品经营许可和备案管理办法》第六条"}});
        take_pages_of(bureau, no_power.number());
        Walk withdrawn(bureau);
        withdrawn.file_at_the_counter(restaurant_at_the_counter())
            .take("intake1",
                  "withdraw",
                  {{"signature", "王某示"},
                   {"reason", "另行选址。"},
                   {"evidence", "收件窗口卷宗第1页"}});
        take_pages_of(bureau, withdrawn.number());
    }

    void recuse() {
        Bureau bureau(monday);
        Walk walk(bureau);
        walk.file_as_wang();
        walk.accept();
        const Json reviewer = walk.now()["reviewer"];
        walk.take("wang",
                  "request_recusal",
                  {{"person", reviewer}, {"ground", "该工作人员是同街商户的亲属"}})
            .take("head1",
                  "answer_recusal",
                  {{"person", reviewer}, {"answer", "granted"}, {"reason", "情况属实。"}});
        take_pages_of(bureau, walk.number());
    }

    // Where the pages stay, to be looked at.
    const fs::path folder_ = ONESEAL_BINARY_DIR "/pages";
    std::vector<IssuedPage> pages_{};
};

std::string words_of(const std::string& html) {
    std::string text =
        std::regex_replace(html, std::regex("<style>[^]*?</style>|<svg[^]*?</svg>"), "");
    return std::regex_replace(text, std::regex("<[^>]*>"), "\n");
}

// The page as Chromium prints it; empty where it could not.
std::string printed_text(const fs::path& html) {
    const std::string pdf = fs::path(html).replace_extension("pdf").string();
    const std::string text = fs::path(html).replace_extension("txt").string();
    const std::string print =
        "chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer "
        "--print-to-pdf='" +
        pdf + "' 'file://" + html.string() + "' >/dev/null 2>&1 && pdftotext -layout '" + pdf +
        "' '" + text + "'";
    if (std::system(print.c_str()) != 0) return "";
    std::ifstream file(text);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    return text;
}

// What stands in the QR code.
std::string token_on(const std::string& html) {
    std::smatch found;
    return std::regex_search(html, found, std::regex("\\b511102-[0-9a-f]{24}\\b")) ? found.str()
                                                                                   : "";
}

// Of Chinese text: a half-width mark beside a character that is not ASCII.
bool has_half_width_marks(const std::string& text) {
    static const std::regex beside("[\x80-\xff][,;:?!()]|[,;:?!(][\x80-\xff]");
    return std::regex_search(text, beside);
}

TEST_F(Pages, AreOfficialPapersInBothLanguages) {
    issue_all();
    std::map<std::pair<int, std::string>, int> seen;
    for (const IssuedPage& page : pages_) {
        const bool chinese = page.language == "zh-CN";
        const std::string words = words_of(page.html);
        const std::string name = std::to_string(page.kind) + "-" + page.language;
        SCOPED_TRACE(name + ": " + words);
        const int nth = ++seen[{page.kind, page.language}];
        const fs::path file = folder_ / (name + "-" + std::to_string(nth) + ".html");
        std::ofstream(file) << page.html;
        if (nth == 1) {
            const std::string printed = without_blanks(printed_text(file));
            for (const Json& wanted : {page.content["title"], page.content["authority"]}) {
                const std::string shown = wanted[chinese ? "zh-CN" : "en"];
                EXPECT_NE(printed.find(without_blanks(shown)), std::string::npos) << shown;
            }
            const std::string text = page.content["text"][chinese ? "zh-CN" : "en"];
            const std::string first = text.substr(0, text.find('\n'));
            EXPECT_NE(printed.find(without_blanks(first)), std::string::npos) << first << printed;
            EXPECT_NE(printed.find("—1/"), std::string::npos) << "page n of m";
        }
        // workflow.md, section 6: what every paper has.
        const char* language = chinese ? "zh-CN" : "en";
        for (const Json& wanted : {page.content["authority"][language],
                                   page.content["title"][language],
                                   page.content["case_number"],
                                   page.content["contact"]["phone"]}) {
            EXPECT_NE(words.find(wanted.get<std::string>()), std::string::npos) << wanted;
        }
        const bool sealed = page.html.find("class=\"seal\"") != std::string::npos;
        EXPECT_EQ(sealed, page.content["seal"] != "");
        EXPECT_EQ(sealed, !token_on(page.html).empty()) << "only what is sealed can be verified";
        EXPECT_EQ(words.find("{{"), std::string::npos);
        static const std::regex ids(
            R"(\b(intake|reviewer|surveyor|decider|head|seal|legal)[0-9]\b|\b(FW|FOOD)-[0-9]|(SUR|FLD|MAT):|\b(draft|granted|deny|direct|online|original)\b)");
        std::smatch id;
        EXPECT_FALSE(chinese && std::regex_search(words, id, ids)) << id.str();
        EXPECT_FALSE(chinese && has_half_width_marks(words));
    }
    for (const cases::PaperTerms& terms : cases::all_paper_terms()) {
        for (const char* language : languages) {
            EXPECT_GT((seen[{terms.kind, language}]), 0) << terms.kind << " was never issued";
        }
    }
}

// LAW: 行政许可法 第四十条
TEST(APaperInHand, IsVerifiedByItsCode) {
    Bureau bureau(monday);
    Walk walk(bureau);
    walk.file_as_wang();
    walk.accept().survey(good_survey_of_restaurant()).propose();
    walk.take("decider1", "grant", {{"facts", "符合条件。"}});
    const auto token_of = [&](int kind) {
        const std::string id = walk.paper(kind)["paper"];
        return token_on(bureau.visitor("intake1")
                            .get("/cases/" + walk.number() + "/documents/" + id + ".html")
                            .text);
    };
    EXPECT_EQ(token_of(15), "") << "not before its seal";
    walk.take("seal1", "seal", Json::object());
    const std::string token = token_of(15);
    ASSERT_FALSE(token.empty());
    Visitor anybody = bureau.visitor();
    const Reply told = anybody.get("/verifications/" + token);
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.body["title"]["zh-CN"], "准予行政许可决定书");
    EXPECT_EQ(told.body["number"], walk.paper(15)["number"]);
    EXPECT_EQ(told.body["licence"]["valid"], true);
    EXPECT_EQ(told.text.find("王某示"), std::string::npos);
    EXPECT_NE(told.body["applicant"], Json(""));
    EXPECT_EQ(anybody.get("/verifications/" + token_of(3)).body["licence"], Json());
    EXPECT_EQ(token_of(1), "") << "a receipt bears no seal";
    for (const std::string& unknown :
         {"511126-" + token.substr(7), token.substr(0, 30), std::string("511102-%25")}) {
        EXPECT_EQ(anybody.get("/verifications/" + unknown).code(), "VERIFICATION_UNKNOWN")
            << unknown;
    }
}

TEST(APageThatIsNotWholeForItsReader, BearsNoSeal) {
    Bureau bureau(monday);
    Walk walk(bureau);
    Json survey = good_survey_of_restaurant();
    survey["fs01"] = {{"result", "fail"}, {"value", 10.0}};
    walk.file_as_wang();
    walk.accept().survey(survey).propose("refuse");
    walk.take("decider1", "refuse", {{"facts", "距污染源十米。"}})
        .take("seal1", "seal", Json::object());
    const std::string path = "/cases/" + walk.number() + "/documents/" +
                             walk.paper(16)["paper"].get<std::string>() + ".html";
    const Reply whole = bureau.visitor("wang").get(path);
    EXPECT_NE(whole.text.find("class=\"seal\""), std::string::npos);
    EXPECT_NE(whole.text.find("距污染源十米"), std::string::npos);
    const Reply result = bureau.visitor("regulator1").get(path);
    ASSERT_EQ(result.status, 200) << result.text;
    EXPECT_EQ(result.text.find("class=\"seal\""), std::string::npos);
    EXPECT_EQ(token_on(result.text), "");
    EXPECT_NE(result.text.find("节录"), std::string::npos);
    EXPECT_NE(result.text.find("食品安全法"), std::string::npos) << "the bases with their laws";
    EXPECT_EQ(result.text.find("距污染源十米"), std::string::npos);
}

}  // namespace
}  // namespace oneseal
