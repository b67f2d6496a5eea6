# Writes a source file that holds <FOLDER>/<name>.json of each name, and the schema of a matter.
# Run with -DFOLDER= -DNAMES=a,b -DMATTER= -DOUTPUT=.
string(REPLACE "," ";" names "${NAMES}")
set(source "#include \"api/openapi.hpp\"\n\nnamespace oneseal::api {\n\n"
           "std::span<const DocumentPart> document_parts() {\n    static constexpr DocumentPart parts[] = {\n")
string(CONCAT source ${source})
foreach(name IN LISTS names)
    file(READ "${FOLDER}/${name}.json" text)
    string(APPEND source "        {\"${name}.json\", R\"openapi(${text})openapi\"},\n")
endforeach()
file(READ "${MATTER}" matter)
string(APPEND source "    };\n    return parts;\n}\n\nstd::string_view matter_schema() {\n"
                     "    return R\"openapi(${matter})openapi\";\n}\n\n}  // namespace oneseal::api\n")
file(WRITE "${OUTPUT}" "${source}")
