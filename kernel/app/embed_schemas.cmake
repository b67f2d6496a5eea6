# Writes a source file that holds the schemas of a department's documents.
# Run with -DFOLDER= -DOUTPUT=.
file(READ ${FOLDER}/department.schema.json department)
file(READ ${FOLDER}/matter.schema.json matter)
file(READ ${FOLDER}/manifest.schema.json manifest)
file(WRITE ${OUTPUT} "#include \"app/packages.hpp\"\n\nnamespace oneseal {\n\n"
    "const char* const manifest_schema = R\"json(${manifest})json\";\n"
    "const char* const department_schema = R\"json(${department})json\";\n"
    "const char* const matter_schema = R\"json(${matter})json\";\n\n}  // namespace oneseal\n")
