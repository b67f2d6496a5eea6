# Writes a source file that holds the plain page's files. Run with -DFOLDER= -DOUTPUT=.
file(READ ${FOLDER}/plain.html page)
file(READ ${FOLDER}/form.html form)
file(READ ${FOLDER}/result.html result)
file(READ ${FOLDER}/plain.css style)
file(READ ${FOLDER}/words.json words)
file(WRITE ${OUTPUT} "#include \"surfaces/plain_text.hpp\"\n\nnamespace oneseal::surfaces {\n\nconst char* const plain_template = R\"plain(${page})plain\";\nconst char* const form_template = R\"plain(${form})plain\";\nconst char* const result_template = R\"plain(${result})plain\";\nconst char* const plain_style = R\"plain(${style})plain\";\nconst char* const plain_words = R\"plain(${words})plain\";\n\n}  // namespace oneseal::surfaces\n")
