/* arena.h - memory that is given back all at once.
 * A caller passes an arena; whatever a function returns lives there until the arena is cleared.
 * One arena per key event or command, one per open screen. Out of memory aborts: the store is
 * transactional, so crashing is safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

struct arena_block;
struct arena {
	struct arena_block *head; /* newest block; NULL while nothing was asked */
	size_t used;              /* bytes used in head */
};

#define ARENA_INIT { NULL, 0 }

/* Zeroed memory for `size` bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);
/* Zeroed array; aborts when count * size overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A copy of a string (NULL gives ""), or of its first n bytes, NUL-terminated. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* Forget everything, keep the first block for the next use. */
void arena_clear(struct arena *a);
/* Forget everything and give the memory back; the arena can be used again. */
void arena_release(struct arena *a);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
