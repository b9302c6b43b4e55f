/* import_fuzz.c - a file of articles of any content, tried or, by its first byte, taken in (one in 16: it is slow): no
 * row is counted twice, every problem is one clean line about a line of the file, and what the shop then sells is
 * clean. */
#include "shop.h"

#include <sys/mman.h>
#include <unistd.h>

#include "service/import.h"

static struct fuzz_shop *shop;

static void problem(void *ctx, const struct import_problem *p)
{
	int *told = ctx;

	++*told;
	MUST(p->line > 0 && p->column >= 0);
	MUST(fuzz_is_clean(import_problem_text(&shop->a, p)));
}

/* What was exported, taken for a text with line ends. */
static enum err take(void *ctx, const char *text, size_t n)
{
	char *copy = arena_strndup(&shop->a, text, n);

	(void)ctx;
	for (char *c = copy; *c; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
	MUST(strlen(copy) == n && fuzz_is_clean(copy));
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("goods", MFD_CLOEXEC), told = 0;
	struct import_options options = { .dry_run = true, .problem = problem, .ctx = &told };
	struct import_report r;
	struct said said = { MSG_NONE, { NULL, NULL } };
	char path[64];
	enum err e;

	shop = fuzz_shop();
	if (size) {
		options.dry_run = (data[0] & 0xE1) != 0x41; /* A, C, E ... _ */
		options.strict = data[0] & 2;
		options.keep_bad_codes = data[0] & 4;
		options.unknown = (enum import_unknown)((data[0] >> 3 & 3) % 3);
		data++;
		size--;
	}
	if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	e = import_articles(shop->sh, &shop->a, path, &options, &r, &said);
	if (e != OK && e != ERR_REFUSED && e != ERR_INVALID) {
		fprintf(stderr, "%s: %s\n", err_name(e), said_text(&shop->a, &said));
		MUST(!"an import that fails");
	}
	MUST(fuzz_is_clean(said_text(&shop->a, &said)));
	if (e == OK) {
		MUST(r.rows >= r.created + r.updated + r.unchanged + r.refused); /* or more of the same article */
		MUST(!r.refused || told > 0);
	}
	if (shop->inputs % SHOP_CHECK_EVERY == 0)
		MUST(export_articles(shop->sh, &shop->a, take, NULL) == OK);
	close(fd);
	return 0;
}
