// Checks, which store nothing. They run on the I/O thread that took the request, as filings do.
#include <memory>

#include "catalogue/effective_form.hpp"
#include "crypto/digest.hpp"
#include "desk/evaluation.hpp"
#include "desk/filing.hpp"
#include "desk/same_place.hpp"
#include "log/log.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

constexpr Message registers_asked{
    "DESK_REGISTERS_ASKED",
    Level::info,
    "In county {}, {} has checked an application for {}; registers of persons were asked about the "
    "codes whose SHA-256 begins with {}.",
    "Nothing to do; whoever supervises may ask which application that was."};

// A check stores nothing: who looks people up by one stands in the log, for whoever knows the code.
void trace(const Caller& caller, const Matter& matter, const std::set<std::string>& codes) {
    std::string list;
    for (const std::string& code : codes) {
        list += (list.empty() ? "" : ", ") + crypto::sha256_hex(code).substr(0, 16);
    }
    log(registers_asked, caller.county, caller.who->person, matter.id, list);
}

}  // namespace

// One check on its way.
class Check : public std::enable_shared_from_this<Check> {
  public:
    Check(Desk desk, Caller caller, const MatterInForce& in_force, Answered done)
        : desk_(std::move(desk)),
          caller_(std::move(caller)),
          in_force_(in_force),
          done_(std::move(done)) {}

    void start(std::size_t channel, cases::Case draft, bool explained) {
        channel_ = channel;
        explained_ = explained;
        draft_ = std::move(draft);
        evaluate();
    }

  private:
    void evaluate() {
        const access::Principal* who = caller_.who.get();
        const Matter& matter = *in_force_.matter;
        std::set<std::string> asked;
        const auto allowed = [&](const std::string& code) {
            if (!may_ask_about(who, {code, caller_.county, draft_.matter})) return false;
            asked.insert(code);
            return true;
        };
        const auto facts = desk_.lasting_->registers.facts(
            caller_.county, matter, draft_.filing.form, Registers::Licences::left_out, allowed);
        if (!facts) return done_(facts.error());
        if (!asked.empty() && !who->is_applicant()) trace(caller_, matter, asked);
        const Day today = legal_day(desk_.clock().now());
        const bool staff = who != nullptr && !who->is_applicant();
        desk_.hosts().evaluate(
            channel_,
            in_force_.package_digest,
            desk_.generation_->context.digest,
            input_document(draft_, matter, "filing", today, *facts, true),
            [self = shared_from_this()](Result<std::string> verdict) {
                guarded(self->done_, [&] { self->evaluated(std::move(verdict)); });
            },
            staff ? host::Urgency::case_work : host::Urgency::check);
    }

    // What does not count asks no register about anybody.
    void evaluated(Result<std::string> verdict) {
        if (!verdict) return done_(verdict.error());
        const auto read = cases::read_verdict(*verdict);
        if (!read) return done_(read.error());
        if (leave_out_parties(*in_force_.matter, read->ignored, draft_.filing.form, left_out_)) {
            return evaluate();
        }
        const std::string code = in_force_.matter->applicant_code(draft_.filing.form);
        if (!code.empty() &&
            may_ask_about(caller_.who.get(), {code, caller_.county, draft_.matter}) &&
            look_at_place(*verdict)) {
            return;
        }
        answer(*verdict, Json::array());
    }

    void answer(const std::string& verdict, const Json& same_place) {
        Json told = told_verdict(verdict, left_out_);
        if (!same_place.empty()) told["same_place"] = same_place;
        if (!explained_) told.erase("explain");
        done_(Answer{200, "", "", sdk::canonical(told)});
    }

    // Where reading may wait. What cannot be read now is only a hint: the verdict stands without
    // it.
    bool look_at_place(const std::string& verdict) {
        return desk_.lasting_->pool.post([self = shared_from_this(), verdict] {
            guarded(self->done_, [&] {
                const auto found = same_place(self->desk_.database(),
                                              *self->in_force_.matter,
                                              self->draft_,
                                              legal_day(self->desk_.clock().now()));
                self->answer(verdict, found ? *found : Json::array());
            });
        });
    }

    const Desk desk_;  // holds on to what in_force_ lies in
    Caller caller_;
    const MatterInForce& in_force_;
    Answered done_;
    std::size_t channel_ = 0;
    bool explained_ = true;
    cases::Case draft_{};
    std::vector<std::string> left_out_{};
};

void Desk::check(std::size_t channel,
                 const Caller& caller,
                 Application application,
                 Answered done) const {
    const auto in_force = matter_in_force(caller.county, application.matter);
    if (!in_force) return done(in_force.error());
    const bool explained = application.explained;
    auto draft = draft_of(caller, std::move(application), *(*in_force)->matter);
    if (!draft) return done(draft.error());
    if (auto checked = check_application(caller.county, *draft); !checked) {
        return done(checked.error());
    }
    std::make_shared<Check>(*this, caller, **in_force, std::move(done))
        ->start(channel, std::move(*draft), explained);
}

}  // namespace oneseal::desk
