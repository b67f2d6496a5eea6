/* Is a plugin, but no department. */
#include <stddef.h>

#include "oneseal/plugin.h"

static const void* find_interface(oneseal_text id) {
    (void)id;
    return NULL;
}

const oneseal_entry oneseal_plugin_entry = {ONESEAL_MAGIC,
                                            sizeof(oneseal_entry),
                                            ONESEAL_ABI_MAJOR,
                                            ONESEAL_ABI_MINOR,
                                            9u,
                                            {"test", 4},
                                            find_interface};
