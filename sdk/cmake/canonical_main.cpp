// oneseal-canonical IN OUT: writes a JSON document as canonical JSON, RFC 8785. The build uses it
// for a package's manifest, which is signed byte for byte.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "text/canonical.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: oneseal-canonical IN OUT\n";
        return 2;
    }
    try {
        std::ifstream in(argv[1]);
        std::ofstream out(argv[2], std::ios::binary);
        out << oneseal::sdk::canonical(nlohmann::json::parse(in));
        out.close();
        return out ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << argv[1] << ": " << error.what() << '\n';
        return 1;
    }
}
