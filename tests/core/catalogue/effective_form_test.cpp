// What does not count of a form binds nobody.
#include "catalogue/effective_form.hpp"

#include <gtest/gtest.h>

namespace oneseal {
namespace {

using Pointers = std::vector<std::string>;

Matter matter_with_parties() {
    Matter matter;
    matter.document = {
        {"party",
         {{"name", "/name"}, {"code", {"/code", "/a~1b"}}, {"agent", {{"code", "/agent_id"}}}}}};
    FactTerms fact;
    fact.from = {{"register", "bans"}, {"key", {"/manager_id"}}};
    matter.facts = {fact, {}};
    return matter;
}

TEST(TheEffectiveForm, LacksWhatIsIgnored) {
    const Json form = {{"code", "c"}, {"a/b", "x"}, {"~", 1}, {"name", "n"}};
    EXPECT_EQ(effective_form(form, {"/a~1b", "/~0", "/code"}), (Json{{"name", "n"}}));
    // What a plugin might say that is no pointer to a key of it changes nothing.
    EXPECT_EQ(effective_form(form, {"", "/", "code", "/code/0", "/none", "~"}), form);
}

TEST(AnIgnoredParty, IsOneThatTheFormAnswersAndSomebodyIsLookedUpBy) {
    Json form = {{"code", "c"}, {"a/b", "x"}, {"agent_id", "y"}, {"manager_id", "z"}, {"o", 1}};
    Pointers left_out;
    EXPECT_TRUE(leave_out_parties(matter_with_parties(),
                                  {"/o", "/a~1b", "/manager_id", "/agent_id", "/name"},
                                  form,
                                  left_out));
    EXPECT_EQ(left_out, (Pointers{"/a~1b", "/manager_id", "/agent_id"}));
    EXPECT_EQ(form, (Json{{"code", "c"}, {"o", 1}}));
    EXPECT_FALSE(leave_out_parties(matter_with_parties(), {"/o", "/a~1b"}, form, left_out));
}

}  // namespace
}  // namespace oneseal
