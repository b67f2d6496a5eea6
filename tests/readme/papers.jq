# Names the fields of a paper that are missing or wrong: those that domain workflow section 6 asks of
# all papers, and its own. $case, $licence, $accepted, $due and $promised are what the walk knows by
# itself. A paper that the walk does not owe is named as such.
def told: type == "string" and . != "";
def both: type == "object" and (."zh-CN" | told) and (.en | told);
def day: type == "string" and test("^\\d{4}-\\d\\d-\\d\\d$");
def instant: type == "string" and test("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*[+]08:00$");
def digest: type == "string" and test("^[0-9a-f]{64}$");
def some(each): type == "array" and length > 0 and all(.[]; each);
def basis: some((.title | both) and (.article | told));
def handed_in: some((.title | both) and (.kind | told) and (.pages | type | IN("number", "null")));
def checklist: some((.item | both) and (.standard | both));
def team: some((.name | told) and (.certificate | told)) and length >= 2;

def every_paper: {
  authority: (.authority | both),
  title: (.title | both),
  text: (.text | both),
  number: (.number | told),
  case_number: (.case_number == $case),
  applicant: (.applicant == {name: "乐山市市中区示例小吃店", code: "92511102MA0BBB031Y"}),
  matter: (.matter.id == "food_business" and (.matter.title | both)),
  variant: (.variant.id == "new" and (.variant.title | both)),
  legal_basis: (.legal_basis | basis),
  date: (.date | day),
  contact: ((.contact.address | told) and (.contact.phone | told))};

# The article that demands the paper, where one does.
def article: {article: (.article | told)};

def own:
  if .kind == 1 then {
    papers: ((.papers | handed_in) and [.papers[] | [.id, .pages]] == [["fd01", null], ["fd04", 1]]),
    channel: (.channel == "online"),
    received_at: (.received_at | instant)}
  elif .kind == 2 then article + {
    items: (.items | some((.what | both) and (.how | both) and (.basis | some(.title | both)))),
    # No ground for refusal, and only what is missing.
    only_what_is_missing: ([.items[].id] == ["MAT:fd03"]),
    days: (.days == 15)}
  elif .kind == 3 then article + {
    accepted_on: (.accepted_on == $accepted),
    received_on: (.received_on | day),
    statutory_limit: (.statutory_limit.last_day == $due and .statutory_limit.counted_days > 0 and (.statutory_limit.article | told)),
    promised_limit: (.promised_limit.last_day == $promised and .promised_limit.counted_days > 0 and (.promised_limit.article | told)),
    query_code: (.query_code | test("^[2-9A-Z]{10}$"))}
  elif .kind == 6 then {
    place: (.place == "示例巷3号"),
    surveyors: (.surveyors | team),
    items: (.items | checklist)}
  elif .kind == 7 then article + {
    surveyors: (.surveyors | team),
    ids_shown: (.ids_shown == true),
    present: (.present == [{name: "王某示", right: "经营者"}]),
    entry_and_exit: ((.entry_at | instant) and (.exit_at | instant)),
    checklist: (.checklist | checklist),
    results: (([.checklist[].id] | sort) == (.results | keys) and
              all(.results[]; .result == "pass") and .results.fs01.value == 60),
    measures: (.measures | type == "array"),
    photos: (.photos | some((.sha256 | digest) and (.at | instant) and (.gps | keys == ["latitude", "longitude"]))),
    conclusion: (.conclusion == "符合"),
    signatures: (.signatures.surveyors == .surveyors and
                 .signatures.signed_by_applicant == "王某示")}
  elif .kind == 15 then article + {
    facts: (.facts == "经审查符合条件"),
    scope: ([.attributes[] | select(.id == "items") | .value] == ["热食类食品制售"]),
    place: (any(.attributes[]; .id == "premises" and (.title | both) and (.value | told))),
    term: ((.licence.valid_from | day) and (.licence.valid_to | day)),
    certificate_number: (.certificate_number == $licence)}
  elif .kind == 17 then article + {
    licence: (.licence.number == $licence and (.licence.attributes.name | told)),
    term: ((.licence.valid_from | day) and (.licence.valid_to | day)),
    certificate_number: (.certificate_number == $licence),
    issued_on: (.issued_on | day)}
  elif .kind == 18 then {
    papers: (.served_papers | some((.id | told) and (.title | both) and (.number | told))),
    recipient: (.recipient == "王某示"),
    relation: (.relation == "本人"),
    way: (.way == "direct"),
    served_at: (.served_at | instant),
    # Of the supplement notice, the end of the period that begins with its service.
    answer_by: (.served_papers | all(.[]; (.id | startswith("2-")) == (.answer_by | day))),
    signature: (.signature == "王某示"),
    # Only papers that are left need one.
    witness: (.witness == ""),
    evidence: (.evidence == "签收单")}
  elif .kind == 28 then {
    papers: (.papers | some((.paper | told) and (.sha256 | digest)) and length == 2),
    seal_id: (.seal_id == "511102-licensing"),
    applied_by: (.applied_by == "己一（示例）"),
    approver: (.approver == "丁一（示例）"),
    at: (.at | instant)}
  elif .kind == 31 then {
    papers: ((.papers | handed_in) and [.papers[] | [.id, .pages]] == [["fd03", 1]]),
    received_at: (.received_at | instant),
    complete: (.complete == true)}
  elif .kind == 33 then {
    facts: (.facts | type == "array"),
    findings: (.findings == []),
    interested_parties: (.interested_parties == {none: true, reason: "不涉及他人重大利益"}),
    proposal: (.proposal == "grant"),
    opinion: (.opinion == "符合条件"),
    reviewer: (.reviewer | told)}
  else {"a paper that the walk does not owe": false} end;

def seal: {"1": "", "2": "acceptance", "3": "acceptance", "6": "", "7": "", "15": "licensing",
           "17": "licensing", "18": "", "28": "", "31": "acceptance", "33": ""}[.kind | tostring];

every_paper + own + {seal: (.seal == seal)} | to_entries[] | select(.value | not) | .key
