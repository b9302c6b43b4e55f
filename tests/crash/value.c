/* value.c - what the office does with what is worth money, with goods that have a deposit, and at the end of a day, as
 * acts of a line; see world.h. What is there already, or is done, counts as done: these are asked again after a
 * failure, and the state of the shop tells whether that was right. */
#include <stdio.h>
#include <string.h>

#include "service/books.h"
#include "service/day.h"
#include "service/goods.h"
#include "service/import.h"
#include "service/money.h"
#include "service/outside.h"
#include "service/timeclock.h"
#include "service/trade.h"
#include "world.h"

#define DAY 20261121

static enum err done_is_fine(enum err e)
{
	return e == ERR_EXISTS || e == ERR_REFUSED || e == ERR_STALE ? OK : e;
}

static int64_t serial_after(int64_t serial, int i)
{
	do
		serial = serial_next(serial);
	while (i-- > 0);
	return serial;
}

int64_t world_serial(int i)
{
	return serial_after(8800000000, i);
}

int64_t world_refund_serial(int i)
{
	return serial_after(8900000000, i);
}

/* --- vouchers ----------------------------------------------------------------------------------- */

static enum err add_kind(struct world *w, struct seat *s, char **word)
{
	const struct voucher_kind_edit kind = { .code = word[1], .name = "购物券", .face = word[2], .days = "30" };

	(void)w;
	return done_is_fine(voucher_kind_add(s->sh, &s->a, &kind, &s->said));
}

static const char *serial_text(struct arena *a, int i)
{
	return arena_printf(a, "%lld", (long long)world_serial(i));
}

static enum err receive(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(voucher_receive(s->sh, &s->a, word[1], serial_text(&s->a, 0),
		serial_text(&s->a, WORLD_SERIALS - 1), &s->said));
}

static enum err hand_over(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(voucher_hand_over(s->sh, &s->a, word[1], serial_text(&s->a, 0),
		serial_text(&s->a, WORLD_SERIALS - 1), &s->said));
}

/* Kind R: of at most 100.00, at till 1. */
static enum err set_up_refunds(struct world *w, struct seat *s, char **word)
{
	const struct voucher_kind_edit kind = { .code = "R", .name = "退货券", .face = "100", .days = "30",
		.refund = "yes" };
	const char *from = arena_printf(&s->a, "%lld", (long long)world_refund_serial(0));
	const char *to = arena_printf(&s->a, "%lld", (long long)world_refund_serial(WORLD_SERIALS - 1));
	enum err e = done_is_fine(voucher_kind_add(s->sh, &s->a, &kind, &s->said));

	(void)w;
	(void)word;
	if (e == OK)
		e = done_is_fine(voucher_receive(s->sh, &s->a, "R", from, to, &s->said));
	return e == OK ? done_is_fine(voucher_hand_over(s->sh, &s->a, "01", from, to, &s->said)) : e;
}

static enum err do_to_voucher(struct world *w, struct seat *s, char **word)
{
	static const char *const names[] = { [VOUCHER_DO_VOID] = "!voucher-void", [VOUCHER_DO_BLOCK] = "!voucher-block",
		[VOUCHER_DO_UNBLOCK] = "!voucher-unblock" };
	int deed = VOUCHER_DO_VOID;

	(void)w;
	while (strcmp(names[deed], word[0]) != 0)
		deed++;
	return done_is_fine(voucher_do(s->sh, &s->a, (enum voucher_deed)deed, word[1], "test", &s->said));
}

/* --- accounts, rates, cheques ------------------------------------------------------------------- */

static enum err add_account(struct world *w, struct seat *s, char **word)
{
	const struct house_edit account = { .number = word[1], .name = "街道办", .limit = word[2], .terms = "30" };

	(void)w;
	return done_is_fine(house_add(s->sh, &s->a, &account, &s->said));
}

static enum err set_rate(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(currency_set(s->sh, &s->a, "USD", word[1], "", &s->said));
}

static enum err add_dollars(struct world *w, struct seat *s, char **word)
{
	const struct tender_edit dollars = { .code = "U", .name = "美元", .name_en = "Dollars", .kind = "foreign",
		.currency = "USD" };

	(void)w;
	(void)word;
	return done_is_fine(tender_add(s->sh, &s->a, &dollars, &s->said));
}

static enum err open_tender(struct world *w, struct seat *s, char **word)
{
	const struct tender_edit edit = { .code = word[1], .active = "yes" };

	(void)w;
	return tender_change(s->sh, &s->a, &edit, &s->said);
}

#define FEE_RULE 7
static enum err set_fee(struct world *w, struct seat *s, char **word)
{
	struct tender_edit edit = { .code = word[1] };

	(void)w;
	edit.rule[FEE_RULE] = word[2];
	return tender_change(s->sh, &s->a, &edit, &s->said);
}

/* Card payments (tender 2) are asked for outside. */
static enum err ask_outside(struct world *w, struct seat *s, char **word)
{
	const struct tender_edit edit = { .code = "2", .flags = "reference refund outside" };

	(void)w;
	(void)word;
	return tender_change(s->sh, &s->a, &edit, &s->said);
}

/* A provider who takes everything and gives everything back. */
static enum pay_answer taken_at_once(void *ctx, int64_t id, int64_t amount_minor, const char *code,
	char text[PAY_REFERENCE_MAX])
{
	(void)ctx;
	(void)id;
	(void)code;
	snprintf(text, PAY_REFERENCE_MAX, "GW%lld", (long long)amount_minor);
	return PAY_TAKEN;
}

static enum pay_answer was_taken(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX])
{
	return taken_at_once(ctx, id, 0, "", text);
}

static enum pay_answer taken_back(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX])
{
	(void)ctx;
	(void)id;
	*text = '\0';
	return PAY_REVERSED;
}

static enum pay_answer given_back(void *ctx, int64_t id, int64_t payment_id, int64_t amount_minor,
	const char *reference, char text[PAY_REFERENCE_MAX])
{
	(void)payment_id;
	(void)amount_minor;
	(void)reference;
	return taken_back(ctx, id, text);
}

void world_provider(struct seat *s)
{
	static const struct pay_provider provider = { taken_at_once, was_taken, taken_back, given_back, NULL, NULL };

	if (*setting_text(s->sh, SET_PAY_GATEWAY))
		shop_pay_provider(s->sh, &provider);
}

static enum err set_provider(struct world *w, struct seat *s, char **word)
{
	enum err e = setting_set(s->sh, "pay.gateway", "/nowhere", false, &s->said);

	(void)w;
	(void)word;
	world_provider(s);
	return e;
}

/* What is owed through it is asked for; a store that fails meanwhile is asked again. */
static enum err pay_back(struct world *w, struct seat *s, char **word)
{
	enum err e = payback_work(s->sh, &s->a, &s->said);

	(void)w;
	(void)word;
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err move_cheque(struct world *w, struct seat *s, char **word)
{
	int to = CHEQUE_GIVEN;

	(void)w;
	while (to < CHEQUE_STATES && strcmp(cheque_state_name[to], word[2]) != 0)
		to++;
	return done_is_fine(cheque_to(s->sh, &s->a, word[1], (enum cheque_state)to, &s->said));
}

/* All of it before: vouchers of 50.00 at till 1, account 1001 with a limit of 200.00, dollars (U) at 7.1234, and every
 * means of payment. */
static enum err set_up_money(struct world *w, struct seat *s, char **word)
{
	static const char *const acts[] = { "!kind A 50", "!papers A", "!hand 01", "!account 1001 200", "!dollars",
		"!rate 7.1234", "!open-tender 11", "!open-tender 12", "!open-tender 13", "!open-tender 14" };
	enum err e = OK;

	(void)word;
	for (size_t i = 0; e == OK && i < sizeof acts / sizeof acts[0]; i++)
		e = world_own_act(w, s, acts[i]);
	return e;
}

/* --- goods -------------------------------------------------------------------------------------- */

/* Beer with a bottle (0.50) that nobody under 18 gets. */
static enum err add_goods(struct world *w, struct seat *s, char **word)
{
	(void)word;
	return world_import(w, s, "number,barcode,name,price,cost,is_deposit,deposit,age_min,unit\n"
		"T-BOTTLE,,empty bottle,0.50,,yes,,,\n"
		"T-BEER,6900000000021,beer,4.00,3.00,,T-BOTTLE,18,bottle\n",
		&(struct import_options){ .unknown = IMPORT_DEFAULT });
}

/* A machine takes the bottles and prints slips. */
static enum err set_up_slips(struct world *w, struct seat *s, char **word)
{
	static const char *const acts[] = { "!goods", "!setting bottle.slips 970MMMMNNNNNNPPPPP",
		"!setting bottle.article T-BOTTLE" };
	enum err e = OK;

	(void)word;
	for (size_t i = 0; e == OK && i < sizeof acts / sizeof acts[0]; i++)
		e = world_own_act(w, s, acts[i]);
	return e;
}

static enum err add_window(struct world *w, struct seat *s, char **word)
{
	const struct window_edit edit = { .code = "noon", .name = "noon", .article = word[1], .from = "11:00",
		.until = "14:00", .price = word[2] };

	(void)w;
	return done_is_fine(window_add(s->sh, &s->a, &edit, &s->said));
}

static enum err set_quick(struct world *w, struct seat *s, char **word)
{
	const struct quick_edit edit = { .page = "9", .position = word[1], .label = "快", .kind = "article",
		.target = word[2] };

	(void)w;
	return quick_set(s->sh, &s->a, &edit, &s->said);
}

static enum err add_supplier(struct world *w, struct seat *s, char **word)
{
	const struct supplier_edit edit = { .code = word[1], .name = "联营", .kind = "concession",
		.deduction = word[2] };

	(void)w;
	return done_is_fine(supplier_add(s->sh, &s->a, &edit, &s->said));
}

/* --- the end of a day --------------------------------------------------------------------------- */

static enum err end_day(struct world *w, struct seat *s, char **word)
{
	(void)w;
	(void)word;
	return done_is_fine(day_end(s->sh, &s->a, DAY, true, &s->said));
}

static enum err reopen_day(struct world *w, struct seat *s, char **word)
{
	(void)w;
	(void)word;
	return done_is_fine(day_reopen(s->sh, &s->a, DAY, "1", "3002", "482057", &s->said));
}

static enum err export_books(struct world *w, struct seat *s, char **word)
{
	const struct books_request request = { DAY, DAY, true, false };
	struct books_run run;
	char *text;
	size_t n;

	(void)w;
	(void)word;
	return done_is_fine(books_export(s->sh, &s->a, &request, &text, &n, &run, &s->said));
}

/* The newest row of 1008's time clock was an hour ago. */
static enum err correct_clock(struct world *w, struct seat *s, char **word)
{
	struct clock_correction what;
	struct clock_row *rows;
	int n = 0;
	enum err e = timeclock_rows(s->sh, &s->a, "1008", 0, &rows, &n, &s->said);

	(void)w;
	(void)word;
	if (e != OK || !n)
		return e == OK ? ERR_NOTFOUND : e;
	if (rows[n - 1].corrected)
		return OK;
	what = (struct clock_correction){ rows[n - 1].kind, rows[n - 1].at_ms - 3600000, rows[n - 1].seal_id,
		rows[n - 1].n };
	return timeclock_correct(s->sh, &s->a, "1008", &what, &s->said);
}

const struct own_act value_acts[] = {
	{ "!money", set_up_money }, { "!kind", add_kind }, { "!papers", receive }, { "!refunds", set_up_refunds },
	{ "!hand", hand_over },
	{ "!voucher-void", do_to_voucher }, { "!voucher-block", do_to_voucher }, { "!voucher-unblock", do_to_voucher },
	{ "!account", add_account }, { "!rate", set_rate }, { "!dollars", add_dollars },
	{ "!open-tender", open_tender }, { "!ask-outside", ask_outside }, { "!provider", set_provider },
	{ "!pay-back", pay_back }, { "!fee", set_fee },
	{ "!cheque", move_cheque },
	{ "!goods", add_goods }, { "!slips", set_up_slips }, { "!window", add_window },
	{ "!quick", set_quick }, { "!supplier", add_supplier },
	{ "!day-end", end_day }, { "!day-reopen", reopen_day }, { "!books", export_books },
	{ "!clock-correct", correct_clock }, { NULL, NULL }
};
