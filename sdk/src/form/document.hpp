// A package's document as its author wrote it: the JSON in document order, and the place of each
// value in the file, so that everything that does not hold is told with line and column.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/problem.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// The order of a form's properties is meaningful, so documents keep theirs.
using DocumentJson = nlohmann::ordered_json;

// One thing in a document that does not hold.
struct DocumentProblem {
    std::string file{};
    std::string pointer{};  // RFC 6901
    int line = 1;           // counted from 1
    int column = 1;         // in code points, counted from 1
    std::string code{};     // stable, as unknown_field
    std::string zh_cn{};
    std::string en{};
};
using DocumentProblems = std::vector<DocumentProblem>;

// A code with its sentence in both languages; `offset` is in bytes inside the string value.
struct Complaint {
    std::string code{};
    std::string zh_cn{};
    std::string en{};
    std::size_t offset = 0;
};

// A problem of the language, in a text that is a string value of a document.
Complaint complaint_of(std::string_view text, const Problem& problem);

// Deeper documents and inputs are refused before a tree is built.
constexpr int max_json_depth = 64;
bool too_deep(std::string_view json);

// One step of an RFC 6901 pointer, with ~ and / escaped, the leading / included.
std::string pointer_step(std::string_view key);

class Document {
  public:
    // Null, with the problem added, where the text is no JSON or is too deep; a key that stands
    // twice in one object is a problem, but the document can still be read.
    static std::optional<Document> parse(std::string file,
                                         std::string_view text,
                                         DocumentProblems& problems);

    const std::string& file() const { return file_; }
    const DocumentJson& root() const { return root_; }

    // Adds a problem at a value, or inside a string value where complaint.offset says so. A
    // pointer to what is not there means the nearest thing around it that is.
    void complain(DocumentProblems& problems,
                  std::string_view pointer,
                  const Complaint& complaint) const;

  private:
    std::size_t offset_of(std::string_view pointer) const;

    std::string file_{};
    std::string text_{};
    DocumentJson root_{};
    std::unordered_map<std::string, std::size_t>
        offsets_{};  // pointer of a value to its first byte
};

}  // namespace v0_9
}  // namespace oneseal::sdk
