#include "cases/step.hpp"

#include <algorithm>

#include "base/text_normal.hpp"
#include "cases/case_json.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {

const Officer* Context::officer(std::string_view id) const {
    const auto found =
        std::ranges::find_if(*officers, [&](const Officer& o) { return o.id == id; });
    return found == officers->end() ? nullptr : &*found;
}

Result<Verdict> Step::verdict() const {
    if (!context_.verdict) return errors::verdict_pending();
    return context_.verdict->without(case_.review.settled_findings());
}

void Step::emit(Happening what) {
    events_.push_back({instant(), std::move(what)});
    case_ = apply(std::move(case_), events_.back());
}

std::string Step::issue(int kind, Json fields) {
    const PaperTerms& terms = paper_terms(kind);
    PaperRecord record;
    record.id = std::to_string(kind) + "-" + std::to_string(case_.papers.size() + 1);
    record.kind = kind;
    record.seal = seal_of(kind, case_);
    record.issued_at = instant();
    record.issued_by = command_.actor.id;
    // An acceptance paper bears its seal from the start, under the logged standing authorisation.
    // LAW: 行政许可法 第三十二条 第二款
    if (record.seal == "acceptance") record.sealed_at = record.issued_at;
    if (terms.series.empty()) {
        record.number = case_.number + "-" + record.id;
    } else if (!context_.preview) {
        const std::string counter = document_counter(case_.county, terms, today());
        record.number = document_number(*context_.county, terms, today(), allot(counter));
    }
    Json content = paper_content(record, case_, context_, std::move(fields));
    record.title = text_from_json(content["title"]);
    record.content_sha256 = content_digest(content);
    emit(PaperIssued{record, std::move(content)});
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

std::string Body::text(const std::string& key) const {
    return normal_lines(text_at(body_, key.c_str()));
}

bool Body::flag(const std::string& key) const {
    return flag_at(body_, key.c_str());
}

std::int64_t Body::number(const std::string& key, std::int64_t otherwise) const {
    const Json value = any(key);
    return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

std::optional<Day> Body::day(const std::string& key) const {
    return sdk::parse_day(text(key));
}

Json Body::object(const std::string& key) const {
    const Json value = any(key);
    return value.is_object() ? value : Json::object();
}

Json Body::list(const std::string& key) const {
    const Json value = any(key);
    return value.is_array() ? value : Json::array();
}

Json Body::any(const std::string& key) const {
    return body_.value(key, Json());
}

void Body::wrong(const std::string& pointer, Text message) {
    findings_.push_back({"/" + pointer, std::move(message), "", ""});
}

Result<void> Body::finish() {
    if (findings_.empty()) return {};
    return wrong_body(std::move(findings_));
}

Error wrong_body(std::vector<Finding> findings) {
    Error error = errors::action_body(findings.size());
    error.findings = std::move(findings);
    return error;
}

}  // namespace oneseal::cases
