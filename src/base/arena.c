/* arena.c - a chain of blocks, newest first; memory is cut from the newest only. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With 1, as in make asan, every piece is a block of its own, so that a step beyond it is seen. */
#ifndef ARENA_BLOCK_BYTES
#define ARENA_BLOCK_BYTES 16384
#endif
#define BLOCK_BYTES ((size_t)ARENA_BLOCK_BYTES)

struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX / 2)
		abort();
	b = malloc(sizeof *b + size);
	if (!b)
		abort();
	b->older = NULL;
	b->size = size;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->head;
	size_t at = (a->used + align - 1) / align * align;
	void *p;

	if (!b || at > b->size || size > b->size - at) {
		b = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
		b->older = a->head;
		a->head = b;
		at = 0;
	}
	p = b->bytes + at;
	a->used = at + size;
	return memset(p, 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort();
	return arena_alloc(a, count * size);
}

char *arena_strdup(struct arena *a, const char *s)
{
	size_t bytes = s ? strlen(s) + 1 : 1;
	char *copy = arena_alloc(a, bytes);

	if (s)
		memcpy(copy, s, bytes);
	return copy;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = s ? strnlen(s, n) : 0;
	char *copy;

	if (len == SIZE_MAX)
		abort();
	copy = arena_alloc(a, len + 1);
	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	text = arena_alloc(a, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, fmt, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

void arena_clear(struct arena *a)
{
	struct arena_block *b = a->head;

	while (b && b->older) {
		struct arena_block *older = b->older;

		free(b);
		b = older;
	}
	a->head = b;
	a->used = 0;
}

void arena_release(struct arena *a)
{
	arena_clear(a);
	free(a->head);
	a->head = NULL;
}
