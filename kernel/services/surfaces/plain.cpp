#include "surfaces/plain.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/inset.hpp"
#include "desk/generations.hpp"
#include "surfaces/kept.hpp"
#include "surfaces/plain_text.hpp"
#include "surfaces/verification.hpp"

namespace oneseal::surfaces {
namespace {

Text term_text(Term term) {
    const bool one = term.count == 1;
    switch (term.unit) {
        case Term::Unit::working_days:
            return fill(word(one ? "working_day" : "working_days"), {{"count", Inset(term.count)}});
        case Term::Unit::calendar_days:
            return fill(word(one ? "calendar_day" : "calendar_days"),
                        {{"count", Inset(term.count)}});
        case Term::Unit::months:
            return fill(word(one ? "month" : "months"), {{"count", Inset(term.count)}});
    }
    return {};
}

// What the county promises, or else the matter itself.
Text promise_text(const desk::MatterInForce& in_force, const Variant& variant) {
    const auto own = in_force.promised_days.find(variant.id);
    const int days = own == in_force.promised_days.end() ? variant.promised_days : own->second;
    if (days == 0) return word(variant.immediate ? "at_once" : "no_promise");
    const Text term = term_text({Term::Unit::working_days, days});
    return variant.immediate ? fill(word("at_once_or"), {{"term", Inset(term)}}) : term;
}

Text limit_text(const Limit& limit) {
    const Text term = term_text(limit.term);
    return limit.from_receipt ? fill(word("from_receipt"), {{"term", Inset(term)}}) : term;
}

Text fee_text(const Matter& matter) {
    const Json& fee = member(matter.document, "fee");
    if (!fee.is_object()) return {};
    return word(flag_at(fee, "charged") ? "charged" : "free");
}

class PlainPage {
  public:
    explicit PlainPage(http::Language language) : language_(language) {}

    Json county(const std::string& code, const desk::County& county) const {
        const Json& bureau = member(county.document, "bureau");
        std::map<std::string, Json> departments;
        for (const auto& [id, in_force] : county.matters) {
            Json& department = departments[in_force.plugin];
            const Text from = text_from_json(in_force.matter->department_title);
            department["title"] = in(fill(word("department"), {{"from", Inset(from)}}));
            department["matters"].push_back(matter(code, in_force));
        }
        Json list = Json::array();
        for (auto& [id, department] : departments) list.push_back(std::move(department));
        return {{"bureau", in(county.terms.bureau)},
                {"address", in(text_from_json(member(bureau, "address")))},
                {"phone", text_at(bureau, "phone")},
                {"departments", std::move(list)},
                {"empty", county.matters.empty()}};
    }

  private:
    std::string in(const Text& text) const { return http::in(language_, text); }

    Json matter(const std::string& code, const desk::MatterInForce& in_force) const {
        const Matter& matter = *in_force.matter;
        Json variants = Json::array();
        for (const Variant& variant : matter.variants) {
            variants.push_back({{"title", in(variant.title)},
                                {"promise", in(promise_text(in_force, variant))},
                                {"limit", in(limit_text(variant.limit))}});
        }
        return {{"title", in(matter.title)},
                {"guide", "/api/v1/counties/" + code + "/matters/" + matter.id},
                {"enabled", in_force.enabled},
                {"fee", in(fee_text(matter))},
                {"variants", std::move(variants)}};
    }

    const http::Language language_;
};

constexpr std::string_view policy =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

// The pages of one generation, a language each: compressing one takes longer than asking for it.
class PlainPages {
  public:
    PlainPages(const desk::Generations& generations, bool at_root)
        : generations_(generations), at_root_(at_root) {}

    // [any thread]
    std::shared_ptr<const Kept> page(http::Language language) {
        const desk::Desk desk = generations_.desk();
        const std::lock_guard lock(mutex_);
        if (made_of_ != desk.generation().number) pages_.clear();
        made_of_ = desk.generation().number;
        auto& page = pages_[language];
        if (page == nullptr) {
            page = std::make_shared<const Kept>(
                keep("plain.html", plain_page(desk.generation(), language, at_root_)));
        }
        return page;
    }

  private:
    const desk::Generations& generations_;
    const bool at_root_;
    std::mutex mutex_{};
    unsigned long long made_of_ = 0;
    std::map<http::Language, std::shared_ptr<const Kept>> pages_{};
};

http::Handler page_handler(const desk::Generations& generations, bool at_root) {
    const auto pages = std::make_shared<PlainPages>(generations, at_root);
    return [pages](const http::Request& request, const http::Respond& respond) {
        const http::Language language = language_wanted(request);
        http::Response response = answer(*pages->page(language), request, policy);
        response.headers.emplace_back("Vary", "Accept-Language");
        response.headers.emplace_back("Content-Language", http::tag_of(language));
        respond(std::move(response));
    };
}

}  // namespace

http::Language language_wanted(const http::Request& request) {
    const auto wanted = request.query_value("lang");
    return wanted ? http::language_from(*wanted) : http::language_of(request);
}

std::string plain_page(const desk::Generation& generation, http::Language language, bool at_root) {
    const PlainPage page(language);
    Json counties = Json::array();
    for (const auto& [code, county] : generation.counties) {
        counties.push_back(page.county(code, county));
    }
    return render(plain_template,
                  {{"counties", std::move(counties)},
                   {"at_root", at_root},
                   {"form", question_form(generation, {}, language)}},
                  language);
}

void add_plain_page(http::Router& router, const desk::Generations& generations, bool at_root) {
    const http::Handler page = page_handler(generations, at_root);
    router.add("GET", "/plain", http::Body::none, page);
    if (at_root) router.add("GET", "/", http::Body::none, page);
    router.add("GET",
               "/plain.css",
               http::Body::none,
               [style = keep("plain.css", plain_style)](const http::Request& request,
                                                        const http::Respond& respond) {
                   respond(answer(style, request, policy));
               });
    router.add(
        "GET", "/plain/verify", http::Body::none, verify_handler(router, generations, policy));
}

}  // namespace oneseal::surfaces
