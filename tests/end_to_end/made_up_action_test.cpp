// An action that the kernel has never heard of: a document and two functions. It is checked,
// offered and described like those that are built in.
#include <gtest/gtest.h>

#include "cases/action.hpp"
#include "cases/clauses.hpp"
#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"

namespace oneseal {
namespace {

constexpr const char* document = R"({
  "title": {"zh-CN": "登记来电", "en": "note a call"},
  "hint": {"zh-CN": "登记申请人的来电。", "en": "Notes that the applicant called."},
  "place": "counter", "rank": 400, "from": ["submitted"], "roles": ["intake"],
  "law": [], "needs": [], "previews": [],
  "body": {
    "type": "object",
    "properties": {
      "said": {"type": "string", "maxLength": 20, "x-oneseal": {
        "title": {"zh-CN": "来电内容", "en": "What was said"}, "kind": "text"}},
      "on": {"type": "string", "x-oneseal": {
        "title": {"zh-CN": "来电日", "en": "Day of the call"}, "kind": "day"}}
    },
    "required": ["said"]
  },
  "papers": [], "emits": ["noted"]
})";

Result<void> lawful(const cases::Step&) {
    return {};
}

Result<void> perform(cases::Step& step) {
    const cases::Body body(step.body());
    step.emit(cases::Noted{"called", {{"said", body.text("said")}}});
    return {};
}

class AMadeUpAction : public testing::Test {
  protected:
    static void SetUpTestSuite() { cases::add_action({"note_a_call", document, lawful, perform}); }

    Bureau bureau_{"2026-03-02T09:00:00+08:00"};
};

TEST_F(AMadeUpAction, IsCheckedTakenAndKept) {
    Walk walk(bureau_);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau_.visitor("intake1");
    const Reply wrong =
        clerk.act(walk.number(), "note_a_call", {{"on", "昨天"}, {"who", "x"}, {"said", " "}});
    EXPECT_EQ(wrong.status, 422) << wrong.body;
    std::map<std::string, std::string> messages;
    for (const Json& one : wrong.body["errors"]) messages[one["pointer"]] = one["message"];
    EXPECT_EQ(messages.size(), 3U) << wrong.body;
    EXPECT_NE(messages["/on"].find("来电日"), std::string::npos) << wrong.body;
    EXPECT_NE(messages["/said"].find("来电内容"), std::string::npos) << wrong.body;
    EXPECT_TRUE(messages.contains("/who")) << wrong.body;

    walk.take("intake1", "note_a_call", {{"said", "询问进度"}, {"on", "2026-03-02"}});
    const Json events = clerk.get("/cases/" + walk.number() + "/events").body["events"];
    EXPECT_EQ(events.back()["kind"], "note_a_call") << events;
    EXPECT_EQ(bureau_.visitor("reviewer1").act(walk.number(), "note_a_call").status / 100, 4);
    walk.accept();
    EXPECT_EQ(clerk.act(walk.number(), "note_a_call", {{"said", "x"}}).code(), "ACTION_NOT_NOW");
}

TEST_F(AMadeUpAction, HasItsPlaceAmongTheActionsAndInTheContract) {
    Walk walk(bureau_);
    walk.file_at_the_counter(restaurant_at_the_counter());
    Visitor clerk = bureau_.visitor("intake1");
    const Json actions = clerk.get("/cases/" + walk.number() + "/actions").body["actions"];
    const auto found = std::find_if(actions.begin(), actions.end(), [](const Json& one) {
        return one["action"] == "note_a_call";
    });
    ASSERT_NE(found, actions.end()) << actions;
    EXPECT_EQ((*found)["allowed"], true);
    EXPECT_EQ((*found)["place"], "counter");
    EXPECT_EQ((*found)["body"]["required"], Json({"said"}));
    const Json contract = clerk.get("/api/v1/openapi.json").body;
    const Json path = contract["paths"]["/api/v1/counties/{c}/cases/{n}/actions/note_a_call"];
    EXPECT_EQ(path["post"]["summary"], "note a call") << path;
}

}  // namespace
}  // namespace oneseal
