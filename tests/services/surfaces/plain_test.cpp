// The plain page and its form, as they come from a whole installation.
#include "surfaces/plain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "surfaces/plain_text.hpp"

namespace oneseal::surfaces {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";

// Where no department is needed, none is started.
const support::TemporaryDirectory& no_packages() {
    static const support::TemporaryDirectory directory;
    return directory;
}

class Reader {
  public:
    explicit Reader(const Bureau& bureau) : client_("127.0.0.1", bureau.port()) {}

    http::Response get(const std::string& target, const std::string& language = {}) {
        http::Fields headers{{"Accept", "text/html"}};
        if (!language.empty()) headers.emplace_back("Accept-Language", language);
        auto answer = client_.send("GET", target, "", headers);
        EXPECT_TRUE(answer) << target;
        return answer ? std::move(*answer) : http::Response{};
    }

    http::Response verify(const std::string& code, const std::string& more = "&county=511102") {
        return get("/plain/verify?lang=en&code=" + escaped(code) + more);
    }

  private:
    http::Client client_;
};

void expect_plain(const http::Response& page) {
    EXPECT_EQ(http::header(page.headers, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(http::header(page.headers, "Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'");
    for (const char* not_there : {"<script", "<style", " style=", "http:", "https:", "{{"}) {
        EXPECT_EQ(page.body.find(not_there), std::string::npos) << not_there;
    }
    EXPECT_FALSE(std::regex_search(page.body, std::regex("<[^>]* on[a-z]+=")));
}

TEST(ThePlainPage, TellsWhatCanBeDoneInBothLanguages) {
    const Bureau bureau(monday);
    Reader reader(bureau);
    const http::Response chinese = reader.get("/");
    ASSERT_EQ(chinese.status, 200);
    expect_plain(chinese);
    for (const char* told : {"<html lang=\"zh-CN\">",
                             "乐山市市中区行政审批局",
                             "0833-5550102",
                             "由市场监督管理局划转",
                             "烟花爆竹经营（零售）许可",
                             "<td>6个工作日</td><td>20个工作日</td>",  // the county's own promise
                             "<td>当场或者\u200b1个工作日</td><td>10个工作日</td>",
                             "不收费",
                             "href=\"/api/v1/counties/511102/matters/fireworks_retail\"",
                             "href=\"?lang=en\""}) {
        EXPECT_THAT(chinese.body, HasSubstr(told));
    }
    const http::Response english = reader.get("/", "en-GB,en;q=0.9");
    expect_plain(english);
    EXPECT_THAT(english.body, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(english.body, HasSubstr("<td>At once or 1 working day</td><td>20 working days"));
    EXPECT_EQ(http::header(english.headers, "Content-Language"), "en");
    EXPECT_EQ(reader.get("/?lang=en").body, english.body);
    EXPECT_EQ(reader.get("/?lang=zh-CN", "en").body, chinese.body);
    EXPECT_EQ(reader.get("/plain").body, chinese.body);
    int varies = 0;
    for (const auto& [name, value] : english.headers) varies += value == "Accept-Language";
    EXPECT_EQ(varies, 1) << "a cache must not give it to another reader";
}

TEST(ThePlainPage, HasNoLinkThatLeadsNowhere) {
    const Bureau bureau(monday);
    Reader reader(bureau);
    const std::string page = reader.get("/").body;
    static const std::regex link("(?:href|action)=\"([^\":#]+)\"");
    std::set<std::string> links;
    for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at) {
        links.insert((*at)[1]);
    }
    EXPECT_GT(links.size(), 8U);
    for (const std::string& target : links) {
        const std::string whole = target.starts_with('?') ? "/" + target : target;
        const int expected = target == "/plain/verify" ? 422 : 200;
        EXPECT_EQ(reader.get(whole).status, expected) << target;
    }
    EXPECT_EQ(http::header(reader.get("/plain.css").headers, "Content-Type"),
              "text/css; charset=utf-8");
    EXPECT_EQ(reader.get("/nothing").status, 404);
}

TEST(ThePlainPage, EscapesWhatDocumentsSay) {
    const std::string bad = "<script>alert(\"1\")</script>&'";
    Changes changes{.packages = no_packages().path()};
    changes.county = [&](Json& county) {
        county["bureau"]["title"]["zh-CN"] = bad;
        county["title"]["zh-CN"] = bad;
        county["bureau"]["phone"] = bad;
    };
    const Bureau bureau(monday, changes);
    const http::Response page = Reader(bureau).get("/");
    expect_plain(page);
    EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;"));
    EXPECT_THAT(page.body, HasSubstr("目前没有可以办理的事项。"));
}

TEST(ThePlainPage, UsesEachOfItsWordsAndNoOther) {
    std::set<std::string> known;
    const Json words = Json::parse(plain_words);
    for (const auto& [key, text] : words.items()) {
        EXPECT_FALSE(text.value("zh-CN", "").empty()) << key;
        EXPECT_FALSE(text.value("en", "").empty()) << key;
        known.insert(key);
    }
    static const std::regex tag("w\\.([a-z_]+)");
    for (const std::string page : {plain_template, form_template, result_template}) {
        for (std::sregex_iterator at(page.begin(), page.end(), tag), end; at != end; ++at) {
            EXPECT_TRUE(known.contains((*at)[1])) << (*at)[1];
        }
    }
}

// The code of a sealed decision to grant.
std::string granted(const Bureau& bureau) {
    Walk walk(bureau);
    walk.file_as_wang();
    walk.accept().survey(good_survey_of_restaurant()).propose();
    walk.take("decider1", "grant", {{"facts", "符合条件。"}}).take("seal1", "seal", Json::object());
    const std::string path = "/cases/" + walk.number() + "/documents/" +
                             walk.paper(15)["paper"].get<std::string>() + ".html";
    const std::string page = bureau.visitor("intake1").get(path).text;
    std::smatch token;
    EXPECT_TRUE(std::regex_search(page, token, std::regex("\\b511102-[0-9a-f]{24}\\b"))) << page;
    return token.str();
}

TEST(TheForm, TellsOfAPaperAndOfItsLicence) {
    const Bureau bureau(monday);
    const std::string token = granted(bureau);
    const Json told = bureau.visitor().get("/verifications/" + token).body;

    Reader reader(bureau);
    // The code's own county counts, and blanks are none of it.
    const http::Response paper = reader.verify(" " + token + "\n", "&county=511126");
    ASSERT_EQ(paper.status, 200) << paper.body;
    expect_plain(paper);
    EXPECT_EQ(http::header(paper.headers, "Cache-Control"), "no-store");
    for (const std::string& line : {std::string("The authority has made this paper and sealed it."),
                                    told["number"].get<std::string>(),
                                    told["applicant"].get<std::string>(),
                                    told["licence"]["number"].get<std::string>(),
                                    std::string("<dt>Sealed on</dt><dd>2026-03-02</dd>")}) {
        EXPECT_THAT(paper.body, HasSubstr(line));
    }
    EXPECT_THAT(paper.body, Not(HasSubstr("王某示"))) << "masked, as the API masks";
    EXPECT_EQ(reader.verify(told["sha256"]).body, paper.body) << "by its printed digest";

    const std::string number = told["licence"]["number"];
    const http::Response licence = reader.verify(number);
    EXPECT_EQ(licence.status, 200);
    EXPECT_THAT(licence.body, HasSubstr("The licence is valid."));
    EXPECT_EQ(reader.verify(number, "&county=511126").status, 404);
}

TEST(TheForm, SaysOfALicenceThatHasEndedThatItHas) {
    Bureau bureau(monday);
    const std::string token = granted(bureau);
    const std::string number =
        bureau.visitor().get("/verifications/" + token).body["licence"]["number"];
    bureau.jump_to("2036-03-02T09:00:00+08:00");
    Reader reader(bureau);
    EXPECT_THAT(reader.verify(number).body, HasSubstr("The licence is not valid now."));
    EXPECT_THAT(reader.verify(token).body, HasSubstr("but the licence is not valid now."));
}

TEST(TheForm, AnswersWhatIsUnknownOrMissingWithAPage) {
    const Bureau bureau(monday, {.packages = no_packages().path()});
    Reader reader(bureau);
    const http::Response unknown = reader.verify("511102-" + std::string(24, '0'));
    EXPECT_EQ(unknown.status, 404);
    expect_plain(unknown);
    EXPECT_THAT(unknown.body, HasSubstr("No paper of this code bears a seal"));
    EXPECT_THAT(unknown.body, HasSubstr("ask this authority by telephone"));
    EXPECT_EQ(reader.verify("JY25111020000001").status, 404);
    EXPECT_EQ(reader.verify("JY25111020000001", "&county=999999").status, 404);
    for (const std::string& nothing : {std::string(), std::string(" "), std::string(101, '1')}) {
        const http::Response page = reader.verify(nothing);
        EXPECT_EQ(page.status, 422);
        EXPECT_THAT(page.body, HasSubstr("Choose where the authority is"));
    }
    EXPECT_EQ(reader.verify("1", "").status, 422) << "no county";
    const std::string bad = "\"><script>alert(1)</script>";
    const http::Response page = reader.verify(bad, "&county=" + escaped(bad));
    EXPECT_EQ(page.status, 404);
    expect_plain(page);
    EXPECT_THAT(page.body, HasSubstr("value=\"&quot;&gt;&lt;script&gt;"));
    EXPECT_THAT(reader.get("/plain/verify", "zh-CN").body, HasSubstr("请选择所在地"));
}

TEST(TheForm, AsksNoMoreOftenThanAnybodyMay) {
    auto place = std::make_shared<Place>(Changes{.packages = no_packages().path()});
    place->set(
        "limits",
        {{"body_bytes", 1 << 20}, {"upload_bytes", 1 << 20}, {"verifications_per_minute", 2}});
    const Bureau bureau(monday, place);
    Reader reader(bureau);
    int status = 404;
    for (int i = 0; i < 10 && status == 404; ++i) status = reader.verify("1").status;
    const http::Response waits = reader.verify("1");
    EXPECT_EQ(waits.status, 429);
    expect_plain(waits);
    EXPECT_NE(http::header(waits.headers, "Retry-After"), "");
}

}  // namespace
}  // namespace oneseal::surfaces
