// A case is found by whatever people know of it, by those who may read it, and soon after it has
// changed.
#include <gtest/gtest.h>

#include "end_to_end/applications.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/hand.hpp"

namespace oneseal {
namespace {

const std::string monday = "2026-03-02T09:00:00+08:00";

std::set<std::string> found(Visitor& visitor, const std::string& text) {
    const Reply reply = visitor.get("/cases?q=" + escaped(text));
    EXPECT_EQ(reply.status, 200) << reply.text;
    std::set<std::string> numbers;
    for (const Json& row : reply.body["cases"]) numbers.insert(row["number"]);
    return numbers;
}

class Search : public testing::Test {
  protected:
    Search() {
        restaurant_.file_at_the_counter(restaurant_at_the_counter());
        shop_.file_at_the_counter(fireworks_at_the_counter());
        EXPECT_TRUE(wait_until([&] { return found(clerk_, "示例").size() == 2; }));
    }

    Bureau bureau_{monday};
    Walk restaurant_{bureau_};
    Walk shop_{bureau_};
    Visitor clerk_ = bureau_.visitor("intake1");
};

TEST_F(Search, FindsByNameCodeMobileNumberAndTheirLastDigits) {
    using Numbers = std::set<std::string>;
    const Json form = restaurant_form();
    const std::string uscc = form["uscc"];
    for (const std::string& text : {uscc,
                                    uscc.substr(0, 8),
                                    uscc.substr(12),
                                    std::string("00000003"),
                                    restaurant_.number(),
                                    std::string("海棠街道示例巷")}) {
        EXPECT_EQ(found(clerk_, text), Numbers{restaurant_.number()}) << text;
    }
    // A name of two characters, and both parts of what is looked for.
    EXPECT_EQ(found(clerk_, "嘉州"), Numbers{shop_.number()});
    EXPECT_EQ(found(clerk_, "示例 烟花爆竹"), Numbers{shop_.number()});
    // The characters of a name in another order are another name.
    EXPECT_EQ(found(clerk_, "州嘉"), Numbers{});
    EXPECT_EQ(found(clerk_, "nobody"), Numbers{});
    for (const char* blank : {"（）", "%", "\"", "- '"}) {
        const Reply reply = clerk_.get("/cases?q=" + escaped(blank));
        EXPECT_EQ(reply.code(), "SEARCH_TOO_SHORT") << blank;
    }
    // What the query language of the index means something by is looked for as it is.
    for (const char* odd : {"示例 OR 无", "NOT 示例", "words:示例", "NEAR(示例)"}) {
        EXPECT_EQ(found(clerk_, odd), Numbers{}) << odd;
    }
}

TEST_F(Search, ShowsOnlyWhatTheReaderMayRead) {
    Visitor keeper = bureau_.visitor("seal1");
    EXPECT_EQ(keeper.get("/cases?q=" + escaped("示例")).code(), "FILTER_STAFF_ONLY");
    Visitor wang = bureau_.visitor("wang");
    EXPECT_FALSE(found(wang, shop_.number()).contains(shop_.number()));
    Visitor elsewhere = bureau_.visitor("511126/intake1");
    EXPECT_EQ(elsewhere.get("/cases?q=x").status, 403);
    const Reply other = elsewhere.get("/api/v1/counties/511126/cases?q=" + escaped("示例"));
    ASSERT_EQ(other.status, 200) << other.text;
    EXPECT_TRUE(other.body["cases"].empty()) << "of another county's cases";
}

TEST_F(Search, IsFilledAnewWhenItWasThrownAway) {
    const auto place = bureau_.place();
    bureau_.close();
    {
        Hand hand(*place);
        hand.write("DELETE FROM case_words");
        hand.write("DELETE FROM word_positions");
    }
    Bureau again(monday, place);
    Visitor clerk = again.visitor("intake1");
    EXPECT_TRUE(wait_until([&] { return found(clerk, "示例").size() == 2; }));
}

}  // namespace
}  // namespace oneseal
