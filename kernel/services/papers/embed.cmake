# Writes a source file that holds page.html and page.css. Run with -DFOLDER= -DOUTPUT=.
file(READ ${FOLDER}/page.html html)
file(READ ${FOLDER}/page.css css)
file(WRITE ${OUTPUT} "#include \"papers/page.hpp\"\n\nnamespace oneseal::papers {\n\nconst char* const page_template = R\"page(${html})page\";\nconst char* const page_style = R\"page(${css})page\";\n\n}  // namespace oneseal::papers\n")
