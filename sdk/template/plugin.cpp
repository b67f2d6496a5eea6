// Street stalls: what an expression can't say is said here, the rest in matters/street_stall.json.
#include <oneseal/department.hpp>

namespace {

using namespace oneseal::sdk;

class StreetStalls final : public Department {
    // A stall's name may not be one letter over and over: 哈哈哈.
    void findings(const Input& input, Findings& findings) const override {
        const Value name = input.form("stall_name");
        if (name.is_unknown()) return findings.waits("STALL-02", {});
        const std::string& text = name.string();
        if (text.find_first_not_of(text[0]) == std::string::npos) findings.violated("STALL-02");
    }
};

}  // namespace

ONESEAL_EXPORT_DEPARTMENT(StreetStalls)
