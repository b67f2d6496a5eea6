#include "papers/application.hpp"

#include <kainjow/mustache.hpp>

#include "cases/decide.hpp"
#include "cases/told_form.hpp"
#include "papers/errors.hpp"
#include "papers/page.hpp"

namespace oneseal::papers {
namespace {

using Data = kainjow::mustache::data;

class Printer {
  public:
    explicit Printer(const ApplicationPage& page) : page_(page), now_(page.now) {}

    Data data() const {
        Data data{Data::type::object};
        data.set("language", Data{page_.chinese ? "zh-CN" : "en"});
        data.set("style", Data{page_style});
        data.set("title", Data{in(page_.matter.material(page_.material)->title)});
        data.set("mark", page_.demonstration ? Data{in(errors::demonstration())} : Data{false});
        data.set("to", Data{in(errors::addressee(page_.authority))});
        data.set("request", Data{in(request())});
        data.set("groups", groups());
        data.set("statement", Data{in(errors::statement_of_truth())});
        data.set("signature", signature());
        data.set("case_label", Data{in(errors::case_label())});
        data.set("case_number", now_.number.empty() ? Data{false} : Data{now_.number});
        data.set("digest_label", Data{in(errors::digest_of_what_is_signed())});
        data.set(
            "digest",
            Data{is_filed() ? now_.filing.submission.content_digest : cases::signed_digest(now_)});
        return data;
    }

  private:
    std::string in(const Text& text) const { return page_.chinese ? text.zh_cn : text.en; }

    bool is_filed() const { return now_.state != cases::State::draft; }

    Text request() const {
        const Variant* variant = page_.matter.variant(now_.filing.variant);
        return errors::request(page_.matter.title, variant != nullptr ? variant->title : Text{});
    }

    std::vector<Text> signature_lines() const {
        if (!is_filed()) {
            return {errors::to_be_signed(),
                    errors::to_be_signed_by_agent(),
                    errors::day_of_signature()};
        }
        std::vector<Text> lines{errors::signed_for(now_.filing.applicant.name)};
        const std::string agent = text_at(now_.filing.submission.agent, "name");
        if (!agent.empty()) lines.push_back(errors::signed_by_agent(agent));
        const std::string& at = now_.filing.received_at;  // 2026-03-02T09:00:00.000+08:00
        lines.push_back(errors::signed_at(at.substr(0, 10) + " " + at.substr(11, 5)));
        return lines;
    }

    Data signature() const {
        Data list{Data::type::list};
        for (const Text& line : signature_lines()) list.push_back(Data{in(line)});
        return list;
    }

    Data groups() const {
        Data list{Data::type::list};
        for (const auto& group :
             cases::told_form(page_.matter, now_.county, page_.county, now_.filing.form)) {
            list.push_back(told(group));
        }
        list.push_back(told(materials()));
        return list;
    }

    Data told(const cases::ToldGroup& group) const {
        Data answers{Data::type::list};
        for (const cases::ToldAnswer& answer : group.answers) {
            Data row{Data::type::object};
            row.set("question", Data{in(answer.title)});
            row.set("answer", Data{in(answer.value)});
            answers.push_back(std::move(row));
        }
        Data data{Data::type::object};
        data.set("group", group.title.zh_cn.empty() ? Data{false} : Data{in(group.title)});
        data.set("answers", answers);
        return data;
    }

    // Those that go with the application.
    cases::ToldGroup materials() const {
        Text lines;
        int number = 0;
        for (const cases::HandedIn& handed : now_.filing.materials) {
            const MaterialTerms* terms = page_.matter.material(handed.id);
            if (terms == nullptr || handed.id == page_.material) continue;
            const Text line = errors::attached(std::to_string(++number), terms->title);
            lines.zh_cn += (number == 1 ? "" : "\n") + line.zh_cn;
            lines.en += (number == 1 ? "" : "\n") + line.en;
        }
        if (number == 0) lines = errors::nothing_attached();
        return {errors::attached_materials(), {{errors::attached_list(), lines}}};
    }

    const ApplicationPage& page_;
    const cases::Case& now_;
};

}  // namespace

std::string page_of(const ApplicationPage& page) {
    kainjow::mustache::mustache html(application_template);
    return html.render(Printer(page).data());
}

}  // namespace oneseal::papers
