#include "papers/page.hpp"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.hpp"
#include "cases/paper_text.hpp"
#include "cases/papers.hpp"
#include "crypto/digest.hpp"
#include "papers/code.hpp"
#include "papers/errors.hpp"
#include "papers/seal.hpp"

namespace oneseal::papers {
namespace {

using Data = kainjow::mustache::data;

constexpr std::size_t token_digits = 24;

class Printer {
  public:
    explicit Printer(const Page& page)
        : page_(page),
          content_(page.content),
          terms_(cases::paper_terms(page.content.value("kind", 0))) {}

    Data data() const {
        Data data{Data::type::object};
        data.set("language", Data{page_.chinese ? "zh-CN" : "en"});
        data.set("style", Data{page_style});
        data.set("title", Data{in(text_from_json(content_.value("title", Json::object())))});
        data.set("authority", Data{authority()});
        data.set("number", optional(number()));
        data.set("case_number", Data{text_at(content_, "case_number")});
        data.set("case_label", Data{in(errors::case_label())});
        data.set("digest_label", Data{in(errors::digest_label())});
        const bool issued = page_.whole && page_.sealed != Sealed::preview;
        data.set("digest", optional(issued ? page_.sha256 : ""));
        data.set("contact", optional(contact()));
        data.set("date", Data{filled("date", {{"kind", "day"}}, content_)});
        data.set("mark", optional(mark()));
        data.set("to", optional(addressee()));
        // The last one stays with the signature: a page with nothing but a seal could go with any
        // other paper.
        std::vector<std::string> lines = paragraphs();
        data.set("last", Data{lines.empty() ? "" : lines.back()});
        if (!lines.empty()) lines.pop_back();
        Data list{Data::type::list};
        for (const std::string& line : lines) list.push_back(Data{line});
        data.set("paragraphs", list);
        data.set("seal", Data{seal()});
        data.set("code", Data{code()});
        return data;
    }

  private:
    std::string in(const Text& text) const { return page_.chinese ? text.zh_cn : text.en; }

    // What has no series is numbered for the file only.
    std::string number() const { return terms_.series.empty() ? "" : text_at(content_, "number"); }

    static Data optional(const std::string& text) {
        return text.empty() ? Data{false} : Data{text};
    }

    // One field as the texts of papers say it.
    std::string filled(const std::string& name, const Json& field, const Json& content) const {
        const std::string tag = "{{" + name + "}}";
        return in(cases::fill_paper({tag, tag}, {{name, field}}, content));
    }

    std::string authority() const {
        return in(text_from_json(content_.value("authority", Json::object())));
    }

    std::string contact() const {
        const Json contact = content_.value("contact", Json::object());
        const std::string address = text_at(contact, "address");
        const std::string phone = text_at(contact, "phone");
        return address.empty() && phone.empty() ? "" : in(errors::contact(address, phone));
    }

    // A certificate speaks of its holder, and what the bureau keeps for itself speaks to nobody.
    std::string addressee() const {
        if (!cases::is_served(terms_.kind) || terms_.kind == certificate) return "";
        const std::string name = text_at(content_.value("applicant", Json::object()), "name");
        return name.empty() ? "" : in(errors::addressee(name));
    }

    std::string mark() const {
        std::string mark;
        if (page_.demonstration) mark += in(errors::demonstration());
        if (!page_.whole) mark += in(errors::extract());
        if (page_.sealed == Sealed::preview) mark += in(errors::preview());
        if (page_.sealed == Sealed::not_yet) mark += in(errors::awaits_seal());
        return mark;
    }

    bool shows_seal() const {
        return page_.whole &&
               (page_.sealed == Sealed::by_acceptance || page_.sealed == Sealed::by_licensing);
    }

    std::string seal() const {
        if (!shows_seal()) return "";
        // The seal itself is Chinese, whatever the page's language.
        const std::string name = text_from_json(content_.value("authority", Json())).zh_cn;
        return draw_seal(name,
                         page_.sealed == Sealed::by_acceptance ? errors::acceptance_seal().zh_cn
                                                               : errors::licensing_seal().zh_cn);
    }

    // Only what is sealed can be verified.
    std::string code() const {
        if (!shows_seal()) return "";
        return draw_code(verification_token(page_.county, page_.sha256));
    }

    std::vector<std::string> paragraphs() const {
        std::vector<std::string> found;
        std::istringstream lines(in(text_from_json(content_.value("text", Json::object()))));
        for (std::string line; std::getline(lines, line);) {
            if (!line.empty()) found.push_back(line);
        }
        return found.empty() ? told_fields(terms_.fields, content_) : found;
    }

    // Of a paper that was issued before papers had a text, or whose text is not for this reader.
    std::vector<std::string> told_fields(const Json& fields, const Json& content) const {
        std::vector<std::string> lines;
        for (const auto& [name, field] : fields.items()) {
            if (!field.contains("title") || !content.contains(name)) continue;
            const std::string title = in(text_from_json(field["title"]));
            for (const std::string& told : told_values(name, field, content)) {
                if (!told.empty()) lines.push_back(in(errors::field(title, told)));
            }
        }
        return lines;
    }

    // One of a plain field, one of each entry of a list.
    std::vector<std::string> told_values(const std::string& name,
                                         const Json& field,
                                         const Json& content) const {
        const std::string kind = text_at(field, "kind");
        if (kind != "list" && kind != "object") return {filled(name, field, content)};
        const Json value = content[name];
        std::vector<std::string> values;
        for (const Json& item : value.is_array() ? value : Json::array({value})) {
            std::string all;
            for (const std::string& one : told_fields(field.value("of", Json::object()), item)) {
                all += (all.empty() ? "" : in(errors::between_fields())) + one;
            }
            values.push_back(std::move(all));
        }
        return values;
    }

    static constexpr int certificate = 17;

    const Page& page_;
    const Json& content_;
    const cases::PaperTerms& terms_;
};

}  // namespace

std::string page_of(const Page& page) {
    kainjow::mustache::mustache html(page_template);
    return html.render(Printer(page).data());
}

const std::string& style_source() {
    static const std::string source = "'sha256-" + crypto::sha256_base64(page_style) + "'";
    return source;
}

const std::string& page_policy() {
    static const std::string policy =
        "default-src 'none'; style-src " + style_source() +
        "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    return policy;
}

std::string verification_token(const std::string& county, const std::string& sha256) {
    return county + "-" + sha256.substr(0, token_digits);
}

}  // namespace oneseal::papers
