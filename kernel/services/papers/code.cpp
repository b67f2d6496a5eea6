#include "papers/code.hpp"

#include <qrencode.h>

#include <memory>

namespace oneseal::papers {

std::string draw_code(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return "";
    constexpr int quiet = 4;  // light modules around it, as the standard demands
    const int width = code->width;
    std::string path;
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            if ((code->data[y * width + x] & 1) == 0) continue;
            path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
        }
    }
    const std::string side = std::to_string(width + 2 * quiet);
    return "<svg class=\"code\" viewBox=\"0 0 " + side + " " + side +
           "\" role=\"img\" aria-label=\"" + text + "\" shape-rendering=\"crispEdges\"><path d=\"" +
           path + "\"/></svg>\n";
}

}  // namespace oneseal::papers
