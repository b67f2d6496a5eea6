// What papers say of findings: the rule's `paper_text`, in the third person and with its values.
#pragma once

#include <map>
#include <string>

#include "cases/verdict.hpp"
#include "catalogue/matter.hpp"

namespace oneseal::cases {

// Fills `ground` of each finding whose rule or survey item has a text for papers, from the input
// that the plugin was asked about: options and days as people read them. Notes which facts a rule
// read and which one a survey item fills: told_findings() tells no value twice. `input` is the JSON
// of the input document. LAW: 行政许可法 第三十八条 第二款
void fill_grounds(Verdict& verdict,
                  const Matter& matter,
                  const std::string& input,
                  const std::map<std::string, Text>& law_titles);

}  // namespace oneseal::cases
