#include "desk/views.hpp"

#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "desk/rights.hpp"
#include "desk/views/applicant.hpp"
#include "desk/views/staff.hpp"
#include "text/utf8.hpp"

namespace oneseal::desk {
namespace {

std::vector<std::string> characters(const std::string& text) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = 1;
        while (i + length < text.size() &&
               (static_cast<unsigned char>(text[i + length]) & 0xC0) == 0x80) {
            ++length;
        }
        list.push_back(text.substr(i, length));
        i += length;
    }
    return list;
}

// What is no longer than what would be kept shows its first character only.
std::string keep(const std::vector<std::string>& text, std::size_t first, std::size_t last) {
    if (first + last >= text.size()) {
        first = 1;
        last = 0;
    }
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        result += i < first || i + last >= text.size() ? text[i] : "*";
    }
    return result;
}

Json clock_summary(const cases::Case& now, const cases::Context& context) {
    const auto all = cases::clocks(now, context);
    const cases::CaseClock* leading = cases::leading_clock(all);
    if (leading == nullptr) return Json();
    return {{"kind", cases::clock_kinds.of(leading->kind)},
            {"due", leading->proof.due ? Json(sdk::format_day(*leading->proof.due)) : Json()},
            {"provisional", leading->proof.provisional},
            {"light", cases::light(all, context)}};
}

}  // namespace

// LAW: 个人信息保护法 第六条
std::string masked(const std::string& value, const std::string& mask) {
    const auto text = characters(value);
    if (mask == "name") return keep(text, 1, 0);
    if (mask == "id") return keep(text, 6, 2);
    if (mask == "phone") return keep(text, 3, 4);
    if (mask == "address") return keep(text, 6, 0);
    return value;
}

std::string mask_of(const Matter& matter, const char* party) {
    const Json& pointers = member(member(matter.document, "party"), party);
    const Json& pointer = pointers.is_array() && !pointers.empty() ? pointers[0] : pointers;
    if (!pointer.is_string() || pointer.get_ref<const std::string&>().size() < 2) return "none";
    const std::string key = pointer.get<std::string>().substr(1);
    const Json& schema = member(member(matter.document, "form"), "schema");
    const Json& field = member(member(schema, "properties"), key.c_str());
    const std::string mask = text_at(member(field, "x-oneseal"), "mask");
    return mask.empty() ? "none" : mask;
}

std::string mask_of(const County& county, const std::string& matter, const char* party) {
    const MatterInForce* found = county.matter(matter);
    if (found != nullptr) return mask_of(*found->matter, party);
    return party == std::string_view("name") ? "name" : "id";
}

Json case_view(const cases::Case& now,
               const cases::Context& context,
               const access::Principal& who,
               const County& county) {
    Json view = who.is_applicant() ? applicant_view(now, who.account)
                                   : staff_view(now, standings(who, now, county));
    view["clock"] = clock_summary(now, context);
    return view;
}

std::string shortened(const std::string& text, std::size_t most) {
    const auto all = characters(text);
    if (all.size() <= most) return text;
    std::string begin;
    for (std::size_t i = 0; i < most; ++i) begin += all[i];
    return begin + "…";
}

Json deadline_view(const cases::Case& now, const cases::Context& context) {
    const auto all = cases::clocks(now, context);
    Json clocks = Json::array();
    for (const cases::CaseClock& clock : all) {
        clocks.push_back({{"kind", cases::clock_kinds.of(clock.kind)},
                          {"title", to_json(clock.title)},
                          {"article", clock.article},
                          {"running", clock.running},
                          {"proof", to_json(clock.proof)}});
    }
    return {
        {"case", now.number}, {"light", cases::light(all, context)}, {"clocks", std::move(clocks)}};
}

CaseColumns columns_of(const cases::Case& now, const cases::Context& context) {
    return columns_of(now, cases::clocks(now, context), context);
}

CaseColumns columns_of(const cases::Case& now,
                       const std::vector<cases::CaseClock>& all,
                       const cases::Context& context) {
    CaseColumns columns;
    columns.department = context.matter->department;
    columns.updated_at = format_instant(context.now);
    columns.decision_awaits_seal = decision_awaits_seal(now);
    if (const cases::CaseClock* clock = cases::leading_clock(all)) {
        columns.due_on = day_text(clock->proof.due);
        columns.provisional = clock->proof.provisional;
    }
    const cases::LightDays lights = cases::light_days(all, *context.calendar);
    columns.promised_on = day_text(cases::promised_due(all));
    columns.yellow_on = day_text(lights.yellow);
    columns.orange_on = day_text(lights.orange);
    columns.work = cases::work_items(now, all);
    return columns;
}

}  // namespace oneseal::desk
