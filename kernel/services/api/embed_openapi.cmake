# Writes a source file that holds openapi.json. Run with -DINPUT= -DOUTPUT=.
file(READ ${INPUT} text)
file(WRITE ${OUTPUT} "#include \"api/openapi.hpp\"\n\nnamespace oneseal::api {\n\nstd::string_view openapi_document() {\n    return R\"openapi(${text})openapi\";\n}\n\n}  // namespace oneseal::api\n")
