/* search_fuzz.c - the first line is typed, the others are names: who has it in the name as it is written is found, and
 * nobody twice. Then the search file itself with bytes changed (three a change: where, and what) and its checksum put
 * right: refused, or searched without a step beyond it. */
#include "fuzz.h"

#include "model/search.h"
#include "../../src/model/search_int.h"

#define NAMES 40

struct names { const char *name[NAMES]; int n; };

static void check_found(struct arena *a, const struct search_arena *s, const struct names *names, const char *typed)
{
	int64_t ids[NAMES];
	int n = search_find(s, a, typed, NAMES, ids);
	const char *key = utf8_key(a, typed);
	bool found[NAMES] = { false };

	MUST(n >= 0 && n <= names->n);
	for (int i = 0; i < n; i++) {
		MUST(ids[i] >= 0 && ids[i] < names->n && !found[ids[i]]);
		found[ids[i]] = true;
	}
	if (!*key || key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789")])
		return; /* marks are passed over */
	for (int i = 0; i < names->n; i++)
		MUST(found[i] || !strstr(utf8_key(a, names->name[i]), key));
}

static void check_changed(struct arena *a, unsigned char *bytes, size_t n, const uint8_t *data, size_t size,
	const char *typed)
{
	struct search_header *h = (struct search_header *)(void *)bytes;
	struct search_arena s;
	int64_t ids[SEARCH_HITS];

	for (; size >= 3; data += 3, size -= 3)
		bytes[(data[0] + 256u * data[1]) % n] = data[2];
	if (h->length == n)
		h->checksum = search_checksum(h);
	if (search_arena_open(&s, bytes, n) == OK)
		MUST(search_find(&s, a, typed, SEARCH_HITS, ids) <= SEARCH_HITS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct search_builder b;
	struct search_arena s;
	struct names names = { .n = 0 };
	char *text = fuzz_text(data, size), *typed = text, *at = text + strcspn(text, "\n");
	void *bytes;
	size_t n;

	search_build_init(&b);
	while (*at && names.n < NAMES) {
		*at++ = '\0';
		names.name[names.n] = at;
		at += strcspn(at, "\n");
		names.n++;
	}
	*at = '\0';
	for (int i = 0; i < names.n; i++)
		search_build_add(&b, &(struct search_item){ .id = i, .popularity = i % 7, .name = names.name[i],
			.numbers = names.name[(i + 1) % names.n] });
	bytes = search_build_end(&b, 1, &n);
	search_build_release(&b);
	MUST(search_arena_open(&s, bytes, n) == OK && (int)s.records == names.n);
	check_found(&a, &s, &names, typed);
	check_changed(&a, bytes, n, data, size, typed);
	free(bytes);
	free(text);
	arena_release(&a);
	return 0;
}
