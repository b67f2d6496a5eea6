// Sealing, serving, delivering, archiving, alarms.
#include "cases/papers.hpp"
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

class CompletionTest : public CaseTest {
  protected:
    void reach(const std::string& outcome) {
        Json form = good_form();
        if (outcome == "refuse") form["special_room"] = 0;
        submit(form);
        accept();
        survey();
        decide_to(outcome);
    }
    // A notice that nobody answers, where a law says that this ends the case.
    void end_by_itself() {
        submit(good_form(), {"fd01", "fd02", "fd04"});
        notify_and_serve();
        wait_until("2024-02-24 00:00");
        ASSERT_EQ(case_.state, State::terminated);
    }
};

using SealTest = CompletionTest;

// LAW: 行政许可法 第三十九条 第一款
TEST_F(SealTest, IsOneActForDecisionAndCertificateAndCertifiesAtOnce) {
    reach("grant");
    EXPECT_EQ(refusal("seal1", "seal", {{"approver", "head1"}}), "ACTION_BODY");
    EXPECT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(case_.state, State::certified);
    EXPECT_EQ(paper(17)["licence"], case_.decision.licence);
    EXPECT_EQ(paper(17)["certificate_number"], case_.decision.licence_number);
    const Json& log = paper(28);
    ASSERT_EQ(log["papers"].size(), 2U);
    EXPECT_EQ(log["papers"][0]["sha256"], record(15).content_sha256);
    EXPECT_EQ(log["papers"][1]["sha256"], record(17).content_sha256);
    EXPECT_EQ(log["applied_by"], "己一（示例）");
    EXPECT_EQ(log["approver"], "丁一（示例）");
    EXPECT_EQ(record(15).sealed_at, record(17).sealed_at);
    EXPECT_EQ(content_digest(paper(15)), record(15).content_sha256);
}

TEST_F(SealTest, OfARefusalMakesNoCertificate) {
    reach("refuse");
    EXPECT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(case_.state, State::sealed);
    EXPECT_EQ(paper(28)["papers"].size(), 1U);
}

TEST_F(SealTest, IsNotOfTheDrafters) {
    reach("grant");
    for (const std::string& drafter : {case_.people.reviewer, std::string("decider1")}) {
        officer(drafter).roles.insert(Role::seal_keeper);
        EXPECT_EQ(refusal(drafter, "seal"), "SOD-5") << drafter;
    }
    EXPECT_EQ(refusal("decider2", "seal"), "ROLE_MISSING");
}

TEST_F(SealTest, IsOwedByEveryPaperOfTheLicensingSeal) {
    submit();
    EXPECT_EQ(refusal("seal1", "seal"), "NOTHING_TO_SEAL");
    end_by_itself();
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(23))), "PAPER_NOT_SEALED");
    // A timer made the paper, so an officer has to answer for the seal, and not its keeper.
    for (const Json& body :
         {Json::object(), Json{{"approver", "intake2"}}, Json{{"approver", "applicant"}}}) {
        EXPECT_EQ(refusal("seal1", "seal", body), "ACTION_BODY") << body;
    }
    EXPECT_EQ(refusal("seal1", "seal", {{"approver", "head1"}}), "");
    EXPECT_EQ(paper(28)["approver"], "戊一（示例）");
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(23))), "");
}

// Whoever serves at the counter answers for no seal, whatever else they are.
TEST_F(SealTest, IsNotApprovedByAClerk) {
    submit();
    officer("intake2").roles.insert(Role::decider);
    officer("intake2").formal = true;
    ASSERT_EQ(refusal("intake2",
                      "terminate",
                      {{"ground", "applicant_died"},
                       {"reason", "申请人死亡"},
                       {"basis", {{{"law", "licensing_law"}, {"article", "第七十条第二项"}}}}}),
              "");
    EXPECT_EQ(refusal("seal1", "seal"), "ACTION_BODY");
    EXPECT_EQ(refusal("seal1", "seal", {{"approver", "head1"}}), "");
    EXPECT_EQ(paper(28)["approver"], "戊一（示例）");
}

TEST_F(SealTest, IsAlarmedAfterTheDayOfTheDecision) {
    reach("grant");
    EXPECT_EQ(fires("alarm/sealing"), "2024-02-09T00:00:00.000+08:00");
    wait_until("2024-02-09 09:00");
    EXPECT_EQ(case_.alarms.at("sealing"), day("2024-02-08"));
    EXPECT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(fires("alarm/sealing"), "");
}

using ServiceTest = CompletionTest;

// LAW: 行政许可法 第二十六条 第一款
TEST_F(ServiceTest, OfEachPaperHasItsProof) {
    submit();
    accept();
    EXPECT_EQ(refusal("decider1", "serve", served(last_paper(3))), "ROLE_MISSING")
        << "one counter hands out";
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(3))), "");
    const Json& proof = paper(18);
    EXPECT_EQ(proof["served_papers"][0]["title"]["zh-CN"], "受理通知书");
    for (const char* field :
         {"recipient", "relation", "way", "served_at", "signature", "witness", "evidence"}) {
        EXPECT_TRUE(proof.contains(field)) << field;
    }
    EXPECT_NE(record(3).served_at, "");
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(3))), "ACTION_BODY") << "only once";
    EXPECT_EQ(refusal("intake2", "serve", served("99-1")), "ACTION_BODY") << "no such paper";
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(18))), "ACTION_BODY") << "internal";
}

// LAW: 国务院关于在线政务服务的若干规定 第八条
TEST_F(ServiceTest, ByElectronicWayNeedsTheConsent) {
    submit();
    accept();
    Json body = {{"papers", Json::array({last_paper(3)})},
                 {"way", "electronic"},
                 {"recipient", "x"},
                 {"evidence", "到达"}};
    case_.filing.submission.electronic_service = false;
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY");
    case_.filing.submission.electronic_service = true;
    EXPECT_EQ(refusal("intake2", "serve", body), "");
}

TEST_F(ServiceTest, OfEachWayHasItsOwnProof) {
    submit();
    accept();
    Json body = {{"papers", Json::array({last_paper(3)})},
                 {"way", "direct"},
                 {"recipient", "x"},
                 {"evidence", "e"}};
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY") << "the receipt is signed";
    body["way"] = "left";
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY") << "papers left need a witness";
    body["way"] = "pigeon";
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY");
    body["way"] = "post";
    body.erase("evidence");
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY");
    body["way"] = "left";
    body["evidence"] = "照片";
    body["witness"] = "社区工作人员";
    EXPECT_EQ(refusal("intake2", "serve", body), "");
}

TEST_F(ServiceTest, ByPublicNoticeCountsWhenThirtyDaysHavePassed) {
    submit();
    accept();
    Json body = {{"papers", Json::array({last_paper(3)})},
                 {"way", "public_notice"},
                 {"recipient", "x"},
                 {"evidence", "公告网址"},
                 {"at", "2024-02-09T09:00:00+08:00"}};
    clock_ = at("2024-03-10 08:00");
    EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY");
    clock_ = at("2024-03-10 09:00");
    EXPECT_EQ(refusal("intake2", "serve", body), "");
    EXPECT_EQ(record(3).served_at, "2024-03-10T09:00:00.000+08:00");
}

TEST_F(ServiceTest, MayBeEnteredLaterButNotBeforeThePaperOrInTheFuture) {
    submit();
    accept();
    Json body = served(last_paper(3));
    for (const char* instant : {"2024-02-08T08:00:00+08:00", "2024-02-10T08:00:00+08:00", "noon"}) {
        body["at"] = instant;
        EXPECT_EQ(refusal("intake2", "serve", body), "ACTION_BODY") << instant;
    }
    wait_until("2024-02-10 09:00");
    body["at"] = "2024-02-09T10:00:00+08:00";
    EXPECT_EQ(refusal("intake2", "serve", body), "");
    EXPECT_EQ(record(3).served_at, "2024-02-09T10:00:00.000+08:00");
}

using DeliveryTest = CompletionTest;

// LAW: 行政许可法 第四十四条
TEST_F(DeliveryTest, OfAGrantIsOfDecisionAndCertificate) {
    reach("grant");
    EXPECT_EQ(refusal("intake2", "serve", served(last_paper(15))), "ACTION_BODY");
    EXPECT_EQ(refusal("intake2", "deliver", served()), "ACTION_NOT_NOW");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(clock_of("delivery")->article, "行政许可法 第四十四条");
    EXPECT_EQ(clock_of("delivery")->proof.due, day("2024-02-21"));
    Json early = served();
    early["at"] = "2024-02-08T09:00:00+08:00";
    EXPECT_EQ(refusal("intake2", "deliver", early), "ACTION_BODY") << "before it was sealed";
    EXPECT_EQ(refusal("intake2", "deliver", served()), "");
    EXPECT_EQ(case_.state, State::delivered);
    EXPECT_NE(record(15).served_at, "");
    EXPECT_NE(record(17).served_at, "");
    EXPECT_FALSE(clock_of("delivery")->running);
}

TEST_F(DeliveryTest, OfARefusalHasNoArticleOfItsOwn) {
    reach("refuse");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(clock_of("delivery")->article, "");
    EXPECT_EQ(refusal("intake2", "deliver", served()), "");
    EXPECT_NE(record(16).served_at, "");
}

TEST_F(DeliveryTest, WaitsForTheCertificate) {
    reach("grant");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    case_.state = State::sealed;
    EXPECT_EQ(refusal("intake2", "deliver", served()), "CERTIFICATE_MISSING");
}

TEST_F(DeliveryTest, ThatIsLateIsAlarmedOnce) {
    reach("grant");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    EXPECT_EQ(refusal("system", "raise_alarm", {{"kind", "delivery"}}), "NO_LIMIT_MISSED");
    wait_until("2024-02-22 00:00");
    EXPECT_EQ(case_.alarms.at("delivery"), day("2024-02-21"));
    EXPECT_EQ(refusal("system", "raise_alarm", {{"kind", "delivery"}}), "NO_LIMIT_MISSED");
    EXPECT_EQ(refusal("system", "raise_alarm", {{"kind", "nonsense"}}), "NO_LIMIT_MISSED");
    EXPECT_EQ(refusal("system", "raise_alarm"), "ACTION_BODY");
}

using ArchiveTest = CompletionTest;

TEST_F(ArchiveTest, FollowsADeliveryTheNextDayWithAListOfHashes) {
    reach("grant");
    ASSERT_EQ(refusal("seal1", "seal"), "");
    ASSERT_EQ(refusal("intake2", "deliver", served()), "");
    EXPECT_EQ(fires("archive"), "") << "acceptance and survey notice have no proof of service";
    for (int kind : {3, 6}) ASSERT_EQ(refusal("intake2", "serve", served(last_paper(kind))), "");
    EXPECT_EQ(fires("archive"), "2024-02-09T00:00:00.000+08:00");
    const std::size_t papers = case_.papers.size();
    wait_until("2024-02-09 00:00");
    EXPECT_EQ(case_.state, State::archived);
    EXPECT_EQ(paper(35)["list"].size(), papers + case_.filing.materials.size());
    for (const Json& one : paper(35)["list"]) EXPECT_NE(one["sha256"], "");
}

TEST_F(ArchiveTest, WaitsForSealAndServiceOfTheClosingPaper) {
    end_by_itself();
    EXPECT_EQ(fires("archive"), "");
    EXPECT_EQ(refusal("system", "archive"), "FILE_INCOMPLETE");
    ASSERT_EQ(refusal("seal1", "seal", {{"approver", "head1"}}), "");
    EXPECT_EQ(refusal("system", "archive"), "FILE_INCOMPLETE");
    wait_until("2024-02-26 09:00");
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(23))), "");
    EXPECT_EQ(fires("archive"), "2024-02-27T00:00:00.000+08:00");
}

using PaperTest = CompletionTest;

TEST_F(PaperTest, SaysWhoToWhomAboutWhatByWhichLaw) {
    reach("grant");
    for (const auto& [id, content] : contents_) {
        for (const char* field : {"authority",
                                  "title",
                                  "number",
                                  "case_number",
                                  "applicant",
                                  "matter",
                                  "variant",
                                  "legal_basis",
                                  "date",
                                  "seal",
                                  "contact"}) {
            EXPECT_TRUE(content.contains(field)) << id << " " << field;
        }
        EXPECT_EQ(content["authority"]["zh-CN"], "乐山市市中区行政审批局");
        EXPECT_EQ(content["case_number"], case_.number);
        EXPECT_NE(content["number"], "") << id;
    }
}

TEST_F(PaperTest, BearsTheSealOfItsKind) {
    const std::map<int, std::string> seals{{1, ""},
                                           {2, "acceptance"},
                                           {3, "acceptance"},
                                           {4, "acceptance"},
                                           {6, ""},
                                           {7, ""},
                                           {15, "licensing"},
                                           {16, "licensing"},
                                           {17, "licensing"},
                                           {18, ""},
                                           {23, "acceptance"},
                                           {28, ""},
                                           {31, "acceptance"},
                                           {32, "licensing"},
                                           {33, ""},
                                           {34, ""},
                                           {35, ""}};
    for (const auto& [kind, seal] : seals) EXPECT_EQ(seal_of(kind, case_), seal) << kind;
    case_.state = State::terminated;
    EXPECT_EQ(seal_of(23, case_), "licensing");
}

TEST_F(PaperTest, IsNumberedWithoutGapsByWordAndYear) {
    submit();
    accept();
    submit();
    accept();
    EXPECT_EQ(record(3).number, "乐中审批受〔2024〕2号");
    wait_until("2025-01-02 09:00");
    submit();
    accept();
    EXPECT_EQ(record(3).number, "乐中审批受〔2025〕1号");
}

}  // namespace
}  // namespace oneseal::cases::test
