#include "papers/seal.hpp"

#include <algorithm>
#include <cmath>
#include <kainjow/mustache.hpp>
#include <numbers>

#include "base/text.hpp"

namespace oneseal::papers {
namespace {

// In a drawing of 200 by 200.
constexpr double centre = 100;
constexpr double arc_radius = 72;
constexpr double arc_degrees = 250;  // of the circle that the name may take
constexpr double star_radius = 27;

std::string number(double value) {
    const auto tenths = static_cast<long>(std::lround(value * 10));
    std::string text = std::to_string(tenths / 10);
    return text + "." + std::to_string(std::abs(tenths % 10));
}

std::string point(double radius, double degrees) {
    const double radians = degrees * std::numbers::pi / 180;
    return number(centre + radius * std::cos(radians)) + " " +
           number(centre + radius * std::sin(radians));
}

// Five points outside and five inside, the first upwards.
std::string star() {
    std::string points;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? star_radius : star_radius * 0.382;
        points += point(radius, -90 + 36 * i) + " ";
    }
    return points;
}

// A character, not a byte.
std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

std::string draw_seal(const std::string& authority, const std::string& name) {
    const double length = arc_radius * arc_degrees * std::numbers::pi / 180;
    const double each = length / std::max<double>(1, double(characters(authority)));
    const double size = std::min(26.0, each * 0.86);
    const std::string escaped = kainjow::mustache::html_escape<std::string>(authority);
    const std::string escaped_name = kainjow::mustache::html_escape<std::string>(name);
    const double half = arc_degrees / 2;
    return "<svg class=\"seal\" viewBox=\"0 0 200 200\" role=\"img\" aria-label=\"" + escaped +
           " " + escaped_name +
           "\" fill=\"#d0021b\" font-family=\"'Noto Serif CJK SC',SimSun,serif\" "
           "text-anchor=\"middle\">"
           "<circle cx=\"100\" cy=\"100\" r=\"96\" fill=\"none\" stroke=\"#d0021b\" "
           "stroke-width=\"5\"/>"
           "<path id=\"arc\" fill=\"none\" d=\"M " +
           point(arc_radius, -90 - half) + " A " + number(arc_radius) + " " + number(arc_radius) +
           " 0 1 1 " + point(arc_radius, -90 + half) +
           "\"/>"
           "<polygon points=\"" +
           star() +
           "\"/>"
           "<text font-size=\"" +
           number(size) + "\" letter-spacing=\"" + number(each - size) +
           "\"><textPath href=\"#arc\" startOffset=\"50%\">" + escaped +
           "</textPath></text>"
           "<text x=\"100\" y=\"160\" font-size=\"18\" letter-spacing=\"1\">" +
           escaped_name + "</text></svg>\n";
}

}  // namespace oneseal::papers
