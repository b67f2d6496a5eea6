# Writes a source file that holds the pages and their style. Run with -DFOLDER= -DOUTPUT=.
file(READ ${FOLDER}/page.html html)
file(READ ${FOLDER}/application.html application)
file(READ ${FOLDER}/page.css css)
file(WRITE ${OUTPUT} "#include \"papers/application.hpp\"\n#include \"papers/page.hpp\"\n\nnamespace oneseal::papers {\n\nconst char* const page_template = R\"page(${html})page\";\nconst char* const application_template = R\"page(${application})page\";\nconst char* const page_style = R\"page(${css})page\";\n\n}  // namespace oneseal::papers\n")
