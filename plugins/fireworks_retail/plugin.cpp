// Fireworks retail licences (烟花爆竹零售经营许可): the documents beside this file say everything.
#include <oneseal/department.hpp>

ONESEAL_EXPORT_DEPARTMENT(oneseal::sdk::Department)
