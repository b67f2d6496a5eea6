// Takes the steps of courses at the desk, each as the person whose it is.
#pragma once

#include <map>
#include <string>

#include "app/demo/moment.hpp"
#include "storage/blobs.hpp"

namespace oneseal::demo {

// A file that stands for all of its kind, stored once a county.
struct SampleFile {
    std::string name{};
    std::string media_type{};
    storage::BlobName blob{};
};

// By county and what they are for: material, photo.
using SampleFiles = std::map<std::string, std::map<std::string, SampleFile>>;

class Walker {
  public:
    // Both outlive the walker.
    Walker(const Stage& stage, const SampleFiles& files) : stage_(stage), files_(files) {}

    // The filing, or the next of its steps, at the desk's present instant. Fails as the desk does.
    Result<void> go_on(Course& course);

  private:
    Result<void> file(Course& course);
    Result<void> take(Course& course, const Json& step);
    Result<void> act(Moment& moment,
                     const desk::Caller& caller,
                     const std::string& action,
                     const Json& body);
    // Materials as a counter takes them in on paper, or as files of an applicant: the one place
    // that knows how.
    std::vector<cases::HandedIn> papers_of(const Json& materials) const;
    Result<void> put_files(Course& course, const desk::Caller& caller, const Json& materials);
    Result<void> photograph(Course& course, Moment& moment, const desk::Caller& caller);
    Result<cases::Case> read(const Course& course) const;

    const Stage& stage_;
    const SampleFiles& files_;
};

}  // namespace oneseal::demo
