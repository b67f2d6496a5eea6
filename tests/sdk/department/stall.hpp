// A department small enough to read, for the tests: licences for market stalls.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "oneseal/department.hpp"
#include "sdk/department/called_department.hpp"

namespace oneseal::sdk::testing {

using Document = nlohmann::ordered_json;

inline Document stall_matter() {
    return Document::parse(R"json({
 "id": "stall",
 "variants": [{"id": "new", "existing_licence": "/old_no"}, {"id": "renew"}],
 "party": {"name": "/name", "code": ["/code"], "agent": {"name": "/name"}},
 "form": {"schema": {"properties": {
   "name": {"type": "string", "maxLength": 5, "x-oneseal": {"title": {"zh-CN": "名称", "en": "Name"}, "required_when": "true"}},
   "kind": {"type": "string", "enum": ["shop", "cart"], "x-oneseal": {"title": {"zh-CN": "类别", "en": "Kind"}, "required_when": "true"}},
   "code": {"type": "string", "x-oneseal": {"title": {"zh-CN": "代码", "en": "Code"}, "visible_when": "form.kind == \"shop\"", "required_when": "true"}},
   "area_code": {"type": "string", "x-oneseal": {"title": {"zh-CN": "县", "en": "County"}, "prefill": "county", "required_when": "true"}},
   "area": {"type": "number", "minimum": 1, "x-oneseal": {"title": {"zh-CN": "面积", "en": "Area"}, "required_when": "form.kind == \"shop\" && facts.expert_ok == true"}},
   "tags": {"type": "array", "items": {"type": "string", "enum": ["hot", "cold"]}, "x-oneseal": {"title": {"zh-CN": "项目", "en": "Tags"}}},
   "opened": {"type": "string", "format": "date", "x-oneseal": {"title": {"zh-CN": "开业", "en": "Opened"}}},
   "old_no": {"type": "string", "x-oneseal": {"title": {"zh-CN": "原证", "en": "Old"}, "variants": ["renew"], "required_when": "true"}},
   "staff": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
      "name": {"type": "string", "x-oneseal": {"title": {"zh-CN": "姓名", "en": "Name"}, "required_when": "true"}},
      "age": {"type": "integer", "minimum": 16, "x-oneseal": {"title": {"zh-CN": "年龄", "en": "Age"}}},
      "pass": {"type": "string", "x-oneseal": {"title": {"zh-CN": "证", "en": "Pass"}, "visible_when": "item.age != null && item.age > 60", "required_when": "form.kind == \"shop\""}}
    }}, "x-oneseal": {"title": {"zh-CN": "人员", "en": "Staff"}}}
 }}},
 "facts": [
   {"id": "banned_until", "type": "date", "source": "registry"},
   {"id": "fee", "type": "number", "source": "config", "default": 10, "min": 0, "max": 100},
   {"id": "width", "type": "number", "source": "survey", "otherwise": 99},
   {"id": "expert_ok", "type": "boolean", "source": "expert"}
 ],
 "materials": [
   {"id": "form", "title": {"zh-CN": "申请书", "en": "Application"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "lease", "title": {"zh-CN": "租约", "en": "Lease"}, "basis": [{"kind": "law", "law": "l", "article": "a"}], "required_when": "form.kind == \"shop\"", "shared_data": true},
   {"id": "plan", "title": {"zh-CN": "图", "en": "Plan"}, "basis": [{"kind": "law", "law": "l", "article": "a"}], "variants": ["renew"], "commitment_may_replace": true},
   {"id": "photo", "title": {"zh-CN": "照片", "en": "Photo"}, "basis": [{"kind": "law", "law": "l", "article": "a"}], "required_when": "facts.expert_ok == true || form.tags == [\"hot\"]"}
 ],
 "survey": {"applies_when": "form.kind == \"shop\"", "basis": [{"kind": "law", "law": "l", "article": "a"}], "checklist": [
   {"id": "s1", "item": {"zh-CN": "宽度", "en": "Width"}, "value_type": "number", "critical": true, "fills_fact": "width"},
   {"id": "s2", "item": {"zh-CN": "门", "en": "Door"}, "value_type": "none", "critical": false, "applies_when": "form.area != null && form.area > 10.0"}
 ]},
 "rules": [
   {"id": "CART", "outcome": "no_licence_needed", "when": "form.kind == \"cart\"", "require": "form.area != null && form.area > 2.0", "message": {"zh-CN": "无需许可", "en": "none needed"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "BAN", "outcome": "deny", "when": "facts.banned_until != null", "require": "received_on > facts.banned_until", "pointer": "/name", "message": {"zh-CN": "禁止", "en": "banned"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "FEE", "outcome": "flag", "require": "facts.fee == null || facts.fee < 50.0", "message": {"zh-CN": "费", "en": "fee"}, "basis": [{"kind": "consistency"}]},
   {"id": "WIDE", "outcome": "deny", "require": "facts.width == null || facts.width >= 3.0", "message": {"zh-CN": "窄", "en": "narrow"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "DECIDE", "outcome": "deny", "stages": ["decision"], "variants": ["new"], "require": "survey.s1.result != \"rectified\"", "message": {"zh-CN": "整改", "en": "rectified"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "LATE", "outcome": "flag", "when": "form.opened != null", "require": "workdays_between(form.opened, received_on) <= 10", "message": {"zh-CN": "迟", "en": "late"}, "basis": [{"kind": "consistency"}]},
   {"id": "STAFF", "outcome": "supplement", "require": "form.staff.all(s, s.age == null || s.age < 90)", "message": {"zh-CN": "老", "en": "old"}, "basis": [{"kind": "law", "law": "l", "article": "a"}]},
   {"id": "CODE", "outcome": "form_error", "native": true, "when": "form.kind == \"shop\"", "pointer": "/code", "message": {"zh-CN": "代码", "en": "code"}, "basis": [{"kind": "consistency"}]}
 ],
 "licence": {"number": {"prefix": "\"ST\" + county", "digits": 4, "check": "mod11_10"}, "valid_from": "today", "valid_to": "add_days(add_months(today, 36), -1)",
   "attributes": {"holder": {"value": "form.name"}, "width": {"value": "facts.width"}}}
})json");
}

inline Json stall_documents(const Document& matter) {
    const Json department{{"id", "market"}, {"matters", {"stall"}}};
    return Json::array({{{"file", "department.json"}, {"text", department.dump()}},
                        {{"file", "matters/stall.json"}, {"text", matter.dump(1)}}});
}

inline std::string stall_context() {
    // Of the notice only what makes a year published: its statutory days.
    return R"({"context": 1, "calendar": {"notices": [{"id": "n", "year": 2024, "days_off": ["2024-01-01",
        "2024-02-10", "2024-02-11", "2024-02-12", "2024-04-04", "2024-05-01", "2024-06-10", "2024-10-01",
        "2024-10-02", "2024-10-03"], "workdays": []}]}})";
}

// A shop's complete application.
inline Json stall_input() {
    return Json::parse(
        R"({"county": "511102", "matter": "stall", "variant": "new", "mode": "general",
        "stage": "filing", "received_on": "2024-03-11", "today": "2024-03-12",
        "form": {"name": "王小明", "kind": "shop", "code": "A1", "area_code": "511102", "area": 8},
        "facts": {"banned_until": null, "expert_ok": false}, "materials": ["form"],
        "shared_data": ["lease"], "committed": [], "survey": {"s1": {"result": "pass", "value": 4}}})");
}

// Whose code finds nothing wrong, where the matter has a rule of its own.
struct ContentDepartment final : Department {
    void findings(const Input&, Findings& findings) const override {
        try {
            findings.passed("CODE");
        } catch (const std::invalid_argument&) {
        }
    }
};

template <typename Type = ContentDepartment>
CalledDepartment stall(const Document& matter = stall_matter()) {
    return CalledDepartment(exported::Table<Type>::table, stall_documents(matter), stall_context());
}

}  // namespace oneseal::sdk::testing
