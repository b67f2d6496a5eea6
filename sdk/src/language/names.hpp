// What a name means where it stands: a macro's variable, a declared variable, a document's key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/syntax.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class Names {
  public:
    // The declarations must outlive this.
    explicit Names(const Declarations& declarations) : declarations_(declarations) {}

    // A macro's variable, seen until it is taken back; the answer is its slot.
    std::size_t open_local(std::string name, Type type);
    void close_local() { locals_.pop_back(); }
    std::optional<std::size_t> local(std::string_view name) const;
    const Type& local_type(std::size_t slot) const { return locals_[slot].type; }

    std::optional<Type> variable(const std::string& name) const;
    std::optional<Type> key_of(const std::string& document, const std::string& key) const;
    bool is_document(const Node& node) const;

    // One text for the same thing, before and after the check has completed the node; none for what
    // is no variable, document's key, local, or chain of selections from one of those.
    std::optional<std::string> full_name(const Node& node) const;
    // It has a full name and is declared as what is never null.
    bool never_null(const Node& node) const;

  private:
    struct Local {
        std::string name{};
        Type type{};
    };

    std::optional<Type> declared(const Node& node) const;

    const Declarations& declarations_;
    std::vector<Local> locals_{};
};

// The type of a key; none where the object has no such key, or no keys at all.
std::optional<Type> member_of(const Type& object, const std::string& key);

}  // namespace v0_9
}  // namespace oneseal::sdk
