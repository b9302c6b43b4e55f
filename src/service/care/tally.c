/* tally.c - sums under keys, for store check: a hash table with open addressing. */
#include <string.h>

#include "check_int.h"

static size_t slot_of(const struct tally_entry *list, size_t room, enum tally_kind kind,
	const int64_t key[4])
{
	uint64_t h = (uint64_t)kind * UINT64_C(0x9e3779b97f4a7c15);
	size_t at;

	for (int i = 0; i < 4; i++)
		h = (h ^ (uint64_t)key[i] ^ (h >> 29)) * UINT64_C(0xff51afd7ed558ccd);
	at = (size_t)(h >> 20) & (room - 1);
	while (list[at].kind && (list[at].kind != kind || memcmp(list[at].key, key,
		sizeof list[at].key) != 0))
		at = (at + 1) & (room - 1);
	return at;
}

static void grow(struct tally *t)
{
	size_t room = t->room ? t->room * 2 : 1024;
	struct arena arena = ARENA_INIT;
	struct tally_entry *list = arena_array(&arena, room, sizeof *list);

	for (size_t i = 0; i < t->room; i++)
		if (t->list[i].kind)
			list[slot_of(list, room, t->list[i].kind, t->list[i].key)] = t->list[i];
	arena_release(&t->arena);
	t->arena = arena;
	t->list = list;
	t->room = room;
}

struct tally_entry *tally_at(struct tally *t, enum tally_kind kind, int64_t a, int64_t b,
	int64_t c, int64_t d)
{
	const int64_t key[4] = { a, b, c, d };
	struct tally_entry *entry;

	if (t->count * 2 >= t->room)
		grow(t);
	entry = &t->list[slot_of(t->list, t->room, kind, key)];
	if (!entry->kind) {
		entry->kind = kind;
		memcpy(entry->key, key, sizeof key);
		t->count++;
	}
	return entry;
}

struct tally_entry *tally_find(const struct tally *t, enum tally_kind kind, int64_t a, int64_t b,
	int64_t c, int64_t d)
{
	const int64_t key[4] = { a, b, c, d };
	struct tally_entry *entry = t->room ? &t->list[slot_of(t->list, t->room, kind, key)] : NULL;

	return entry && entry->kind ? entry : NULL;
}
