/* A department that answers an input with the input, and the macros to make a faulty one of it.
 * Written against plugin.h alone, so that a fault here is the plugin's and not the SDK's. */
#ifndef ONESEAL_TESTS_BROKEN_PLUGINS_ECHO_H
#define ONESEAL_TESTS_BROKEN_PLUGINS_ECHO_H

#include <stdlib.h>
#include <string.h>

#include "oneseal/plugin.h"

struct oneseal_instance {
    const oneseal_host* host;
    char* context;
    size_t context_size;
};

/* Whether the input has this word in it. */
static inline int says(oneseal_text input, const char* word) {
    return input.size > 0 && memmem(input.data, input.size, word, strlen(word)) != NULL;
}

static inline int32_t put(const oneseal_writer* answer, const char* text) {
    oneseal_text piece;
    piece.data = text;
    piece.size = strlen(text);
    return answer->write(answer->sink, piece);
}

static inline int32_t echo_open(const oneseal_host* host,
                                oneseal_text documents,
                                oneseal_text context,
                                const oneseal_writer* answer,
                                oneseal_instance** instance) {
    oneseal_instance* made = (oneseal_instance*)malloc(sizeof(oneseal_instance));
    (void)documents;
    (void)answer;
    made->host = host;
    made->context = (char*)malloc(context.size + 1);
    made->context_size = context.size;
    memcpy(made->context, context.data, context.size);
    *instance = made;
    return ONESEAL_OK;
}

/* {"context":<the context>,"echo":<the input>}; what is no object cannot be evaluated. */
static inline int32_t echo_evaluate(oneseal_instance* instance,
                                    oneseal_text input,
                                    const oneseal_writer* answer) {
    oneseal_text context;
    if (input.size == 0 || input.data[0] != '{') {
        put(answer,
            "{\"error\":{\"code\":\"NOT_AN_OBJECT\",\"message\":{\"en\":\"No object.\",\"zh-CN\":"
            "\"不是对象。\"},\"pointer\":\"/form\"}}");
        return ONESEAL_E_INPUT;
    }
    context.data = instance->context;
    context.size = instance->context_size;
    put(answer, "{\"context\":");
    answer->write(answer->sink, context);
    put(answer, ",\"echo\":");
    answer->write(answer->sink, input);
    return put(answer, "}");
}

static inline void echo_close(oneseal_instance* instance) {
    if (instance == NULL) return;
    free(instance->context);
    free(instance);
}

#ifdef __cplusplus
#define ECHO_EXPORT extern "C" __attribute__((visibility("default")))
#else
#define ECHO_EXPORT __attribute__((visibility("default")))
#endif

/* The whole entry of a plugin with these three calls; `magic`, `major` and `oldest_host_minor` are
 * what it claims. */
#define ECHO_ENTRY(magic, major, oldest_host_minor, open, evaluate, close) \
    static const oneseal_department_1 department = {                       \
        sizeof(oneseal_department_1), open, evaluate, close};              \
    static const void* find_interface(oneseal_text id) {                   \
        return id.size == sizeof(ONESEAL_DEPARTMENT_1) - 1 &&              \
                       memcmp(id.data, ONESEAL_DEPARTMENT_1, id.size) == 0 \
                   ? &department                                           \
                   : NULL;                                                 \
    }                                                                      \
    ECHO_EXPORT const oneseal_entry oneseal_plugin_entry;                  \
    const oneseal_entry oneseal_plugin_entry = {magic,                     \
                                                sizeof(oneseal_entry),     \
                                                major,                     \
                                                ONESEAL_ABI_MINOR,         \
                                                oldest_host_minor,         \
                                                {"test", 4},               \
                                                find_interface};

#define ECHO_PLUGIN(open, evaluate, close) \
    ECHO_ENTRY(ONESEAL_MAGIC, ONESEAL_ABI_MAJOR, 9u, open, evaluate, close)

#endif
