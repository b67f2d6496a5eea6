// Built surfaces over HTTP, beside the API.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/bureau.hpp"
#include "papers/page.hpp"
#include "services/surfaces/built_surface.hpp"

namespace oneseal::surfaces {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

const std::string monday = "2026-03-02T09:00:00+08:00";

class Serving : public testing::Test {
  protected:
    // Without departments, which nothing here is about.
    std::shared_ptr<Place> place() const {
        auto place = std::make_shared<Place>(Changes{.packages = no_packages_.path()});
        place->set("surfaces", {{"/", portal_.path()}, {"/console", console_.path()}});
        return place;
    }

    http::Response send(const std::string& method,
                        const std::string& target,
                        http::Fields headers = {}) {
        auto answer = client_.send(method, target, "", std::move(headers));
        EXPECT_TRUE(answer) << method << " " << target;
        return answer ? std::move(*answer) : http::Response{};
    }

    http::Response navigate(const std::string& target) {
        return send("GET", target, {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
    }

    static std::string of(const http::Response& response, const char* name) {
        return std::string(http::header(response.headers, name));
    }

    static void expect_unknown(const http::Response& response, const std::string& what) {
        EXPECT_EQ(response.status, 404) << what;
        EXPECT_EQ(of(response, "Content-Type"), "application/problem+json") << what;
        EXPECT_THAT(response.body, HasSubstr("HTTP_NO_ROUTE")) << what;
        EXPECT_EQ(of(response, "Cache-Control"), "no-store") << what;
    }

    const support::TemporaryDirectory no_packages_{};
    const BuiltSurface portal_{"portal"};
    const BuiltSurface console_{"console"};
    const Bureau bureau_{monday, place()};
    http::Client client_{"127.0.0.1", bureau_.port()};
};

TEST_F(Serving, AnswersFilesWithTypeCachingAndPolicy) {
    const http::Response script = send("GET", "/assets/index-D3f_kQ9x.js");
    EXPECT_EQ(script.status, 200);
    EXPECT_EQ(script.body, "export default " + std::string(500, '1'));
    EXPECT_EQ(of(script, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(of(script, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(of(script, "X-Content-Type-Options"), "nosniff");
    for (const char* path : {"/", "/index.html", "/sw.js", "/app.webmanifest", "/console/sw.js"}) {
        const http::Response file = send("GET", path);
        EXPECT_EQ(file.status, 200) << path;
        EXPECT_EQ(of(file, "Cache-Control"), "no-cache") << path;
        EXPECT_EQ(of(file, "Content-Security-Policy"),
                  "default-src 'none'; script-src 'self'; style-src 'self' " +
                      papers::style_source() +
                      "; connect-src 'self'; "
                      "img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; "
                      "worker-src 'self'; frame-src 'self' blob:; form-action 'self'; "
                      "base-uri 'none'; frame-ancestors 'none'")
            << path;
    }
}

TEST_F(Serving, AnswersHeadAndWhoHasTheFile) {
    const http::Response page = send("GET", "/", {{"Accept-Encoding", "br"}});
    EXPECT_EQ(of(page, "Content-Encoding"), "br");
    const http::Response head = send("HEAD", "/", {{"Accept-Encoding", "br"}});
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(of(head, "Content-Length"), std::to_string(page.body.size()));
    EXPECT_EQ(of(head, "ETag"), of(page, "ETag"));
    const http::Response same =
        send("GET", "/", {{"Accept-Encoding", "br"}, {"If-None-Match", of(page, "ETag")}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(of(same, "Content-Security-Policy"), of(page, "Content-Security-Policy"));
    EXPECT_EQ(send("GET", "/sw.js").status, 200) << "the connection goes on";
}

TEST_F(Serving, GivesTheIndexToNavigationsOfItsOwnSurface) {
    for (const char* path : {"/matters", "/matters/some/apply?step=2", "/apiary", "/consoles"}) {
        const http::Response page = navigate(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_THAT(page.body, HasSubstr("<title>portal")) << path;
        EXPECT_EQ(of(page, "Cache-Control"), "no-cache") << path;
    }
    for (const char* path : {"/console/", "/console/cases/1"}) {
        EXPECT_THAT(navigate(path).body, HasSubstr("<title>console")) << path;
    }
    EXPECT_THAT(send("GET", "/").body, HasSubstr("<title>portal")) << "it is a file too";
}

TEST_F(Serving, LeadsToTheFolderWithItsSlash) {
    const http::Response moved = navigate("/console?from=mail");
    EXPECT_EQ(moved.status, 308);
    EXPECT_EQ(of(moved, "Location"), "/console/?from=mail");
}

TEST_F(Serving, HasNoIndexForAMissingFileOrAProgram) {
    expect_unknown(navigate("/assets/index-gone1234.js"), "a missing asset");
    expect_unknown(navigate("/console/logo.png"), "a missing picture");
    expect_unknown(send("GET", "/matters"), "no navigation");
    expect_unknown(send("GET", "/matters", {{"Accept", "application/json"}}), "a program");
    const http::Response post = send("POST", "/matters");
    EXPECT_EQ(post.status, 405);
    EXPECT_EQ(of(post, "Allow"), "GET, HEAD");
}

TEST_F(Serving, LeavesTheApiAsItIs) {
    for (const char* path : {"/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v1/counties/"}) {
        expect_unknown(navigate(path), path);
        expect_unknown(send("POST", path), path);
        expect_unknown(send("DELETE", path), path);
    }
    EXPECT_EQ(send("GET", "/api/v1/counties").status, 200);
    EXPECT_EQ(send("GET", "/healthz").status, 200);
    EXPECT_EQ(send("GET", "/readyz").status, 200);
    EXPECT_EQ(send("PUT", "/api/v1/session").status, 405);
}

TEST_F(Serving, LetsNoPathOut) {
    portal_.put("late.txt", "put there after the start");
    expect_unknown(send("GET", "/late.txt"), "no request reads the disk");
    const std::string up = "%2e%2e";
    const std::vector<std::string> paths{"/../secret.txt",
                                         "/" + up + "/secret.txt",
                                         "/" + up + "%2fsecret.txt",
                                         "/..%2Fsecret.txt",
                                         "/assets/../../secret.txt",
                                         "/assets/" + up + "/" + up + "/secret.txt",
                                         "/assets/..%2f..%2fsecret.txt",
                                         "/console/" + up + "/" + up + "/secret.txt",
                                         "/..\\secret.txt",
                                         "/..%5csecret.txt",
                                         "/%5c..%5c..%5csecret.txt",
                                         "/%252e%252e/secret.txt",
                                         "//secret.txt",
                                         "/index.html%00.js",
                                         "/%00",
                                         "/%c0%ae%c0%ae/secret.txt",
                                         "/%zz",
                                         "/" + portal_.path("../secret.txt"),
                                         "/" + std::string(12'000, 'a'),
                                         "/" + std::string(6'000, '/') + ".txt"};
    for (const std::string& path : paths) {
        const http::Response response = send("GET", path);
        EXPECT_THAT(response.status, AnyOf(400, 404)) << path;
        EXPECT_THAT(response.body, Not(HasSubstr("the secret"))) << path;
        const http::Response page = navigate(path);
        EXPECT_THAT(page.status, AnyOf(200, 400, 404)) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("the secret"))) << path;
    }
    EXPECT_EQ(send("GET", "/" + std::string(20'000, 'a')).status, 431);
}

TEST_F(Serving, KeepsThePlainPageBesideThePortal) {
    const http::Response page = navigate("/plain?lang=en");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("What can be done here"));
    EXPECT_THAT(page.body, Not(HasSubstr("not open yet. To apply")));
    EXPECT_EQ(send("GET", "/plain.css").status, 200);
}

}  // namespace
}  // namespace oneseal::surfaces
