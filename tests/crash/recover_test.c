/* recover_test.c - every business operation that the campaigns put under faults, done after a backup; then the store is
 * lost, and backup and journals must bring back to the cent and to the state what was posted: documents, postings,
 * balances, vouchers, accounts, orders, cheques, shifts, days and their sums, what is on record. What is no posted fact
 * (open baskets, masters changed by the office) is what the backup had, and is not looked at. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../t.h"
#include "base/sbuf.h"
#include "campaign.h"
#include "ops.h"
#include "service/care.h"
#include "store/db.h"

#define MANAGER "3001 615902"

/* What journals bring back, by the first word of a row of world_state(). */
static const char *const kept[] = { "document ", "line ", "discount ", "payment ", "note ", "posting ", "returned ",
	"balance ", "shift ", "count ", "day ", "sums ", "voucher ", "voucher stock ", "slip ", "voucher move ",
	"order ", "cheque ", "payback ", "figure ", "audit ", NULL };

/* What a journal does not tell: the number of a line's article and the code of its department, the code of a means of
 * payment. */
static const struct { const char *row; int word, words; } untold[] = { { "line ", 5, 2 }, { "payment ", 5, 1 } };

/* Words from `from` on, with the blank behind each. */
static size_t words_in(const char *from, int n)
{
	const char *at = from;

	while (n-- > 0)
		at += strcspn(at, " ") + 1;
	return (size_t)(at - from);
}

static bool is_kept(const char *row)
{
	for (int i = 0; kept[i]; i++)
		if (strncmp(row, kept[i], strlen(kept[i])) == 0)
			return strncmp(row, "audit recover ", 14) != 0;
	return false;
}

static char *posted(struct arena *a, const char *state)
{
	struct sbuf out = SBUF_INIT;
	char *text;

	for (const char *from = state; *from; from += strcspn(from, "\n") + 1) {
		const char *rest = from;

		if (!is_kept(from))
			continue;
		for (size_t i = 0; i < sizeof untold / sizeof untold[0]; i++)
			if (strncmp(from, untold[i].row, strlen(untold[i].row)) == 0) {
				rest += words_in(from, untold[i].word);
				sbuf_add(&out, from, (size_t)(rest - from));
				rest += words_in(rest, untold[i].words);
			}
		sbuf_add(&out, rest, strcspn(rest, "\n") + 1);
	}
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

static void told(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	if (check_table[f->id].severity == 'E')
		printf("# %s\n", finding_text(&a, f));
	arena_release(&a);
}

/* What a provider took and is to give back, with its ids: by them he knows what he was asked for. */
static char *at_the_provider(struct world *w, struct arena *a)
{
	static const char *const asked[] = {
		"SELECT id, tender_id, terminal_id, staff_id, amount_minor, reference FROM pay_intent WHERE state = 3"
			" ORDER BY id",
		"SELECT id, intent_id, document_id, kind, terminal_id, staff_id, tender_id, amount_minor, state, at_ms"
			" FROM pay_back ORDER BY id",
	};
	struct sbuf out = SBUF_INIT;
	struct db *db = NULL;
	const char *why = "";
	char *text;
	bool ok = CHECK_INT(db_open(a, w->url, 0, &db, &why), OK);

	for (size_t q = 0; ok && q < sizeof asked / sizeof *asked; q++) {
		struct db_rows r = { 0 };

		ok = CHECK_INT(db_query_args(db, a, &r, asked[q], NULL, 0), OK);
		for (int i = 0; ok && i < r.count; i++)
			for (int k = 0; k < r.columns; k++)
				sbuf_printf(&out, "%s%c", row_text(&r, i, k), k + 1 < r.columns ? ' ' : '\n');
	}
	db_close(db);
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

/* Everything is lost but the backup and the journals. */
static bool bring_back(struct world *w, struct arena *a, struct care_report *report)
{
	const struct check_request request = { .found = told };
	const struct care_source source = { arena_printf(a, "%s/b0", w->dir), w->conf.journal_dir, true, false };
	const char *why = "";
	enum err e = care_restore(a, &w->conf, &source, &request, report, &why);

	if (e != OK)
		printf("# restore: %s\n", why ? why : err_name(e));
	return e == OK;
}

static bool nothing_left_out(const struct care_report *r)
{
	bool ok = r->damaged == 0;

	for (int i = 0; i < r->terminal_count; i++) {
		const struct care_terminal *t = &r->terminals[i];

		ok = ok && t->missing == 0 && t->refused == 0;
		if (t->missing || t->refused)
			printf("# till %s: %d missing, %d refused\n", t->code, (int)t->missing, (int)t->refused);
	}
	return ok;
}

static void one(const struct op *op)
{
	struct world w;
	struct arena a = ARENA_INIT;
	struct care_report report = { 0 };
	char *before, *after, *known;
	bool ok;

	world_name(&w, NULL);
	ok = CHECK(op_prepare(&w, op)) && CHECK(world_does_all(&w, "sign-on " MANAGER "\n!backup b0"));
	world_close_all(&w);
	memset(w.now, 0, sizeof w.now);
	ok = ok && CHECK(world_does_all(&w, op->acts));
	before = ok ? world_state(&w, &a, NULL) : NULL;
	world_close_all(&w);
	known = before ? at_the_provider(&w, &a) : arena_strdup(&a, "");
	ok = before && CHECK(bring_back(&w, &a, &report)) && CHECK(nothing_left_out(&report));
	after = ok ? world_state(&w, &a, NULL) : NULL;
	ok = after && strcmp(before = posted(&a, before), after = posted(&a, after)) == 0;
	if (after && !ok)
		state_tell_difference(before, after);
	ok = ok && CHECK_STR(at_the_provider(&w, &a), known);
	if (!CHECK(ok))
		printf("# of the operation %s\n", op->name);
	world_end(&w);
	arena_release(&a);
}

/* A till knows whose drawer it has taken only as long as it is open, so these are no operations of the campaigns. */
static const struct op drawers[] = {
	{ "drawer-left", MANAGER, "!setting drawer.mode cashier\n", "sign-on 1008 2468\nshift-open 100\nscan " COOKIES
		"\ncash 50\nsign-on 1009 13579\nshift-open 200\nscan " FINGERS "\ncash\ndrop 50\nsign-on 2001 331827\n"
		"take-drawer 1008\ncount 139\nz-report\nshift-open 50\nscan " CHIPS "\ncash", OP_NO_SHIFT },
	{ "drawer-counted", MANAGER, "!setting drawer.mode cashier\n", "sign-on 1008 2468\nshift-open 100\n"
		"scan " COOKIES "\ncash 50\nsign-on 1009 13579\nshift-open 200\nsign-on 2001 331827\n"
		"take-drawer 1008\ncount 139.90", OP_NO_SHIFT },
};

TEST(a_drawer_that_another_counted_comes_back)
{
	for (size_t i = 0; i < sizeof drawers / sizeof drawers[0]; i++)
		if (campaign_wants(drawers[i].name))
			one(&drawers[i]);
}

#define ASKED "sign-on " MANAGER "\n!ask-outside\n!provider\n"
#define KEPT "sign-on " MANAGER "\n!ask-outside\n!keeper\n"
#define SALE "scan " COOKIES "; ~pay; "
#define RETURN "scan 01-1-000002; return-line 1\ncash; reason 1\n"

/* Each state that giving money back through a provider can be in when the store is lost. */
static const struct op owed[] = {
	{ "owed", MANAGER, ASKED, SALE "tender 2 39.90\n" RETURN, 0 },
	{ "owed-whole", MANAGER, ASKED, SALE "~tender 2 20\ncancel 1", 0 },
	{ "given", MANAGER, ASKED, SALE "tender 2 39.90\n" RETURN "!pay-back", 0 },
	{ "refused", MANAGER, KEPT, SALE "~tender 2 39.90; was-taken GW1; ~approve 2001 331827\n" RETURN "!pay-back",
		0 },
	{ "by-hand", MANAGER, KEPT, SALE "~tender 2 39.90; was-taken GW1; ~approve 2001 331827\n" RETURN
		"!pay-back\n!settle-back", 0 },
	{ "dropped", MANAGER, KEPT, SALE "~tender 2 39.90; cancel-payment\nscan " CHIPS, 0 },
};

TEST(what_a_provider_is_to_give_back_comes_back)
{
	for (size_t i = 0; i < sizeof owed / sizeof owed[0]; i++)
		if (campaign_wants(owed[i].name))
			one(&owed[i]);
}

TEST(what_was_posted_comes_back)
{
	for (int i = 0; i < op_count; i++)
		if (campaign_wants(ops[i].name))
			one(&ops[i]);
}

T_MAIN
