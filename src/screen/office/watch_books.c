/* watch_books.c - what a manager watches and an auditor asks for: exceptions by cashier, the acts behind
 * them, the audit with its proof, refusals, and hours of staff. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "service/audits.h"
#include "service/goods.h"
#include "service/timeclock.h"
#include "tui/dialog.h"

#define REFUSALS_MOST 1000
#define HOURS_DAYS 31         /* of hours that are listed */

/* "11-21 18:42" */
static const char *short_time(struct arena *a, int64_t at_ms)
{
	struct civil at = clock_local(at_ms);

	return arena_printf(a, "%02d-%02d %02d:%02d", at.month, at.day, at.hour, at.minute);
}

/* --- exceptions by cashier --------------------------------------------------------------------- */

enum { WATCH_STAFF, WATCH_FIRST, WATCH_ALL = WATCH_FIRST + EXCEPTION_COLUMNS, WATCH_HOUR, WATCH_COLUMNS };
_Static_assert((int)WATCH_COLUMNS <= BOOK_CELLS_MAX, "a row has a cell for each column");

/* What goes first where the screen is narrow. */
#define RARE(column) ((column) == EXCEPTION_PAYMENTS ? 2 : (column) == EXCEPTION_COPIES ? 1 : 0)

static const struct list_column watch_columns[WATCH_COLUMNS] = {
	[WATCH_STAFF] = { N_("Cashier"), 0, ALIGN_LEFT, false, 0 },
#define EXCEPTION_COLUMN(id, name, heading, words) \
	[WATCH_FIRST + EXCEPTION_##id] = { heading, 7, ALIGN_RIGHT, false, RARE(EXCEPTION_##id) },
#include "service/exception.def"
	[WATCH_ALL] = { N_("All"), 4, ALIGN_RIGHT, false, 0 },
	[WATCH_HOUR] = { N_("1 h"), 5, ALIGN_RIGHT, false, 0 },
};

static const struct list_column watch_hours_columns[WATCH_HOUR] = {
	[WATCH_STAFF] = { N_("Hour"), 0, ALIGN_LEFT, false, 0 },
#define EXCEPTION_COLUMN(id, name, heading, words) \
	[WATCH_FIRST + EXCEPTION_##id] = { heading, 7, ALIGN_RIGHT, false, RARE(EXCEPTION_##id) },
#include "service/exception.def"
	[WATCH_ALL] = { N_("All"), 4, ALIGN_RIGHT, false, 0 },
};

/* Nothing is a blank: what stands there catches the eye. */
static const char *times(struct arena *a, int64_t n)
{
	return n ? number_text(a, n) : "";
}

static enum err watch_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	int64_t alarm = setting_int(ui->shop, SET_EXCEPTIONS_HOUR);
	struct exception_row *list;
	struct said said;
	bool cut;
	int n;
	enum err e = exceptions_count(ui->shop, a, clock_now_ms() - DAY_MS, 0, false, &list, &n, &cut, &said);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].staff);

		row->warn = alarm && list[i].last_hour >= alarm;
		row->cell[WATCH_STAFF] = arena_printf(a, "%s%s %s", row->warn ? "! " : "", list[i].staff, list[i].name);
		for (int k = 0; k < EXCEPTION_COLUMNS; k++)
			row->cell[WATCH_FIRST + k] = times(a, list[i].times[k]);
		row->cell[WATCH_ALL] = times(a, list[i].all);
		row->cell[WATCH_HOUR] = times(a, list[i].last_hour);
	}
	return e;
}

/* The same by the hour, the one that runs first; hours without any are left out. */
static enum err watch_hours_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	int64_t now_ms = clock_now_ms();
	int hour = clock_local(now_ms).hour, n;
	struct exception_row *list;
	struct said said;
	bool cut;
	enum err e = exceptions_count(ui->shop, a, now_ms - DAY_MS, 0, true, &list, &n, &cut, &said);

	(void)find;
	for (int back = 0; e == OK && back < n; back++) {
		const struct exception_row *at = &list[(hour - back + n) % n];
		struct book_row *row = at->all ? book_add(rows, a, number_text(a, at->hour)) : NULL;

		if (!row)
			continue;
		row->cell[WATCH_STAFF] = arena_printf(a, "%02d:00", at->hour);
		for (int k = 0; k < EXCEPTION_COLUMNS; k++)
			row->cell[WATCH_FIRST + k] = times(a, at->times[k]);
		row->cell[WATCH_ALL] = times(a, at->all);
	}
	return e;
}

const struct book watch_hours_book = {
	.title = N_("Exceptions by the hour"), .one = N_("Hour"), .change = PERM_EXCEPTIONS,
	.columns = watch_hours_columns, .column_count = WATCH_HOUR, .load = watch_hours_load
};

static void watch_by_hour(struct screen *s)
{
	office_push(s, &book_list_ops, &watch_hours_book, TAG_PLAIN);
}

static const char *watch_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("The last 24 hours, as they come in; ! many in one hour. Enter: one by one, F4: by hour");
}

static void watch_more(struct screen *s, const char *key)
{
	snprintf(ui_of(s)->about, sizeof ui_of(s)->about, "%s", key);
	office_push(s, &book_list_ops, &acts_book, TAG_PLAIN);
}

const struct book exceptions_book = {
	.title = N_("Exceptions"), .one = N_("Exception"), .change = PERM_EXCEPTIONS, .columns = watch_columns,
	.column_count = WATCH_COLUMNS, .load = watch_load, .hint = watch_hint, .more = watch_more,
	.filter = watch_by_hour
};

/* --- rows of the audit ------------------------------------------------------------------------- */

enum { AUDIT_TIME, AUDIT_TILL, AUDIT_STAFF, AUDIT_ACT, AUDIT_AMOUNT, AUDIT_REASON, AUDIT_NUMBER,
	AUDIT_COLUMNS };
static const struct list_column audit_columns[AUDIT_COLUMNS] = {
	[AUDIT_TIME] = { N_("Time"), 11, ALIGN_LEFT, false, 0 }, [AUDIT_TILL] = { N_("Till"), 6, ALIGN_LEFT, false, 0 },
	[AUDIT_STAFF] = { N_("Staff"), 9, ALIGN_LEFT, false, 0 }, /* and who approved: 1008/2001 */
	[AUDIT_ACT] = { N_("Action"), 16, ALIGN_LEFT, false, 0 },
	[AUDIT_AMOUNT] = { N_("Amount"), 10, ALIGN_RIGHT, true, 0 },
	[AUDIT_REASON] = { N_("Reason"), 0, ALIGN_LEFT, false, 0 },
	[AUDIT_NUMBER] = { N_("Document no."), 12, ALIGN_LEFT, false, 3 },
};

/* What an act of the till keeps beside its figures, in the words of who reads it: "line 1 code 010034 qty 2". What
 * begins otherwise is a note, a number or figures of a holder, and stays. */
static const char *detail_words(struct arena *a, const char *detail)
{
	static const struct { const char *said, *words; bool begins; } told[] = {
		{ "line", N_("line"), true }, { "lines", N_("lines"), true }, { "code", N_("code"), false },
		{ "qty", N_("quantity"), false }, { "by", N_("replaced by"), false },
		{ "weight-by-hand", N_("weight typed"), true }, { "anyway", N_("all the same"), true },
		{ "repeat", N_("as on receipt"), true },
	};
	char *text = arena_strdup(a, detail), *rest;
	const char *out = "";
	bool known = false;

	for (char *w = strtok_r(text, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
		const char *words = w;

		for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
			if (strcmp(w, told[i].said) == 0 && (known || told[i].begins)) {
				words = _(told[i].words);
				known = true;
			}
		if (!known)
			return detail;
		out = arena_printf(a, *out ? "%s %s" : "%s%s", out, words);
	}
	return out;
}

static void add_told(struct ui *ui, struct arena *a, struct book_rows *rows, const struct audit_told *t)
{
	struct book_row *row = book_add(rows, a, number_text(a, t->row.seal_id));

	row->cell[AUDIT_TIME] = short_time(a, t->row.at_ms);
	row->cell[AUDIT_TILL] = t->terminal;
	row->cell[AUDIT_STAFF] = *t->approver ? arena_printf(a, "%s/%s", t->staff, t->approver) : t->staff;
	row->cell[AUDIT_ACT] = audit_words(t->row.action);
	row->cell[AUDIT_AMOUNT] = t->row.amount_minor ? arena_strdup(a, ui_money(ui, t->row.amount_minor)) : "";
	row->cell[AUDIT_REASON] = *t->reason ? ui_name(t->reason, t->reason_en) : detail_words(a, t->row.detail);
	row->cell[AUDIT_NUMBER] = t->number;
}

/* A word that is a day asks for that day. */
static bool day_word(const char *word, struct audit_query *query)
{
	int64_t at_ms;

	if (strlen(word) < 8 || clock_parse(word, &at_ms) != OK)
		return false;
	query->from_ms = at_ms;
	query->until_ms = at_ms + DAY_MS;
	return true;
}

static bool told_has(struct arena *a, const struct audit_told *t, const char *word)
{
	const char *cells[] = { t->terminal, t->staff, t->staff_name, t->row.action, audit_words(t->row.action),
		t->reason, t->reason_en, t->approver, t->number, t->row.detail };

	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		if (strstr(utf8_key(a, cells[i]), word))
			return true;
	return false;
}

/* Days are asked of the store, all other words of what it gives. */
static enum err audit_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct audit_cursor newest = { 0, 0, 0 };
	char *text = arena_strdup(a, find), *rest = NULL;
	const char *words[8];
	struct audit_query query = { 0 };
	struct audit_told *list;
	struct said said;
	int n, count = 0;
	enum err e;

	for (char *w = strtok_r(text, " ", &rest); w && count < 8; w = strtok_r(NULL, " ", &rest))
		if (!day_word(w, &query))
			words[count++] = utf8_key(a, w);
	e = audits_list(ui->shop, a, &query, &newest, AUDITS_MAX, &list, &n, &said);
	for (int i = 0; e == OK && i < n; i++) {
		bool all = true;

		for (int k = 0; k < count; k++)
			all = all && told_has(a, &list[i], words[k]);
		if (all)
			add_told(ui, a, rows, &list[i]);
	}
	return e;
}

static const char *proof_words(enum audit_proof proof)
{
	switch (proof) {
	case PROOF_GOOD:
		return _("as it was sealed");
	case PROOF_NO_KEY:
		return _("not provable: its key is not in the key file");
	default:
		return _("NOT as it was sealed. Call who looks after the store: zhanggui store check");
	}
}

static void audit_more(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct sbuf text = SBUF_INIT;
	struct audit_link l;
	struct said said;
	enum err e = audit_prove(ui->shop, &ui->event, strtoll(key, NULL, 10), &l, &said);

	if (e != OK) {
		ui_said(s, e, &said);
		return;
	}
	sbuf_printf(&text, "%s: %s\n%s: %s #%lld  %s\n%s: %s\n\n", _("Proof"), proof_words(l.proof), _("Till"),
		l.terminal, (long long)l.seq, l.number, _("Seal"), l.link);
	for (int i = 0; i < l.row_count; i++)
		sbuf_printf(&text, "%s  %s  %s  %s\n", clock_text(&ui->event, l.rows[i].at_ms),
			audit_words(l.rows[i].action),
			l.rows[i].amount_minor ? ui_money(ui, l.rows[i].amount_minor) : "",
			detail_words(&ui->event, l.rows[i].detail));
	ask_pager(s, _("One link of the chain"), sbuf_text(&text));
	sbuf_release(&text);
}

static const char *audit_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Type a day (2026-11-21), a number, a till or an act to find; Enter proves one");
}

const struct book audit_book = {
	.title = N_("Audit"), .one = N_("Record"), .change = PERM_AUDIT, .columns = audit_columns,
	.column_count = AUDIT_COLUMNS, .load = audit_load, .finds = true, .hint = audit_hint, .more = audit_more
};

/* The exceptions of one cashier. */
static enum err acts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct audit_query query = { .from_ms = clock_now_ms() - DAY_MS, .staff = ui->about };
	const struct audit_cursor newest = { 0, 0, 0 };
	struct audit_told *list;
	struct said said;
	int n;
	enum err e = exceptions_list(ui->shop, a, &query, &newest, AUDITS_MAX, &list, &n, &said);

	(void)find;
	for (int i = 0; e == OK && i < n; i++)
		add_told(ui, a, rows, &list[i]);
	return e;
}

const struct book acts_book = {
	.title = N_("Exceptions"), .one = N_("Exception"), .change = PERM_EXCEPTIONS, .columns = audit_columns,
	.column_count = AUDIT_COLUMNS, .load = acts_load
};

/* --- who was turned away ----------------------------------------------------------------------- */

static const struct list_column refusal_columns[] = {
	{ N_("Time"), 11, ALIGN_LEFT, false, 0 }, { N_("Till"), 6, ALIGN_LEFT, false, 2 },
	{ N_("Cashier"), 14, ALIGN_LEFT, false, 1 }, { N_("Number"), 10, ALIGN_LEFT, false, 3 },
	{ N_("Article"), 0, ALIGN_LEFT, false, 0 }, { N_("Why"), 18, ALIGN_LEFT, false, 0 },
};

/* "age 18", "hours 22:00-06:00" */
static const char *refusal_words(struct arena *a, const char *why)
{
	return strncmp(why, "age ", 4) == 0 ? arena_printf(a, _("under %s"), why + 4)
		: strncmp(why, "hours ", 6) == 0 ? arena_printf(a, _("not %s"), why + 6) : why;
}

static enum err refusals_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const char *word = utf8_key(a, find);
	struct refusal *list;
	struct said said;
	int n = 0;
	enum err e = report_refusals(ui->shop, a, 0, 0, REFUSALS_MOST, &list, &n, &said);

	for (int i = 0; e == OK && i < n; i++) {
		const struct refusal *r = &list[i];
		const char *cells[] = { short_time(a, r->at_ms), r->terminal, r->staff, r->article, r->name,
			refusal_words(a, r->why) };
		bool wanted = !*word;
		struct book_row *row;

		for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++)
			wanted = wanted || strstr(utf8_key(a, cells[k]), word);
		if (!wanted)
			continue;
		row = book_add(rows, a, "");
		for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++)
			row->cell[k] = cells[k];
	}
	return e;
}

static const char *refusals_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Too young, or outside the hours; type to find. Nothing is kept about persons");
}

const struct book refusals_book = {
	.title = N_("Refusals"), .one = N_("Refusal"), .change = PERM_REPORTS, .columns = refusal_columns,
	.column_count = sizeof refusal_columns / sizeof refusal_columns[0], .load = refusals_load, .finds = true,
	.hint = refusals_hint
};

/* --- hours ------------------------------------------------------------------------------------- */

static const struct list_column hours_columns[] = {
	{ N_("Number"), 8, ALIGN_LEFT, false, 0 }, { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("From"), 11, ALIGN_LEFT, false, 0 }, { N_("Until"), 11, ALIGN_LEFT, false, 0 },
	{ N_("Break"), 6, ALIGN_RIGHT, false, 1 }, { N_("Worked"), 7, ALIGN_RIGHT, false, 0 },
	{ N_("State"), 14, ALIGN_LEFT, false, 2 },
};
enum { HOURS_F_NUMBER, HOURS_F_KIND, HOURS_F_TIME, HOURS_F_FIELDS };
static const struct field hours_fields[HOURS_F_FIELDS] = {
	[HOURS_F_NUMBER] = { N_("Number"), FIELD_TEXT, 12, FIELD_REQUIRED, N_("Whose hours"), NULL },
	[HOURS_F_KIND] = { N_("Kind"), FIELD_PICK, 12, FIELD_REQUIRED, NULL, NULL },
	[HOURS_F_TIME] = { N_("Time"), FIELD_TEXT, 20, FIELD_REQUIRED, N_("As 2026-11-21 18:00"), NULL },
};

static const char *hours_text(struct arena *a, int64_t ms)
{
	return arena_printf(a, "%d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60));
}

static enum err hours_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	int32_t today = shop_business_day(ui->shop);
	struct worked *list;
	struct said said;
	int n;
	enum err e = timeclock_hours(ui->shop, a, NULL, day_add(today, -HOURS_DAYS), today, &list, &n, &said);

	(void)find;
	for (int i = n - 1; e == OK && i >= 0; i--) {
		const struct hours_span *span = &list[i].span;
		struct book_row *row = book_add(rows, a, list[i].number);

		row->warn = span->odd;
		row->cell[0] = list[i].number;
		row->cell[1] = list[i].name;
		row->cell[2] = short_time(a, span->from_ms);
		row->cell[3] = span->until_ms ? short_time(a, span->until_ms) : "";
		row->cell[4] = span->break_ms ? hours_text(a, span->break_ms) : "";
		row->cell[5] = span->until_ms && !span->odd ? hours_text(a, hours_worked_ms(span)) : "";
		row->cell[6] = span->odd ? _("! to be corrected") : span->until_ms ? "" : _("at work");
	}
	return e;
}

static enum err hours_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	v->value[HOURS_F_NUMBER] = arena_strdup(a, key);
	v->value[HOURS_F_KIND] = clock_kind_name[CLOCK_OUT];
	v->value[HOURS_F_TIME] = clock_text(a, clock_now_ms());
	v->name = v->value[HOURS_F_NUMBER];
	(void)ui;
	return OK;
}

static struct form_options hours_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	static const char *const words[CLOCK_KINDS] = {
		[CLOCK_IN] = N_("in"), [CLOCK_OUT] = N_("out"), [CLOCK_BREAK] = N_("on a break"),
		[CLOCK_BACK] = N_("back from a break"),
	};
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int k = CLOCK_IN; k < CLOCK_KINDS; k++)
		option_put(&o, a, clock_kind_name[k], _(words[k]));
	return o;
}

/* A row more; one that is wrong is replaced by command, which names it. */
static enum err hours_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *number = v->value[HOURS_F_NUMBER], *kind = v->value[HOURS_F_KIND], *time = v->value[HOURS_F_TIME];
	struct clock_correction what = { .kind = clock_kind_find(kind ? kind : "") };

	(void)key;
	if (!time || clock_parse(time, &what.at_ms) != OK) {
		*said = (struct said){ MSG_VALUE_BAD, { _("A time"), time ? time : "" } };
		return ERR_INVALID;
	}
	return timeclock_correct(ui->shop, a, number ? number : "", &what, said);
}

const struct book hours_book = {
	.title = N_("Hours of staff"), .one = N_("Correction"), .change = PERM_CLOCK_EDIT, .columns = hours_columns,
	.column_count = 7, .load = hours_load, .grows = true, .always_new = true, .fields = hours_fields,
	.field_count = HOURS_F_FIELDS,
	.read = hours_read, .options = hours_options, .save = hours_save
};

/* --- from the till ----------------------------------------------------------------------------- */

void watch_show(struct screen *s, int action)
{
	const struct book *book = action == SCR_AUDIT ? &audit_book : &exceptions_book;

	if (shop_may(ui_of(s)->shop, book->change))
		office_push(s, &book_list_ops, book, TAG_PLAIN);
	else
		screen_refuse(s, _("You may not do this: %s"), _(permission_table[book->change].words));
}
