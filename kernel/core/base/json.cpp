#include "base/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "base/errors.hpp"

namespace oneseal {
namespace {

constexpr std::int64_t largest_exact_integer = (std::int64_t{1} << 53) - 1;

Error refused(std::string pointer, Error error) {
    error.findings = {{std::move(pointer), error.message, "", ""}};
    return error;
}

// Frees a tree entry by entry: its library would first move the entries of a list aside, into
// memory that there may be none of.
void dismantle(Json& json) {
    if (json.is_array()) {
        auto& list = json.get_ref<Json::array_t&>();
        for (; !list.empty(); list.pop_back()) dismantle(list.back());
    } else if (json.is_object()) {
        auto& members = json.get_ref<Json::object_t&>();
        for (; !members.empty(); members.erase(members.begin())) dismantle(members.begin()->second);
    }
}

// Builds the tree while it checks what a tree can no longer tell: duplicate keys and depth.
class Reader : public nlohmann::json_sax<Json> {
  public:
    explicit Reader(int depth) : deepest_(depth) {}
    ~Reader() override { dismantle(root_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override {
        return exact(value >= -largest_exact_integer) && put(value);
    }
    bool number_unsigned(number_unsigned_t value) override {
        return exact(value <= static_cast<std::uint64_t>(largest_exact_integer)) && put(value);
    }
    // A number with a fraction or an exponent, or an integer too large for 64 bits.
    bool number_float(number_float_t value, const string_t& text) override {
        const bool is_integer = text.find_first_of(".eE") == string_t::npos;
        return exact(std::isfinite(value) && !is_integer) && put(value);
    }
    bool string(string_t& value) override { return clean(value) && put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!clean(name)) return false;
        const bool twice = stack_.back()->contains(name);
        keys_.back() = std::move(name);
        if (twice) {
            return fail(refused(pointer(), errors::json_duplicate_key(keys_.back())));
        }
        return true;
    }

    bool parse_error(std::size_t position,
                     const std::string&,
                     const nlohmann::json::exception& exception) override {
        constexpr int beyond_every_double = 406;
        if (exception.id == beyond_every_double) return exact(false);
        return fail(refused(pointer(), errors::json_malformed(position)));
    }

    Json take() { return std::move(root_); }
    Error error() { return std::move(error_); }

  private:
    bool fail(Error error) {
        if (error_.id.empty()) error_ = std::move(error);
        return false;
    }

    bool exact(bool ok) { return ok || fail(refused(pointer(), errors::json_number())); }

    bool clean(const std::string& value) {
        return value.find('\0') == std::string::npos ||
               fail(refused(pointer(), errors::json_nul()));
    }

    bool put(Json value) {
        slot() = std::move(value);
        return true;
    }

    // Where the next value goes: the root, the key just read, or a new element.
    Json& slot() {
        if (stack_.empty()) return root_;
        Json& parent = *stack_.back();
        if (parent.is_object()) return parent[keys_.back()];
        parent.push_back(nullptr);
        return parent.back();
    }

    bool open(Json container) {
        if (static_cast<int>(stack_.size()) >= deepest_) {
            return fail(refused(pointer(), errors::json_too_deep(deepest_)));
        }
        Json& place = slot();
        place = std::move(container);
        stack_.push_back(&place);
        keys_.emplace_back();
        return true;
    }

    bool close() {
        stack_.pop_back();
        keys_.pop_back();
        return true;
    }

    std::string pointer() const {
        std::string text;
        for (std::size_t i = 0; i < stack_.size(); ++i) {
            const Json& parent = *stack_[i];
            if (parent.is_object() && keys_[i].empty()) break;
            text +=
                "/" + (parent.is_object() ? pointer_token(keys_[i])
                                          : std::to_string(parent.empty() ? 0 : parent.size() - 1));
        }
        return text;
    }

    int deepest_;
    Json root_{};
    // Pointers stay valid: a parent is only appended to after its child is closed.
    std::vector<Json*> stack_{};
    std::vector<std::string> keys_{};
    Error error_{};
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        return refused("", errors::json_too_large(limits.bytes));
    }
    Reader reader(limits.depth);
    if (!Json::sax_parse(text, &reader)) return reader.error();
    // Json converts to everything, also to Error, so the side has to be named.
    return Result<Json>(boost::system::in_place_value, reader.take());
}

Text text_from_json(const Json& json) {
    if (!json.is_object()) return {};
    return {json.value("zh-CN", ""), json.value("en", "")};
}

Json to_json(const Text& text) {
    return {{"zh-CN", text.zh_cn}, {"en", text.en}};
}

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string text_at(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_at(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string pointer_token(std::string_view key) {
    std::string token;
    for (const char c : key) {
        if (c == '~') {
            token += "~0";
        } else if (c == '/') {
            token += "~1";
        } else {
            token += c;
        }
    }
    return token;
}

}  // namespace oneseal
