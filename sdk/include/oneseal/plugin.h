/* The OneSeal plugin ABI, version 0.9. A contract in C11 that C++20 can read as well.
 *
 * Conventions, once for all:
 *  1. A plugin exports one symbol, `oneseal_plugin_entry`, a constant oneseal_entry. Everything
 * else is reached through it.
 *  2. Structs that are passed by pointer begin with their `size` in bytes and only ever grow at the
 *     end: a reader looks at no member beyond the size that it was given. Structs passed by value
 *     (oneseal_text), enum numbers, meanings, ownership, null-ness and threading never change. What
 *     must change gets a new interface id.
 *  3. Text is a pointer and a length in bytes, UTF-8, not terminated. Input is borrowed for the
 *     call. Output is pushed through a writer that the host gives; what was written before an error
 *     is discarded. Nobody frees what the other allocated.
 *  4. The host's tables may be called only inside the call that they were given to. No C++ type,
 *     exception, FILE*, file descriptor, locale or errno crosses.
 *  5. Calls return ONESEAL_OK or a negative number of oneseal_status. A removed slot answers
 *     ONESEAL_E_REMOVED; no function pointer is ever null.
 *  6. [one-at-a-time]: never two calls at once on one instance, unless the package's manifest says
 *     `reentrant`. [any-thread]: at any time, from any thread.
 */
#ifndef ONESEAL_PLUGIN_H
#define ONESEAL_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ONESEAL_ABI_MAJOR 0u
#define ONESEAL_ABI_MINOR 9u
/* "ONESEAL1" read as a little-endian number. */
#define ONESEAL_MAGIC UINT64_C(0x314c414553454e4f)
#define ONESEAL_ENTRY_SYMBOL "oneseal_plugin_entry"
#define ONESEAL_DEPARTMENT_1 "oneseal.department/1"

/* Since 0.9. */
enum oneseal_status {
    ONESEAL_OK = 0,
    ONESEAL_E_DOCUMENT =
        -1,               /* a document of the package does not hold; the writer got {errors: []} */
    ONESEAL_E_INPUT = -2, /* the input cannot be evaluated; the writer got {error: {}} */
    ONESEAL_E_INTERNAL = -3, /* a fault of the plugin */
    ONESEAL_E_MEMORY = -4,
    ONESEAL_E_WRITER = -5, /* the writer refused, as after too much output */
    ONESEAL_E_REMOVED = -6 /* the slot no longer does anything */
};

/* Since 0.9. Passed by value; `data` may be null only where `size` is 0. */
typedef struct oneseal_text {
    const char* data;
    size_t size;
} oneseal_text;

/* Takes the pieces of one answer, in order. Given by the host, valid for one call. Since 0.9. */
typedef struct oneseal_writer {
    size_t size;
    void* sink; /* the host's; passed back as it is */
    /* Returns ONESEAL_OK or ONESEAL_E_WRITER; after an error the plugin gives up the call. */
    int32_t (*write)(void* sink, oneseal_text piece);
} oneseal_writer;

/* Since 0.9. */
enum oneseal_log_level { ONESEAL_LOG_INFO = 1, ONESEAL_LOG_WARNING = 2, ONESEAL_LOG_ERROR = 3 };

/* What a plugin may ask of its host. Valid as long as the instance that it was given to; to be
 * called only inside open, evaluate and close. Since 0.9. */
typedef struct oneseal_host {
    size_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    void* data; /* the host's; passed back as it is */
    /* Adds a line to the kernel's log; the host limits how many and how long. */
    void (*log)(void* data, int32_t level, oneseal_text message);
} oneseal_host;

/* One opened package with one context. Made by open, ended by close. Since 0.9. */
typedef struct oneseal_instance oneseal_instance;

/* Interface "oneseal.department/1": a department as a pure function. Since 0.9.
 * The same documents, context and input give the same bytes, on any machine, at any time. */
typedef struct oneseal_department_1 {
    size_t size;

    /* Compiles a package's documents with a context.
     * documents: JSON [{"file": "matters/food_business.json", "text": "<the file as it is>"}].
     * context: the context document, JSON (sdk/schema/context.schema.json).
     * answer: on ONESEAL_OK nothing; on ONESEAL_E_DOCUMENT
     *   {"errors": [{"file", "pointer", "line", "column", "code", "message": {"zh-CN", "en"}}]},
     *   with everything that does not hold, lines and columns counted from 1 in the file.
     * On ONESEAL_OK *instance is the caller's until close; otherwise it is null.
     * The host table is borrowed until close. [any-thread] */
    int32_t (*open)(const oneseal_host* host,
                    oneseal_text documents,
                    oneseal_text context,
                    const oneseal_writer* answer,
                    oneseal_instance** instance);

    /* Evaluates one input document (sdk/schema/input.schema.json) and writes the verdict
     * (sdk/schema/verdict.schema.json) as canonical JSON, RFC 8785. On ONESEAL_E_INPUT the answer
     * is
     * {"error": {"code", "pointer", "message": {"zh-CN", "en"}}}. [one-at-a-time] */
    int32_t (*evaluate)(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer);

    /* Ends an instance. Null is allowed. [one-at-a-time, and the last call on it] */
    void (*close)(oneseal_instance* instance);
} oneseal_department_1;

/* The exported symbol. Since 0.9. */
typedef struct oneseal_entry {
    uint64_t magic; /* ONESEAL_MAGIC */
    size_t size;
    uint32_t abi_major;         /* must equal the host's */
    uint32_t abi_minor;         /* what the plugin was built with */
    uint32_t oldest_host_minor; /* what it needs at least */
    oneseal_text sdk_build;     /* for people, as "0.9.0 g++ 12.2" */
    /* Returns the table of an interface, as ONESEAL_DEPARTMENT_1, or null if there is none. The
     * plugin owns the table; it is valid until the process ends. [any-thread] */
    const void* (*find_interface)(oneseal_text id);
} oneseal_entry;

#ifdef __cplusplus
}
#endif

#endif
