// A department in C++20. The matter documents say nearly everything; a class derived from
// Department adds what an expression can't say. Compiled into the plugin: no C++ type crosses
// plugin.h, and no exception leaves the plugin.
//
//   class FoodBusiness final : public oneseal::sdk::Department {
//       void findings(const Input& input, Findings& findings) const override { ... }
//   };
//   ONESEAL_EXPORT_DEPARTMENT(FoodBusiness)
//
// A department without code of its own: ONESEAL_EXPORT_DEPARTMENT(oneseal::sdk::Department).
//
// Hooks are pure: the same input must give the same answer years later, so no clock, no file, no
// random number and no state kept between calls. A hook that throws has decided nothing: the rules
// that it had not answered are `failed`, with what() in their finding; where there is no such rule
// the call answers ONESEAL_E_INTERNAL.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "days/days.hpp"
#include "language/value.hpp"
#include "oneseal/plugin.h"

namespace oneseal::sdk {
inline namespace v0_9 {

// What is evaluated, as expressions see it. Borrowed for the call of the hook.
class Input {
  public:
    virtual std::string_view county() const = 0;
    virtual std::string_view matter() const = 0;
    virtual std::string_view variant() const = 0;
    virtual std::string_view mode() const = 0;
    virtual std::string_view stage() const = 0;
    virtual std::string_view received_on() const = 0;
    virtual std::string_view today() const = 0;

    // A field, a fact, a recorded survey item: known, null or unknown (Value::is_unknown). A hook
    // never guesses: what hangs on an unknown value waits (Findings::waits).
    // Throw std::out_of_range where the document declares no such key.
    virtual Value form(std::string_view key) const = 0;
    virtual Value fact(std::string_view id) const = 0;
    virtual Value survey(std::string_view item) const = 0;

    virtual const WorkCalendar& calendar() const = 0;

  protected:
    ~Input() = default;
};

// Takes what the hook found. Only rules that the matter's document declares with `native: true`:
// any other id throws std::invalid_argument. A rule of another variant or stage, or whose `when`
// is false, is ignored; every other native rule has to be answered, or it is `failed`: an officer
// decides it then. Of several answers the gravest stands: violated, fails, waits, passed.
class Findings {
  public:
    virtual void passed(std::string_view rule) = 0;
    // `pointer` into the form, of a field that the document declares; empty means the rule's own.
    virtual void violated(std::string_view rule, std::string_view pointer = {}) = 0;
    // The rule can't be decided yet, because of these facts, which the document declares.
    virtual void waits(std::string_view rule, const std::vector<std::string_view>& facts) = 0;
    // The rule can't be decided at all: an officer has to.
    virtual void fails(std::string_view rule) = 0;

  protected:
    ~Findings() = default;
};

// Takes what the hook derives for the licence; it replaces what the document's expression gave.
class Derived {
  public:
    // `name`: prefix, suffix, valid_from, valid_to (text or null, days as 2024-03-11), or an
    // attribute that the document declares; any other throws std::invalid_argument.
    virtual void licence(std::string_view name, const nlohmann::json& value) = 0;

  protected:
    ~Derived() = default;
};

class Department {
  public:
    virtual ~Department() = default;
    // Called after the declared rules, at every stage.
    virtual void findings(const Input&, Findings&) const {}
    // Called at stage licence.
    virtual void derive(const Input&, Derived&) const {}
};

namespace exported {

using MakeDepartment = std::unique_ptr<Department> (*)();
int32_t open(const oneseal_host* host,
             oneseal_text documents,
             oneseal_text context,
             const oneseal_writer* answer,
             oneseal_instance** instance,
             MakeDepartment make) noexcept;
int32_t evaluate(oneseal_instance* instance,
                 oneseal_text input,
                 const oneseal_writer* answer) noexcept;
void close(oneseal_instance* instance) noexcept;

template <typename Type>
struct Table {
    static std::unique_ptr<Department> make() { return std::make_unique<Type>(); }

    static int32_t open(const oneseal_host* host,
                        oneseal_text documents,
                        oneseal_text context,
                        const oneseal_writer* answer,
                        oneseal_instance** instance) {
        return exported::open(host, documents, context, answer, instance, &make);
    }

    static constexpr oneseal_department_1 table{
        sizeof(oneseal_department_1), &open, &exported::evaluate, &exported::close};

    static const void* find_interface(oneseal_text id) {
        return std::string_view(id.data, id.size) == ONESEAL_DEPARTMENT_1 ? &table : nullptr;
    }
};

}  // namespace exported
}  // namespace v0_9
}  // namespace oneseal::sdk

#define ONESEAL_SDK_BUILD "0.9.0 " ONESEAL_COMPILER_NAME " " __VERSION__
#if defined(__clang__)
#define ONESEAL_COMPILER_NAME "clang"
#else
#define ONESEAL_COMPILER_NAME "g++"
#endif

// Defines the one symbol that a plugin exports. To be used once, outside any namespace.
#define ONESEAL_EXPORT_DEPARTMENT(Type)                                                            \
    extern "C" __attribute__((visibility("default"))) const oneseal_entry oneseal_plugin_entry = { \
        ONESEAL_MAGIC,                                                                             \
        sizeof(oneseal_entry),                                                                     \
        ONESEAL_ABI_MAJOR,                                                                         \
        ONESEAL_ABI_MINOR,                                                                         \
        ONESEAL_ABI_MINOR,                                                                         \
        {ONESEAL_SDK_BUILD, sizeof(ONESEAL_SDK_BUILD) - 1},                                        \
        &oneseal::sdk::exported::Table<Type>::find_interface};
