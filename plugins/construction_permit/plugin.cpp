// Construction works permits (建筑工程施工许可证): the documents beside this file say everything.
#include <oneseal/department.hpp>

ONESEAL_EXPORT_DEPARTMENT(oneseal::sdk::Department)
