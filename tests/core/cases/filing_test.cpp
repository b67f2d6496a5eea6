// Filing, correcting on the spot, withdrawing; files.
#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {
namespace {

using FilingTest = CaseTest;

TEST_F(FilingTest, IsReceivedOnTheDayOfEntryWhenMadeOnline) {
    submit();
    EXPECT_EQ(case_.state, State::submitted);
    EXPECT_EQ(case_.filing.received_on, day("2024-02-08"));
    EXPECT_EQ(case_.number, "20240208-511102-1102-000001");
    EXPECT_EQ(case_.filing.submission.channel, "online");
    EXPECT_EQ(case_.pin.package_digest, "package");
}

TEST_F(FilingTest, IsFrozenByTheHashOfWhatWasSigned) {
    submit();
    EXPECT_EQ(case_.filing.submission.content_digest.size(), 64U);
    EXPECT_EQ(paper(1)["content_digest"], case_.filing.submission.content_digest);
    Json other = filing();
    other["content_digest"] = std::string(64, '0');
    draft(good_form(), {});
    EXPECT_EQ(refusal("applicant", "submit", other), "ACTION_BODY");
}

// LAW: 行政许可法 第三十一条 第一款
TEST_F(FilingTest, NeedsSignatureTruthAndAddressButNoCompleteForm) {
    for (const char* part : {"signature", "truth", "service"}) {
        draft(good_form(), {});
        Json body = filing();
        body.erase(part);
        EXPECT_EQ(refusal("applicant", "submit", body), "ACTION_BODY") << part;
    }
    draft(Json::object(), {});
    EXPECT_EQ(refusal("applicant", "submit", filing()), "");
}

TEST_F(FilingTest, TellsEverythingThatIsWrongWithTheSubmission) {
    draft(good_form(), {});
    const auto decision = act("applicant", "submit", {{"nonsense", 1}});
    ASSERT_FALSE(decision);
    std::set<std::string> pointers;
    for (const Finding& finding : decision.error().findings) pointers.insert(finding.pointer);
    EXPECT_EQ(pointers,
              (std::set<std::string>{"/signature", "/truth", "/service", "/consent", "/nonsense"}));
}

// LAW: 行政许可法 第二十九条 第二款
TEST_F(FilingTest, NamesItsAgentAndThePower) {
    draft(good_form(), {});
    Json body = filing();
    body["agent"] = {{"name", "丑一"}};
    EXPECT_EQ(refusal("applicant", "submit", body), "ACTION_BODY");
    body["agent"]["authority"] = "代为申请、补正、领取";
    EXPECT_EQ(refusal("applicant", "submit", body), "");
}

// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第六条
TEST_F(FilingTest, AtTheCounterBearsTheDayOnWhichThePapersCame) {
    draft(good_form(), {});
    Json body = filing();
    body["received_on"] = "2024-02-06";
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY") << "an earlier day needs evidence";
    body["evidence"] = "邮戳 2024-02-06";
    body["channel"] = "post";
    EXPECT_EQ(refusal("intake2", "submit", body), "");
    EXPECT_EQ(case_.filing.received_on, day("2024-02-06"));
    EXPECT_EQ(case_.filing.submission.channel, "post");
    EXPECT_EQ(case_.people.intake, "intake2");
    EXPECT_EQ(fires("accept"), "2024-02-20T00:00:00.000+08:00");
}

// Whatever was received so long ago counts as accepted: no clerk says so alone.
TEST_F(FilingTest, EnteredAfterTheFiveDaysNeedsAReasonAndASecondPerson) {
    draft(good_form(), {});
    Json body = filing();
    body["received_on"] = "2024-01-25";
    body["evidence"] = "邮戳 2024-01-25";
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY");
    body["late_reason"] = "信件误投档案室";
    body["seen_by"] = "intake2";
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY") << "not the clerk alone";
    body["seen_by"] = "nobody";
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY");
    body["seen_by"] = "head1";
    county_.opened_on = day("2024-01-26");
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY") << "before the bureau opened";
    county_.opened_on = day("2024-01-25");
    EXPECT_EQ(refusal("intake2", "submit", body), "");
    EXPECT_EQ(case_.filing.received_on, day("2024-01-25"));
}

TEST_F(FilingTest, OnlineOrInTheFutureCannotNameAnotherDay) {
    draft(good_form(), {});
    Json body = filing();
    body["received_on"] = "2024-02-06";
    body["evidence"] = "x";
    EXPECT_EQ(refusal("applicant", "submit", body), "ACTION_BODY");
    body["received_on"] = "2024-02-09";
    EXPECT_EQ(refusal("intake2", "submit", body), "ACTION_BODY");
}

TEST_F(FilingTest, GivesAReceiptThatListsThePapers) {
    submit(good_form(), {"fd01", "fd02"});
    const Json& receipt = paper(1);
    ASSERT_EQ(receipt["papers"].size(), 2U);
    EXPECT_EQ(receipt["papers"][0]["title"]["zh-CN"], "食品经营许可申请书");
    EXPECT_EQ(receipt["papers"][0]["kind"], "electronic");
    EXPECT_EQ(receipt["papers"][0]["pages"], 3);
    EXPECT_EQ(receipt["channel"], "online");
    EXPECT_EQ(receipt["received_at"], case_.filing.received_at);
    EXPECT_EQ(record(1).seal, "");
}

TEST_F(FilingTest, IsTakenWhileThePluginDoesNotAnswer) {
    department_.answers = false;
    submit();
    EXPECT_TRUE(case_.intake.verdict_pending);
    EXPECT_NE(fires("evaluate"), "");
    EXPECT_EQ(refusal("system", "evaluate"), "VERDICT_PENDING");
    EXPECT_EQ(refusal("applicant", "correct", {{"signature", "s"}}), "VERDICT_PENDING");
    department_.answers = true;
    EXPECT_EQ(refusal("system", "evaluate"), "");
    EXPECT_FALSE(case_.intake.verdict_pending);
}

TEST_F(FilingTest, IsForNewLicencesInTheGeneralProcedureSoFar) {
    draft(good_form(), {});
    for (const char* variant : {"renew", "no_such"}) {
        case_.filing.variant = variant;
        EXPECT_EQ(refusal("applicant", "submit", filing()), "VARIANT_NOT_FILED");
    }
}

TEST_F(FilingTest, KnowsActionsRolesAndStatesAndTheKindsOfValues) {
    submit();
    EXPECT_EQ(refusal("applicant", "dance"), "ACTION_UNKNOWN");
    EXPECT_EQ(refusal("decider1", "submit", filing()), "ROLE_MISSING");
    EXPECT_EQ(refusal("applicant", "submit", filing()), "ACTION_NOT_NOW");
    EXPECT_EQ(refusal("applicant", "withdraw", {{"signature", {1, 2}}}), "ACTION_BODY");
    draft(good_form(), {});
    Json body = filing();
    body["consent"]["electronic_service"] = "yes";
    EXPECT_EQ(refusal("applicant", "submit", body), "ACTION_BODY");
}

TEST_F(FilingTest, SaysOfEachActionWhyItIsNotPossible) {
    submit();
    std::map<std::string, std::string> refused;
    const Command none{"", actor("intake2"), Json::object()};
    for (const Permission& one : permissions(case_, actor("intake2"), context(none))) {
        refused[one.action] = one.refusal ? one.refusal->id : "";
    }
    EXPECT_EQ(refused.at("accept"), "");
    EXPECT_FALSE(refused.contains("grant")) << "none of this role's actions";
    EXPECT_EQ(refused.at("deliver"), "ACTION_NOT_NOW");
}

using CorrectionTest = CaseTest;

// LAW: 行政许可法 第三十二条 第一款 第三项
TEST_F(CorrectionTest, CountsOnlyWithTheSignatureAndKeepsOldAndNewValues) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form);
    EXPECT_EQ(refusal("intake2", "correct"), "");
    EXPECT_EQ(case_.state, State::correcting);
    EXPECT_EQ(refusal("intake2", "accept"), "NOT_COMPLETE");
    EXPECT_EQ(refusal("applicant", "correct", {{"form", good_form()}}), "ACTION_BODY");
    EXPECT_EQ(refusal("applicant", "correct", {{"form", good_form()}, {"signature", "s"}}), "");
    EXPECT_EQ(case_.state, State::submitted);
    ASSERT_NE(events_.back().as<Corrected>(), nullptr);
    EXPECT_EQ(events_.back().as<Corrected>()->changes,
              Json({{{"pointer", "/premises"}, {"old", "?"}, {"new", "示例路2号"}}}));
    accept();
}

TEST_F(CorrectionTest, NamesTheApplicantAnew) {
    Json form = good_form();
    form["applicant_name"] = "?";
    submit(form);
    EXPECT_EQ(refusal("applicant", "correct", {{"form", good_form()}, {"signature", "s"}}), "");
    EXPECT_EQ(case_.filing.applicant.name, "示例餐饮店");
}

TEST_F(CorrectionTest, NeedsAnErrorThatCanBeCorrected) {
    submit(good_form(), {"fd01"});
    EXPECT_EQ(refusal("applicant", "correct", {{"signature", "s"}}), "NOTHING_TO_CORRECT");
}

TEST_F(CorrectionTest, LetsTheApplicantDeclineARedirect) {
    Json form = good_form();
    form["items"] = "renewal";
    submit(form);
    EXPECT_EQ(refusal("intake2", "accept"), "NOT_COMPLETE");
    EXPECT_EQ(refusal("applicant", "correct", {{"signature", "s"}, {"variant", "renew"}}),
              "VARIANT_NOT_FILED");
    EXPECT_EQ(refusal("applicant", "correct", {{"signature", "s"}, {"decline_redirect", true}}),
              "");
    accept();
}

TEST_F(CorrectionTest, IsClosedByAcceptanceAndAfterSilenceByTheSurvey) {
    Json form = good_form();
    form["premises"] = "?";
    submit(form);
    wait_until("2024-02-22 09:00");
    EXPECT_EQ(refusal("applicant", "correct", {{"form", good_form()}, {"signature", "s"}}), "");
    EXPECT_EQ(case_.state, State::reviewing);
    survey();
    EXPECT_EQ(refusal("applicant", "correct", {{"form", good_form()}, {"signature", "s"}}),
              "CORRECTION_CLOSED");
    submit();
    accept();
    EXPECT_EQ(refusal("applicant", "correct", {{"signature", "s"}}), "CORRECTION_CLOSED");
}

using WithdrawalTest = CaseTest;

TEST_F(WithdrawalTest, EndsTheCaseWithAPaper) {
    submit();
    EXPECT_EQ(refusal("decider1", "withdraw", {{"signature", "s"}}), "ROLE_MISSING");
    EXPECT_EQ(refusal("intake2", "withdraw", {{"signature", "s"}}), "ACTION_BODY")
        << "at a counter the signed paper is named";
    EXPECT_EQ(refusal("applicant", "withdraw"), "ACTION_BODY");
    EXPECT_EQ(refusal("applicant", "withdraw", {{"signature", "s"}, {"reason", "改址"}}), "");
    EXPECT_EQ(case_.state, State::withdrawn);
    EXPECT_EQ(paper(23)["ground"], "withdrawn_by_applicant");
    EXPECT_EQ(paper(23)["originals_returned"], true);
    EXPECT_FALSE(paper(23)["remedies"].empty());
    EXPECT_EQ(record(23).seal, "acceptance") << "confirmed at once";
}

// LAW: 行政许可法 第二十九条 第二款
TEST_F(WithdrawalTest, ByAnAgentNeedsThatPower) {
    draft(good_form(), {});
    Json body = filing();
    body["agent"] = {{"name", "丑一"}, {"authority", "代为申请"}};
    ASSERT_EQ(refusal("applicant", "submit", body), "");
    EXPECT_EQ(refusal("agent", "withdraw", {{"signature", "s"}}), "AGENT_POWER");
    case_.filing.submission.agent["may_withdraw"] = true;
    EXPECT_EQ(refusal("agent", "withdraw", {{"signature", "s"}}), "");
}

TEST_F(WithdrawalTest, ComesTooLateAfterTheDecision) {
    submit();
    accept();
    survey();
    decide_to("grant");
    EXPECT_EQ(refusal("applicant", "withdraw", {{"signature", "s"}}), "ACTION_NOT_NOW");
}

using FilesTest = CaseTest;

Json file_of(const std::string& material, const std::string& key = "1") {
    return {{"id", material}, {"file", {{"key", key}, {"pages", 2}, {"sha256", "of " + key}}}};
}

TEST_F(FilesTest, AreOfTheMatterAndOfItsKinds) {
    draft(good_form(), {});
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd99")), "MATERIAL_UNKNOWN");
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd10")), "MATERIAL_KIND");
    hand_in("fd01");
    hand_in("fd01");
    EXPECT_EQ(case_.filing.materials.size(), 1U) << "a new file takes the place of the old one";
}

TEST_F(FilesTest, OfOneMaterialStandSideBySideUnderTheirKeys) {
    draft(good_form(), {});
    for (const char* key : {"front", "back", "front"}) {
        ASSERT_EQ(refusal("applicant", "put_material", file_of("fd03", key)), "");
    }
    const HandedIn& material = case_.filing.materials.at(0);
    ASSERT_EQ(material.files.size(), 2U);
    EXPECT_EQ(material.files[0].key, "front");
    EXPECT_EQ(material.pages, 4) << "each page counts once";
    for (int i = 0; i < 28; ++i) {
        ASSERT_EQ(refusal("applicant", "put_material", file_of("fd03", std::to_string(i))), "");
    }
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd03", "one more")), "TOO_MANY_FILES");
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd03", "back")), "");
}

TEST_F(FilesTest, OfAPaperAreItsScans) {
    draft(good_form(), {});
    record_paper(case_.filing, {.id = "fd03", .kind = "original", .copies = 2, .pages = 7});
    ASSERT_EQ(refusal("intake1", "put_material", file_of("fd03")), "");
    const HandedIn& paper = case_.filing.materials.at(0);
    EXPECT_EQ(paper.kind, "original");
    EXPECT_EQ(paper.pages, 7) << "the paper's, not the scan's";
    record_paper(case_.filing, {.id = "fd03", .kind = "original", .copies = 1, .pages = 7});
    EXPECT_EQ(paper.copies, 1);
    EXPECT_EQ(paper.files.size(), 1U) << "the scan stays";
    EXPECT_TRUE(take_out(case_.filing, "fd03", "1"));
    EXPECT_EQ(case_.filing.materials.size(), 1U) << "the paper is there without it";
}

// LAW: 行政许可法 第三十二条 第一款 第四项
TEST_F(FilesTest, OfAPaperThatWasThereAnswerNoNotice) {
    draft(good_form(), {"fd01", "fd02", "fd04"});
    case_.filing.materials.push_back(
        {.id = "fd03", .kind = "original", .received_at = format_instant(clock_)});
    ASSERT_EQ(refusal("applicant", "submit", filing()), "");
    const Json basis = {{{"kind", "law"}, {"law", "food_business_rules"}, {"article", "第十三条"}}};
    notify_and_serve({{{"material", "fd03"}, {"defect", "字迹不清"}, {"basis", basis}}});
    wait_until("2024-02-18 09:00");
    const Json scan = {
        {"id", "fd03"},
        {"file", {{"key", "1"}, {"name", "fd03.pdf"}, {"sha256", "of-the-scan"}, {"pages", 1}}}};
    ASSERT_EQ(refusal("intake2", "put_material", scan), "");
    EXPECT_EQ(case_.asked_papers_in_at(), "");
    const Json paper = {{"signature", "s"},
                        {"materials", {{{"id", "fd03"}, {"kind", "original"}}}},
                        {"complete", true}};
    ASSERT_EQ(refusal("intake2", "supplement", paper), "");
    EXPECT_EQ(case_.state, State::submitted);
    const HandedIn& fd03 = case_.filing.materials.back();
    ASSERT_EQ(fd03.files.size(), 1U) << "the scan stays beside the paper";
    EXPECT_EQ(fd03.files[0].sha256, "of-the-scan");
}

TEST_F(FilesTest, AreTakenOutWithTheMaterialThatTheyMakeUp) {
    draft(good_form(), {});
    ASSERT_EQ(refusal("applicant", "put_material", file_of("fd03", "1")), "");
    ASSERT_EQ(refusal("applicant", "put_material", file_of("fd03", "2")), "");
    EXPECT_FALSE(take_out(case_.filing, "fd03", "3"));
    EXPECT_FALSE(take_out(case_.filing, "fd04", ""));
    EXPECT_TRUE(take_out(case_.filing, "fd03", "1"));
    EXPECT_EQ(case_.filing.materials.at(0).pages, 2);
    EXPECT_TRUE(take_out(case_.filing, "fd03", "2"));
    EXPECT_TRUE(case_.filing.materials.empty());
}

// What was stored when a material had one file.
TEST(AMaterial, OfOneFileIsReadAsBefore) {
    const auto material = Json::parse(R"({"id": "fd03", "kind": "electronic", "pages": 3,
        "file_name": "a.pdf", "sha256": "s", "media_type": "application/pdf", "bytes": 7,
        "received_at": "2024-02-22T09:00:00.000+08:00", "received_by": "wang"})")
                              .get<HandedIn>();
    ASSERT_EQ(material.files.size(), 1U);
    EXPECT_EQ(material.files[0].key, "1");
    EXPECT_EQ(material.files[0].name, "a.pdf");
    EXPECT_EQ(material.files[0].sha256, "s");
    EXPECT_EQ(material.files[0].bytes, 7);
    EXPECT_EQ(material.files[0].received_by, "wang");
}

TEST_F(FilesTest, AreFixedByTheFilingAndByAcceptance) {
    submit();
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd03")), "ACTION_NOT_NOW");
    accept();
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd03")), "MATERIALS_CLOSED");
}

TEST_F(FilesTest, StayOpenAfterSilenceUntilTheSurveyAndThenForWhatWasRequested) {
    submit(good_form(), {"fd01", "fd02", "fd04"});
    wait_until("2024-02-22 09:00");
    hand_in("fd04");
    ASSERT_EQ(refusal(case_.people.reviewer,
                      "request_materials",
                      {{"materials", {"fd03"}}, {"reason", "无法证明布局"}, {"days", 10}}),
              "");
    survey();
    EXPECT_EQ(refusal("applicant", "put_material", file_of("fd04")), "MATERIALS_CLOSED");
    hand_in("fd03");
}

}  // namespace
}  // namespace oneseal::cases::test
