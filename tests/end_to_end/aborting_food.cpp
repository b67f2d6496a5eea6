// Food business as it is, but that it dies of one name: a fault that real code could have.
#include <cstdlib>
#include <oneseal/department.hpp>

namespace {

class AbortingFood final : public oneseal::sdk::Department {
  public:
    void findings(const oneseal::sdk::Input& input, oneseal::sdk::Findings&) const override {
        const oneseal::sdk::Value name = input.form("applicant_name");
        if (name.is(oneseal::sdk::Value::Kind::string) &&
            name.string().find("崩溃") != std::string::npos) {
            std::abort();
        }
    }
};

}  // namespace

ONESEAL_EXPORT_DEPARTMENT(AbortingFood)
