# cmake -D FOLDER=… -D ACTIONS=a,b -D PAPERS=1,2 -D OUTPUT=… -P built_in.cmake
# Writes the source that holds the documents of actions and papers. An action <name> has the
# functions lawful_<name> and perform_<name>.
function(read_literal path variable)
    file(READ "${path}" text)
    set(${variable} "R\"json(${text})json\"" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" actions "${ACTIONS}")
string(REPLACE "," ";" papers "${PAPERS}")
set(declared)
set(listed)
foreach(name IN LISTS actions)
    read_literal("${FOLDER}/actions/${name}.json" document)
    string(APPEND declared "Result<void> lawful_${name}(const Step&);\nResult<void> perform_${name}(Step&);\n")
    string(APPEND listed "    {\"${name}\", ${document}, lawful_${name}, perform_${name}},\n")
endforeach()
set(contents)
foreach(kind IN LISTS papers)
    read_literal("${FOLDER}/papers/${kind}.json" document)
    string(APPEND contents "    ${document},\n")
endforeach()
read_literal("${FOLDER}/words.json" words)
file(WRITE "${OUTPUT}" "// Made by built_in.cmake.
#include \"cases/built_in.hpp\"

namespace oneseal::cases {
${declared}
std::span<const ActionSource> built_in_actions() {
    static const ActionSource all[] = {
${listed}    };
    return all;
}

std::span<const char* const> built_in_papers() {
    static const char* const all[] = {
${contents}    };
    return all;
}

const char* built_in_words() {
    return ${words};
}

}  // namespace oneseal::cases
")
