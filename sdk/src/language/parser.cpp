#include "language/parser.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "text/utf8.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Node::Kind;

struct BinaryOperator {
    std::string_view sign;
    int precedence;
};
constexpr std::array<BinaryOperator, 14> binary_operators = {{{"||", 1},
                                                              {"&&", 2},
                                                              {"==", 3},
                                                              {"!=", 3},
                                                              {"<", 3},
                                                              {"<=", 3},
                                                              {">", 3},
                                                              {">=", 3},
                                                              {"in", 3},
                                                              {"+", 4},
                                                              {"-", 4},
                                                              {"*", 5},
                                                              {"/", 5},
                                                              {"%", 5}}};

const std::map<std::string_view, Macro> macros = {{"all", Macro::all},
                                                  {"exists", Macro::exists},
                                                  {"exists_one", Macro::exists_one},
                                                  {"map", Macro::map},
                                                  {"filter", Macro::filter}};

bool is_reserved(std::string_view name) {
    constexpr std::array<std::string_view, 19> reserved = {"as",
                                                           "break",
                                                           "const",
                                                           "continue",
                                                           "else",
                                                           "for",
                                                           "function",
                                                           "if",
                                                           "import",
                                                           "let",
                                                           "loop",
                                                           "package",
                                                           "namespace",
                                                           "return",
                                                           "var",
                                                           "void",
                                                           "while",
                                                           "in",
                                                           "null"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

NodePtr node(Kind kind, Place place, std::string text = {}) {
    auto made = std::make_unique<Node>();
    made->kind = kind;
    made->place = place;
    made->text = std::move(text);
    return made;
}

// Every function that returns a NodePtr returns none after it has failed.
class Parser {
  public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    std::variant<NodePtr, Problem> run() {
        NodePtr root = expression();
        if (root && token().kind != Token::Kind::end) root = unexpected();
        if (!root) return *problem_;
        return root;
    }

  private:
    const Token& token() const { return tokens_[next_]; }
    Token take() { return tokens_[next_ == tokens_.size() - 1 ? next_ : next_++]; }

    bool at(std::string_view sign) const {
        return token().kind == Token::Kind::sign && token().text == sign;
    }
    bool skip(std::string_view sign) {
        if (!at(sign)) return false;
        take();
        return true;
    }
    bool expect(std::string_view sign) {
        if (skip(sign)) return true;
        fail(token().place,
             "syntax",
             "此处缺少 " + std::string(sign) + "。",
             "Expected " + std::string(sign) + " here.");
        return false;
    }

    NodePtr fail(Place place, std::string code, std::string zh_cn, std::string en) {
        if (!problem_) {
            problem_ = problem_at(place, std::move(code), std::move(zh_cn), std::move(en));
        }
        return nullptr;
    }
    NodePtr unexpected() {
        if (token().kind == Token::Kind::end) {
            return fail(
                token().place, "syntax", "表达式不完整。", "The expression ends too early.");
        }
        return fail(token().place, "syntax", "此处的写法不符合语法。", "Not expected here.");
    }
    NodePtr too_deep(Place place) {
        return fail(place,
                    "too_deep",
                    "嵌套过深：请拆成几条规则。",
                    "Nested too deeply: split it into several rules.");
    }

    // Adds a part to a node; false if the part is missing, or makes the tree too deep.
    bool adopt(Node& parent, NodePtr part) {
        if (!part) return false;
        parent.height = std::max(parent.height, part->height + 1);
        parent.parts.push_back(std::move(part));
        if (parent.height <= deepest_nesting) return true;
        too_deep(parent.place);
        return false;
    }

    NodePtr expression() {
        if (depth_ == deepest_nesting) return too_deep(token().place);
        ++depth_;
        NodePtr result = conditional();
        --depth_;
        return result;
    }

    NodePtr conditional() {
        NodePtr condition = binary(1);
        if (!condition || !at("?")) return condition;
        NodePtr choice = node(Kind::choice, take().place);
        if (!adopt(*choice, std::move(condition)) || !adopt(*choice, binary(1)) || !expect(":") ||
            !adopt(*choice, expression())) {
            return nullptr;
        }
        return choice;
    }

    // The binary operator that stands here; none if there is none.
    const BinaryOperator* binary_operator() const {
        const bool is_in = token().kind == Token::Kind::name && token().text == "in";
        if (token().kind != Token::Kind::sign && !is_in) return nullptr;
        const auto* const found =
            std::find_if(binary_operators.begin(), binary_operators.end(), [&](const auto& known) {
                return known.sign == token().text;
            });
        return found == binary_operators.end() ? nullptr : found;
    }

    // All of them are left-associative.
    NodePtr binary(int least_precedence) {
        NodePtr left = unary();
        while (left) {
            const BinaryOperator* const found = binary_operator();
            if (found == nullptr || found->precedence < least_precedence) return left;
            const Place place = take().place;
            left = join(found->sign, place, std::move(left), binary(found->precedence + 1));
        }
        return nullptr;
    }

    NodePtr join(std::string_view sign, Place place, NodePtr left, NodePtr right) {
        const Kind kind = sign == "&&" ? Kind::both : sign == "||" ? Kind::either : Kind::call;
        if (kind != Kind::call && left->kind == kind) {
            if (!adopt(*left, std::move(right))) return nullptr;
            return left;
        }
        NodePtr joined = node(kind, place, std::string(sign));
        if (!adopt(*joined, std::move(left)) || !adopt(*joined, std::move(right))) return nullptr;
        return joined;
    }

    NodePtr unary() {
        std::vector<Token> signs;
        while (at("!") || at("-")) signs.push_back(take());
        const bool is_number =
            token().kind == Token::Kind::integer || token().kind == Token::Kind::number;
        const bool is_negative = is_number && !signs.empty() && signs.back().text == "-";
        if (is_negative) signs.pop_back();
        NodePtr operand = member(is_negative);
        for (; operand && !signs.empty(); signs.pop_back()) {
            NodePtr negated = node(Kind::call, signs.back().place, signs.back().text);
            if (!adopt(*negated, std::move(operand))) return nullptr;
            operand = std::move(negated);
        }
        return operand;
    }

    NodePtr member(bool is_negative) {
        NodePtr object = primary(is_negative);
        while (object) {
            if (at(".")) {
                object = selection(std::move(object));
            } else if (at("[")) {
                NodePtr index = node(Kind::call, take().place, "[]");
                if (!adopt(*index, std::move(object)) || !adopt(*index, expression()) ||
                    !expect("]")) {
                    return nullptr;
                }
                object = std::move(index);
            } else if (at("{") && (object->kind == Kind::name || object->kind == Kind::select)) {
                return fail(object->place,
                            "unsupported",
                            "不支持构造消息(message)。",
                            "Messages are left out: no such thing can be built.");
            } else {
                return object;
            }
        }
        return nullptr;
    }

    NodePtr selection(NodePtr object) {
        take();
        const Token name = token();
        if (name.kind != Token::Kind::name || name.text == "in" || name.text == "true" ||
            name.text == "false" || name.text == "null") {
            return unexpected();
        }
        take();
        if (at("(")) return call(name, std::move(object));
        NodePtr selected = node(Kind::select, name.place, name.text);
        if (!adopt(*selected, std::move(object))) return nullptr;
        return selected;
    }

    NodePtr call(const Token& name, NodePtr object) {
        const auto macro = macros.find(name.text);
        NodePtr made = node(Kind::call, name.place, name.text);
        made->is_method = object != nullptr;
        if (object && !adopt(*made, std::move(object))) return nullptr;
        take();
        if (!arguments(*made, ")")) return nullptr;
        if (made->is_method && macro != macros.end())
            return as_macro(std::move(made), macro->second);
        if (!made->is_method && name.text == "has") return as_has(std::move(made));
        return made;
    }

    // Up to the closing sign, which is taken. A comma may stand before it, except in a call.
    bool arguments(Node& parent, std::string_view closing) {
        if (skip(closing)) return true;
        do {
            if (closing != ")" && at(closing)) break;
            if (!adopt(parent, expression())) return false;
            if (closing == "}" && (!expect(":") || !adopt(parent, expression()))) return false;
        } while (skip(","));
        return expect(closing);
    }

    NodePtr as_macro(NodePtr call, Macro macro) {
        const std::size_t most = macro == Macro::map ? 4 : 3;
        if (call->parts.size() < 3 || call->parts.size() > most ||
            call->parts[1]->kind != Kind::name) {
            return fail(call->place,
                        "bad_macro",
                        call->text + " 的写法是:列表." + call->text + "(变量, 表达式)。",
                        "Write list." + call->text + "(variable, expression).");
        }
        call->kind = Kind::macro;
        call->macro = macro;
        call->text = call->parts[1]->text;
        call->parts.erase(call->parts.begin() + 1);
        return call;
    }

    NodePtr as_has(NodePtr call) {
        if (call->parts.size() != 1 || call->parts[0]->kind != Kind::select) {
            return fail(
                call->place, "bad_macro", "has 的写法是:has(对象.键)。", "Write has(object.key).");
        }
        NodePtr selected = std::move(call->parts[0]);
        selected->kind = Kind::has;
        selected->place = call->place;
        return selected;
    }

    NodePtr primary(bool is_negative) {
        switch (token().kind) {
            case Token::Kind::integer:
                return integer(is_negative);
            case Token::Kind::number: {
                const Token taken = take();
                return literal(taken, is_negative ? -taken.number : taken.number);
            }
            case Token::Kind::string: {
                const Token taken = take();
                return literal(taken, taken.text);
            }
            case Token::Kind::name:
                return name();
            default:
                return group();
        }
    }

    NodePtr literal(const Token& token, Value value) {
        NodePtr made = node(Kind::literal, token.place, token.text);
        made->literal = std::move(value);
        return made;
    }

    NodePtr integer(bool is_negative) {
        const Token taken = take();
        constexpr auto largest = static_cast<std::uint64_t>(INT64_MAX);
        if (taken.magnitude > largest + (is_negative ? 1 : 0)) {
            return fail(taken.place, "bad_number", "整数超出 64 位范围。", "Beyond 64 bits.");
        }
        const std::uint64_t bits = is_negative ? 0 - taken.magnitude : taken.magnitude;
        return literal(taken, static_cast<std::int64_t>(bits));
    }

    NodePtr name() {
        if (token().text == "true" || token().text == "false") {
            const Token taken = take();
            return literal(taken, taken.text == "true");
        }
        if (token().text == "null") return literal(take(), nullptr);
        if (is_reserved(token().text)) {
            return fail(token().place,
                        "reserved",
                        token().text + " 是保留字。",
                        token().text + " is a reserved word.");
        }
        const Token taken = take();
        if (at("(")) return call(taken, nullptr);
        return node(Kind::name, taken.place, taken.text);
    }

    NodePtr group() {
        const Place place = token().place;
        if (skip("(")) {
            NodePtr inner = expression();
            if (!inner || !expect(")")) return nullptr;
            return inner;
        }
        if (at("[") || at("{")) {
            const bool is_list = take().text == "[";
            NodePtr made = node(is_list ? Kind::list : Kind::map, place);
            if (!arguments(*made, is_list ? "]" : "}")) return nullptr;
            return made;
        }
        return unexpected();
    }

    std::vector<Token> tokens_;
    std::size_t next_ = 0;
    int depth_ = 0;
    std::optional<Problem> problem_{};
};

}  // namespace

std::variant<NodePtr, Problem> parse(std::string_view text) {
    if (text.size() > longest_text) {
        return Problem{1, 1, "too_long", "表达式超过 16 KiB。", "Longer than 16 KiB."};
    }
    if (!is_utf8(text)) {
        return Problem{1, 1, "not_utf8", "表达式不是有效的 UTF-8。", "Not valid UTF-8."};
    }
    auto tokens = tokens_of(text);
    if (auto* problem = std::get_if<Problem>(&tokens)) return std::move(*problem);
    return Parser(std::get<std::vector<Token>>(std::move(tokens))).run();
}

}  // namespace v0_9
}  // namespace oneseal::sdk
