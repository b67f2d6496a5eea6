#include "end_to_end/packages.hpp"

#include <fstream>

#include "crypto/digest.hpp"

namespace oneseal {
namespace {

// What is in the file then.
std::string rewrite(const std::filesystem::path& file,
                    const std::function<void(OrderedJson&)>& change) {
    std::ifstream in(file);
    OrderedJson json = OrderedJson::parse(in);
    in.close();
    change(json);
    std::string text = json.dump();
    std::ofstream(file) << text;
    return text;
}

}  // namespace

void change_manifest(const std::filesystem::path& package,
                     const std::function<void(OrderedJson& manifest)>& change) {
    rewrite(package / "manifest.json", change);
}

void change_food_matter(const std::filesystem::path& package,
                        const std::function<void(OrderedJson& matter)>& change) {
    const std::string document = "matters/food_business.json";
    const std::string text = rewrite(package / document, change);
    change_manifest(package, [&](OrderedJson& manifest) {
        manifest["files"][document] = crypto::sha256_hex(text);
    });
}

}  // namespace oneseal
