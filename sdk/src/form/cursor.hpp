// A place in a document while it is read: the value, its pointer, and where to complain. Reading
// never fails; what is missing or of another kind is complained of and read as nothing.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "form/document.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class Cursor {
  public:
    // Document and problems must outlive the cursor and all that come from it.
    Cursor(const Document& document, DocumentProblems& problems)
        : document_(&document), problems_(&problems), json_(&document.root()) {}

    const std::string& pointer() const { return pointer_; }
    bool present() const { return json_ != nullptr && !json_->is_null(); }
    // REQUIRES: present().
    const DocumentJson& json() const { return *json_; }

    // What is not there can be gone into as well: it holds nothing.
    Cursor member(const std::string& key) const;

    // Nothing, or with `required` a complaint, where it is not there.
    std::optional<std::string> text(bool required = false) const;
    std::optional<double> number() const;
    bool flag() const;  // false where it is not there
    std::vector<std::string> texts() const;
    std::vector<Cursor> items() const;
    std::vector<std::pair<std::string, Cursor>> members() const;

    void complain(const Complaint& complaint) const;

  private:
    Cursor(const Cursor& from, const DocumentJson* json, std::string pointer)
        : document_(from.document_),
          problems_(from.problems_),
          json_(json),
          pointer_(std::move(pointer)) {}
    void complain_of_kind(const char* zh_cn, const char* en) const;

    const Document* document_;
    DocumentProblems* problems_;
    const DocumentJson* json_;
    std::string pointer_{};
};

}  // namespace v0_9
}  // namespace oneseal::sdk
