/* sbuf_test.c - a byte string grows, and leaves nothing where it stood before. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/sbuf.h"
#include "../memory.h"

TEST(it_grows_and_ends_with_nul)
{
	struct sbuf b = SBUF_INIT;

	CHECK_STR(sbuf_text(&b), "");
	for (int i = 0; i < 1000; i++) {
		sbuf_printf(&b, "%03d", i);
		CHECK(b.len == 3 * (size_t)(i + 1) && b.data[b.len] == '\0' && b.cap > b.len);
	}
	CHECK(strncmp(sbuf_text(&b), "000001002", 9) == 0);
	CHECK_STR(sbuf_text(&b) + 2994, "998999");
	sbuf_clear(&b);
	CHECK_STR(sbuf_text(&b), "");
	sbuf_putc(&b, '\0');
	CHECK_INT(b.len, 1);
	sbuf_release(&b);
	CHECK(!b.data && !b.cap);
}

/* The number is put together there alone, so that nothing else holds it. */
static void put_number(struct sbuf *b)
{
	sbuf_puts(b, "................................");
	for (int i = 0; i < 4; i++)
		sbuf_puts(b, i ? "2468" : "7777");
}

static __attribute__((noreturn)) void hold(int told, bool grows)
{
	struct sbuf b = SBUF_INIT;
	struct sbuf behind = SBUF_INIT;

	put_number(&b);
	sbuf_puts(&behind, "there is no room to grow where it stands");
	if (grows) {
		for (int i = 0; i < 100; i++)
			sbuf_puts(&b, "................");
		memset(b.data, '.', b.len);
	}
	if (write(told, "", 1) != 1)
		abort();
	pause();
	abort();
}

static bool held(bool grows)
{
	int told[2];
	char byte;
	bool found = false;
	pid_t pid;

	if (pipe(told) != 0)
		abort();
	pid = fork();
	if (pid == 0)
		hold(told[1], grows);
	if (CHECK(read(told[0], &byte, 1) == 1))
		found = in_memory(pid, "7777" "2468" "2468" "2468");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(told[0]);
	close(told[1]);
	return found;
}

TEST(it_leaves_nothing_where_it_stood)
{
	CHECK(held(false)); /* who looks there sees what is there */
	CHECK(!held(true));
}

T_MAIN
