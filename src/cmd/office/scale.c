/* scale.c - files for label scales. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/plus.h"
#include "service/said.h"

struct telling { struct cmd *c; struct arena arena; };

/* The file may be stdout, so what there is to say of it goes beside it. */
static void tell(void *ctx, const struct said *said)
{
	struct telling *t = ctx;

	fprintf(stderr, "zhanggui: %s\n", said_text(&t->arena, said));
	arena_clear(&t->arena);
}

/* Whole or not at all: a scale's program must not find half of it. */
static bool write_file(struct arena *a, const char *file, const struct sbuf *text)
{
	const char *part = arena_printf(a, "%s.part", file);
	FILE *f = fopen(part, "we");
	bool ok = f && fwrite(sbuf_text(text), 1, text->len, f) == text->len;

	if (f)
		ok = fclose(f) == 0 && ok;
	ok = ok && rename(part, file) == 0;
	if (!ok && f) {
		int problem = errno;

		remove(part);
		errno = problem;
	}
	return ok;
}

static enum exit_code put(struct cmd *c, const struct sbuf *text, const struct plus_report *report)
{
	const char *file = cmd_operand(c, 0);

	if (!file && fwrite(sbuf_text(text), 1, text->len, stdout) != text->len)
		return cmd_fail(c, ERR_IO, NULL);
	if (file && !write_file(c->arena, file, text))
		return front_error(EXIT_REFUSED, "%s: %s", file, strerror(errno));
	fprintf(stderr, _("zhanggui: %d goods written, %d left out\n"), report->written, report->left_out);
	return report->left_out ? EXIT_REFUSED : EXIT_DONE;
}

enum exit_code cmd_scale_export(struct cmd *c)
{
	const char *name = cmd_option(c, "layout");
	const struct plu_layout *layout = name ? plu_layout_find(name) : NULL;
	struct telling t = { .c = c };
	struct sbuf text = SBUF_INIT;
	struct plus_report report;
	enum exit_code code;
	enum err e;

	if (!name)
		return cmd_usage(c, "%s", _("which layout: --layout dahua, dingjian or csv"));
	if (!layout)
		return cmd_usage(c, _("there is no layout %s: dahua, dingjian or csv"), name);
	e = plus_export(c->shop, c->arena, layout, &text, tell, &t, &report);
	out_nothing(c->out);
	code = e == OK ? put(c, &text, &report) : cmd_fail(c, e, NULL);
	sbuf_release(&text);
	arena_release(&t.arena);
	return code;
}
