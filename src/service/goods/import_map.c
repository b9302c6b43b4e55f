/* import_map.c - texts to numbers: open addressing, at most half full; FNV-1a (Fowler, Noll, Vo). */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"

#define ROOM_FIRST 1024

static size_t hash(const char *key)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

/* Where the key is, or the free place for it. */
static struct map_slot *slot_of(const struct map *m, const char *key)
{
	size_t i = hash(key) & (m->room - 1);

	while (m->slots[i].key && strcmp(m->slots[i].key, key) != 0)
		i = (i + 1) & (m->room - 1);
	return &m->slots[i];
}

static void grow(struct map *m)
{
	struct map bigger = { .room = m->room ? m->room * 2 : ROOM_FIRST, .count = m->count };

	bigger.slots = calloc(bigger.room, sizeof *bigger.slots);
	if (!bigger.slots)
		abort();
	for (size_t i = 0; i < m->room; i++)
		if (m->slots[i].key)
			*slot_of(&bigger, m->slots[i].key) = m->slots[i];
	free(m->slots);
	*m = bigger;
}

int64_t map_get(const struct map *m, const char *key, int64_t otherwise)
{
	const struct map_slot *s = m->room ? slot_of(m, key) : NULL;

	return s && s->key ? s->value : otherwise;
}

void map_put(struct map *m, const char *key, int64_t value)
{
	struct map_slot *s;

	if (2 * (m->count + 1) > m->room)
		grow(m);
	s = slot_of(m, key);
	m->count += !s->key;
	*s = (struct map_slot){ key, value };
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){ NULL, 0, 0 };
}
