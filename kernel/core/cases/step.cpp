#include "cases/step.hpp"

#include <algorithm>

#include "base/text_normal.hpp"
#include "cases/case_json.hpp"
#include "cases/papers.hpp"
#include "text/visible.hpp"

namespace oneseal::cases {

const Officer* Context::officer(std::string_view id) const {
    const auto found =
        std::ranges::find_if(*officers, [&](const Officer& o) { return o.id == id; });
    return found == officers->end() ? nullptr : &*found;
}

Error verdict_pending() {
    return {ErrorCode::unavailable,
            "VERDICT_PENDING",
            {"该部门的审查规则服务暂不可用,尚无审查结果。",
             "The department's rules do not answer at the moment; there is no verdict yet."},
            {"申请已登记,期限照常计算;请稍后重试。",
             "The filing is recorded and its clock runs; try again shortly."}};
}

Result<Verdict> Step::verdict() const {
    if (!context_.verdict) return verdict_pending();
    return context_.verdict->without(case_.settled_findings());
}

void Step::emit(std::string kind, Json data) {
    events_.push_back({std::move(kind), std::move(data)});
    case_ = apply(std::move(case_), events_.back());
}

std::string Step::issue(int kind, Json fields) {
    const PaperKind& terms = paper_kind(kind);
    PaperRecord record;
    record.id = std::to_string(kind) + "-" + std::to_string(case_.papers.size() + 1);
    record.kind = kind;
    record.title = fields.contains("title") ? text_from_json(fields["title"]) : terms.title;
    record.seal = seal_of(kind, case_);
    record.issued_at = instant();
    record.issued_by = command_.actor.id;
    // An acceptance paper bears its seal from the start, under the logged standing authorisation.
    // LAW: 行政许可法 第三十二条 第二款
    if (record.seal == "acceptance") record.sealed_at = record.issued_at;
    if (terms.number_word[0] == '\0') {
        record.number = case_.number + "-" + record.id;
    } else {
        const std::string counter = document_counter(case_.county, terms, today());
        record.number = document_number(*context_.county, terms, today(), allot(counter));
    }
    Json content = paper_content(record, case_, context_, std::move(fields));
    record.content_sha256 = content_digest(content);
    emit("paper_issued", {{"paper", record}, {"content", std::move(content)}});
    return record.id;
}

std::int64_t Step::allot(const std::string& counter) {
    const auto used = counters_.find(counter);
    const auto shown = context_.counters.find(counter);
    std::int64_t next = 1;
    if (used != counters_.end()) {
        next = used->second;
    } else if (shown != context_.counters.end()) {
        next = shown->second;
    }
    counters_[counter] = next + 1;
    return next;
}

Error unlawful(std::string id, std::string law, Text message, Text remedy) {
    return {
        ErrorCode::unlawful, std::move(id), std::move(message), std::move(remedy), std::move(law)};
}

const Json* Body::find(const char* key) {
    known_.insert(key);
    const auto found = body_.find(key);
    return found == body_.end() || found->is_null() ? nullptr : &*found;
}

void Body::wrong(const char* key, Text message) {
    findings_.push_back({std::string("/") + key, std::move(message), "", ""});
}

std::string Body::text(const char* key) {
    const Json* value = find(key);
    if (value == nullptr || !value->is_string() ||
        sdk::is_blank(value->get_ref<const std::string&>())) {
        wrong(key, {"必填,且须为文字。", "Required, as a text."});
        return "";
    }
    return normal_lines(value->get<std::string>());
}

std::string Body::optional_text(const char* key) {
    return find(key) == nullptr ? std::string() : text(key);
}

bool Body::flag(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return false;
    if (!value->is_boolean()) {
        wrong(key, {"须为 true 或 false。", "Must be true or false."});
        return false;
    }
    return value->get<bool>();
}

std::int64_t Body::number(const char* key, std::int64_t otherwise) {
    const Json* value = find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_number_integer() || value->get<std::int64_t>() < 0) {
        wrong(key, {"须为非负整数。", "Must be a whole number, not negative."});
        return otherwise;
    }
    return value->get<std::int64_t>();
}

std::optional<Day> Body::day(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return {};
    const auto day = value->is_string() ? sdk::parse_day(value->get<std::string>()) : std::nullopt;
    if (!day) wrong(key, {"须为日期,例如 2026-03-02。", "Must be a date, as 2026-03-02."});
    return day;
}

Json Body::object(const char* key) {
    if (find(key) == nullptr) {
        wrong(key, {"必填,须为对象。", "Required, as an object."});
        return Json::object();
    }
    return optional_object(key);
}

Json Body::optional_object(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::object();
    if (!value->is_object()) {
        wrong(key, {"须为对象。", "Must be an object."});
        return Json::object();
    }
    return *value;
}

Json Body::array(const char* key) {
    const Json* value = find(key);
    if (value == nullptr) return Json::array();
    if (!value->is_array()) {
        wrong(key, {"须为列表。", "Must be a list."});
        return Json::array();
    }
    return *value;
}

Json Body::any(const char* key) {
    known_.insert(key);
    const auto found = body_.find(key);
    if (found != body_.end()) return *found;
    wrong(key, {"必填;确知没有的填 null。", "Required; null where it is known to be none."});
    return {};
}

std::string Body::one_of(const char* key, std::initializer_list<const char*> allowed) {
    const std::string value = text(key);
    if (value.empty()) return value;
    std::string list;
    for (const char* word : allowed) {
        if (value == word) return value;
        list += (list.empty() ? "" : ", ") + std::string(word);
    }
    wrong(key, {"须为以下之一:" + list, "Must be one of: " + list});
    return "";
}

Result<void> Body::finish() {
    for (const auto& [key, value] : body_.items()) {
        if (!known_.contains(key)) {
            findings_.push_back({"/" + pointer_token(key),
                                 {"该操作没有此项。", "This action has no such key."},
                                 "",
                                 ""});
        }
    }
    if (findings_.empty()) return {};
    return Error{ErrorCode::invalid_input,
                 "ACTION_BODY",
                 {"操作内容有 " + std::to_string(findings_.size()) + " 处错误。",
                  std::to_string(findings_.size()) + " things in the body are wrong."},
                 {"按列出的位置改正后重试。", "Correct the places listed and try again."},
                 "",
                 std::move(findings_)};
}

}  // namespace oneseal::cases
