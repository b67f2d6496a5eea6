// Filing: the path that a crowd takes at nine in the morning. It runs on the I/O
// thread that took the request, asks the plugin over that thread's channel, and hands one WriteSet
// to the writer; nothing on it waits for a read.
#include "desk/filing.hpp"

#include <memory>
#include <new>

#include "base/findings.hpp"
#include "base/ids.hpp"
#include "cases/case_json.hpp"
#include "cases/errors.hpp"
#include "catalogue/effective_form.hpp"
#include "catalogue/normal_form.hpp"
#include "desk/answer.hpp"
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "desk/evaluation.hpp"
#include "desk/snapshot.hpp"
#include "desk/views.hpp"
#include "journal/entry.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

Error unknown_variant(const std::string& variant) {
    return with_findings(errors::variant_unknown(variant),
                         {{"/variant", errors::no_such_variant(), "", ""}});
}

Error unknown_mode(const std::string& mode) {
    return with_findings(errors::mode_unknown(mode), {{"/mode", errors::no_such_mode(), "", ""}});
}

Result<void> complete_materials(std::vector<cases::HandedIn>& materials, const Matter& matter) {
    std::vector<Finding> findings;
    std::size_t index = 0;
    for (cases::HandedIn& material : materials) {
        const std::string pointer = "/materials/" + std::to_string(index++);
        if (cases::complete_material(material, matter)) continue;
        findings.push_back({pointer, errors::no_such_material(material.id), "", ""});
    }
    if (findings.empty()) return {};
    return with_findings(errors::material_unknown(), std::move(findings));
}

}  // namespace

Result<void> are_on_paper(const std::vector<cases::HandedIn>& materials) {
    for (std::size_t index = 0; index < materials.size(); ++index) {
        const cases::HandedIn& material = materials[index];
        if (material.kind != "electronic" || !material.made_by.empty()) continue;
        const std::string pointer = "/materials/" + std::to_string(index);
        return with_findings(errors::material_kind(),
                             {{pointer, cases::errors::put_as_a_file(), "", ""}});
    }
    return {};
}

Json told_verdict(const std::string& verdict, const std::vector<std::string>& left_out) {
    Json told = Json::parse(verdict);
    Json& ignored = told["ignored"];
    for (const std::string& pointer : left_out) ignored.push_back(pointer);
    for (Json& pointer : ignored) pointer = "/form" + pointer.get<std::string>();
    for (Json& finding : told["findings"]) {
        const std::string pointer = finding["pointer"];
        if (!pointer.empty()) finding["pointer"] = "/form" + pointer;
    }
    if (!told.contains("fields")) return told;
    Json fields = Json::object();
    for (auto& [pointer, field] : told["fields"].items()) fields["/form" + pointer] = field;
    told["fields"] = std::move(fields);
    return told;
}

Result<cases::Case> draft_of(const Caller& caller, Application application, const Matter& matter) {
    auto checked = complete_materials(application.materials, matter);
    if (!checked) return checked.error();
    cases::Case draft;
    draft.filing.typed = normalise_form(application.form, matter);
    draft.county = caller.county;
    draft.id = random_id();
    draft.matter = std::move(application.matter);
    draft.filing.variant = std::move(application.variant);
    draft.filing.mode = std::move(application.mode);
    draft.filing.form = std::move(application.form);
    draft.filing.materials = std::move(application.materials);
    draft.filing.shared_data = std::move(application.shared_data);
    draft.filing.committed = std::move(application.committed);
    cases::make_application(draft.filing, matter);
    draft.filing.applicant.account = caller.who != nullptr ? caller.who->account : "";
    draft.filing.applicant.name = matter.applicant_name(draft.filing.form);
    draft.filing.applicant.code = matter.applicant_code(draft.filing.form);
    return draft;
}

Result<void> Desk::check_application(const std::string& county, const cases::Case& now) const {
    const auto in_force = matter_in_force(county, now.matter);
    if (!in_force) return in_force.error();
    if (!(*in_force)->enabled) return errors::matter_disabled((*in_force)->matter->title);
    return check_shape(county, now);
}

Result<void> Desk::check_shape(const std::string& county, const cases::Case& now) const {
    const MatterInForce& in_force = *generation_->county(county)->matter_of(now);
    if (in_force.matter->variant(now.filing.variant) == nullptr)
        return unknown_variant(now.filing.variant);
    if (now.filing.mode != "general" && now.filing.mode != "commitment")
        return unknown_mode(now.filing.mode);
    auto shape = in_force.form_kinds->check(now.filing.form);
    if (shape) return {};
    Error error = shape.error();
    for (Finding& finding : error.findings) finding.pointer.insert(0, "/form");
    return error;
}

// One filing on its way; it keeps itself alive through the callbacks that it waits for.
class Filing : public std::enable_shared_from_this<Filing> {
  public:
    Filing(Desk desk, Caller caller, Answered done)
        : desk_(std::move(desk)), caller_(std::move(caller)), done_(std::move(done)) {}

    void start(std::size_t channel, Application application) {
        const auto in_force = desk_.matter_in_force(caller_.county, application.matter);
        if (!in_force) return done_(in_force.error());
        in_force_ = *in_force;
        channel_ = channel;
        submission_ = std::move(application.submission);
        auto draft = draft_of(caller_, std::move(application), *in_force_->matter);
        if (!draft) return done_(draft.error());
        draft_ = std::move(*draft);
        if (auto papers = are_on_paper(draft_.filing.materials); !papers)
            return done_(papers.error());
        if (auto checked = desk_.check_application(caller_.county, draft_); !checked) {
            return done_(checked.error());
        }
        instant_ = desk_.clock().now();
        if (submission_.is_null()) return store_draft();
        const cases::Context context = desk_.context_of(draft_, instant_);
        if (auto may = may_file(*caller_.who, draft_, context); !may) return done_(may.error());
        asked_ = draft_;
        asked_.filing.received_on = receipt_day(caller_, submission_, instant_);
        evaluate();
    }

  private:
    void store_draft() {
        draft_.version = 1;
        cases::take_in(
            draft_.filing.materials, format_instant(instant_), actor_name(caller_.who.get()));
        StoredCase stored = stored_of(draft_);
        const cases::Context context = desk_.context_of(stored.now, instant_);
        storage::WriteSet set{{insert_case(stored, columns_of(stored.now, context))}};
        make_answer(stored);
        commit(std::move(set));
    }

    void evaluate() {
        const Day today = legal_day(instant_);
        // What a filing leaves in the case, and what is answered, its applicant may read.
        const access::Principal* who = caller_.who.get();
        const auto own = [who, this](const std::string& code) {
            return who->is_applicant() && may_ask_about(who, {code, asked_.county, asked_.matter});
        };
        const auto facts = desk_.lasting_->registers.facts(caller_.county,
                                                           *in_force_->matter,
                                                           asked_.filing.form,
                                                           Registers::Licences::left_out,
                                                           own);
        if (!facts) return done_(facts.error());
        input_ = input_document(asked_, *in_force_->matter, "filing", today, *facts);
        desk_.hosts().evaluate(channel_,
                               in_force_->package_digest,
                               desk_.generation_->context.digest,
                               input_,
                               [self = shared_from_this()](Result<std::string> verdict) {
                                   guarded(self->done_,
                                           [&] { self->evaluated(std::move(verdict)); });
                               });
    }

    // Without a verdict the filing is taken all the same: its clock runs, the verdict follows.
    void evaluated(Result<std::string> verdict) {
        if (!verdict && verdict.error().code != ErrorCode::unavailable) {
            return done_(verdict.error());
        }
        if (verdict) {
            auto read = cases::read_verdict(*verdict);
            if (read && leave_out_parties(
                            *in_force_->matter, read->ignored, asked_.filing.form, left_out_)) {
                return evaluate_again();
            }
            if (read) {
                read->ignored.insert(read->ignored.end(), left_out_.begin(), left_out_.end());
                read_verdict_ = std::move(*read);
                verdict_ = std::move(*verdict);
            }
        }
        desk_.lasting_->numbers.next(caller_.county,
                                     receipt_day(caller_, submission_, instant_),
                                     in_force_->short_code,
                                     [self = shared_from_this()](Result<std::string> number) {
                                         guarded(self->done_,
                                                 [&] { self->numbered(std::move(number)); });
                                     });
    }

    void evaluate_again() {
        const cases::Context context = desk_.context_of(asked_, instant_);
        if (auto may = may_file(*caller_.who, asked_, context); !may) return done_(may.error());
        evaluate();
    }

    void numbered(Result<std::string> number) {
        if (!number) return done_(number.error());
        cases::Context context = desk_.context_of(draft_, instant_);
        context.case_number = std::move(*number);
        context.query_code = random_code(query_code_length);
        context.verdict = read_verdict_;
        const cases::Command command{"submit", actor_of(caller_.who.get()), submission_};
        auto decision = cases::decide(draft_, command, context);
        if (!decision) return done_(decision.error());
        store(std::move(*decision));
    }

    void store(cases::Decision decision) {
        std::vector<storage::Object> objects{journal::make_object("events", events_of(decision))};
        if (!verdict_.empty()) {
            const cases::Pin& pin = decision.after.pin;
            objects.push_back(journal::make_object(
                "receipt", receipt(pin, desk_.generation_->context.digest, input_, verdict_)));
        }
        decision.after.version = 1;
        StoredCase stored = stored_of(decision.after);
        make_answer(stored);
        const Derived derived = derived_of({}, stored.now, desk_.context_of(stored.now, instant_));
        const Json said =
            after_of(stored,
                     derived,
                     desk_.generation_->context.digest,
                     decision,
                     caller_.key.empty() ? "" : answer_digest(key_of(caller_), kept_));
        const journal::Entry entry = journal::make_entry(
            {},
            {draft_.county, draft_.id, "submit", actor_name(caller_.who.get()), instant_},
            objects,
            &said);
        stored.head = entry.head;
        commit(desk_.write_set({{}, stored, decision, derived, entry, {}}, std::move(objects)));
    }

    void make_answer(const StoredCase& stored) {
        Json view = desk_.view_of(caller_, stored.now, instant_);
        if (!verdict_.empty()) {
            view["verdict"] = told_verdict(verdict_, left_out_);
        }
        answer_ = answer_of(201, stored, view);
        if (!caller_.key.empty()) kept_ = {caller_.request_hash, stored_text(answer_)};
    }

    void commit(storage::WriteSet set) {
        if (!caller_.key.empty()) {
            set.writes.insert(set.writes.begin(),
                              insert_answer(key_of(caller_), std::move(kept_), instant_));
        }
        desk_.database().commit(
            std::move(set), [self = shared_from_this()](storage::Committed committed) {
                guarded(self->done_, [&] { self->committed(std::move(committed)); });
            });
    }

    // The key was used before: the stored answer, read where reading may wait.
    void committed(storage::Committed committed) {
        if (!committed) return done_(committed.error());
        if (!*committed) return done_(std::move(answer_));
        const bool posted = desk_.lasting_->pool.post([self = shared_from_this()] {
            auto before = self->desk_.repeated(self->caller_);
            if (!before) return self->done_(before.error());
            if (*before) return self->done_(std::move(**before));
            self->done_(errors::case_not_stored());
        });
        if (!posted) done_(errors::desk_busy());
    }

    const Desk desk_;  // holds on to what in_force_ lies in
    Caller caller_;
    Answered done_;
    const MatterInForce* in_force_ = nullptr;
    cases::Case draft_{};
    Json submission_ = Json();
    std::size_t channel_ = 0;
    cases::Case asked_{};                  // the draft as it counts
    std::vector<std::string> left_out_{};  // of its form, what names somebody and does not count
    Instant instant_{};
    std::string input_{};
    std::string verdict_{};
    std::optional<cases::Verdict> read_verdict_{};
    Answer answer_{};
    StoredAnswer kept_{};  // the same as it is stored, where a key came with the filing
};

void Desk::file(std::size_t channel,
                const Caller& caller,
                Application application,
                Answered done) const {
    std::make_shared<Filing>(*this, caller, std::move(done))
        ->start(channel, std::move(application));
}

}  // namespace oneseal::desk
