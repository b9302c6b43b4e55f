/* arena_test.c - arenas and growing strings: alignment, zeroing, reuse, growth. */
#include <signal.h>
#include <stdalign.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "../t.h"

static bool all_zero(const unsigned char *p, size_t n)
{
	while (n)
		if (p[--n])
			return false;
	return true;
}

TEST(every_block_is_aligned_zeroed_and_its_own)
{
	struct arena a = ARENA_INIT;
	unsigned char *blocks[300];
	size_t sizes[300];
	int round, i;

	for (round = 0; round < 20; round++) {
		for (i = 0; i < 300; i++) {
			size_t size = t_rand(20) ? t_rand(200) : t_rand(60000);

			blocks[i] = arena_alloc(&a, size);
			sizes[i] = size;
			CHECK((uintptr_t)blocks[i] % alignof(max_align_t) == 0);
			CHECK(all_zero(blocks[i], size));
			memset(blocks[i], i + 1, size);
		}
		for (i = 0; i < 300; i++)
			CHECK(sizes[i] == 0 || (blocks[i][0] == (unsigned char)(i + 1) &&
						blocks[i][sizes[i] - 1] == (unsigned char)(i + 1)));
		if (round % 3 == 2)
			arena_release(&a);
		else
			arena_clear(&a);
	}
	arena_release(&a);
	CHECK(a.head == NULL && a.used == 0);
}

TEST(clear_keeps_the_first_block_only)
{
	struct arena a = ARENA_INIT;
	const void *first;

	first = arena_alloc(&a, 10);
	arena_alloc(&a, 100000);
	arena_alloc(&a, 100000);
	arena_clear(&a);
	CHECK(arena_alloc(&a, 10) == first);
	arena_release(&a);
}

TEST(copies_of_strings)
{
	struct arena a = ARENA_INIT;

	CHECK_STR(arena_strdup(&a, NULL), "");
	CHECK_STR(arena_strdup(&a, "掌柜"), "掌柜");
	CHECK_STR(arena_strndup(&a, "abcdef", 3), "abc");
	CHECK_STR(arena_strndup(&a, "abc", 10), "abc");
	CHECK_STR(arena_strndup(&a, "abc", 0), "");
	CHECK_STR(arena_printf(&a, "%s-%05d", "T3", 42), "T3-00042");
	CHECK_INT(strlen(arena_printf(&a, "%70000s", "x")), 70000);
	arena_release(&a);
}

TEST(an_array_that_overflows_aborts)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct arena a = ARENA_INIT;

		arena_array(&a, SIZE_MAX / 4 + 2, 4); /* 4 bytes, were it taken as it wraps */
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

TEST(a_string_grows_by_every_kind_of_append)
{
	struct sbuf b = SBUF_INIT;
	int i;

	CHECK_STR(sbuf_text(&b), "");
	sbuf_puts(&b, "");
	CHECK(b.data != NULL);
	for (i = 0; i < 1000; i++) {
		sbuf_putc(&b, 'a');
		sbuf_add(&b, "b\0c", 3);
		sbuf_printf(&b, "%04d", i);
	}
	CHECK_INT(b.len, 8000);
	CHECK(memcmp(b.data + 7992, "ab\0c0999", 9) == 0);
	sbuf_clear(&b);
	CHECK_INT(b.len, 0);
	CHECK_STR(sbuf_text(&b), "");
	sbuf_printf(&b, "%200s", "x");
	CHECK_INT(b.len, 200);
	sbuf_release(&b);
	CHECK_STR(sbuf_text(&b), "");
}

T_MAIN
