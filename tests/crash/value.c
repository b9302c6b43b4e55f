/* value.c - what the office does with what is worth money, with goods that have a deposit, and at the end of a day, as
 * acts of a line; see world.h. What is there already, or is done, counts as done: these are asked again after a
 * failure, and the state of the shop tells whether that was right. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "service/articles.h"
#include "service/books.h"
#include "service/coupons.h"
#include "service/day.h"
#include "service/draws.h"
#include "service/gifts.h"
#include "service/goods.h"
#include "service/import.h"
#include "service/levels.h"
#include "service/members.h"
#include "service/money.h"
#include "service/outside.h"
#include "service/points.h"
#include "service/timeclock.h"
#include "service/uses.h"
#include "service/wallet.h"
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

static const char *serial_text(struct arena *a, int64_t serial)
{
	return arena_printf(a, "%lld", (long long)serial);
}

static enum err receive(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(voucher_receive(s->sh, &s->a, word[1], serial_text(&s->a, world_serial(0)),
		serial_text(&s->a, world_serial(WORLD_SERIALS - 1)), &s->said));
}

static enum err hand_over(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(voucher_hand_over(s->sh, &s->a, word[1], serial_text(&s->a, world_serial(0)),
		serial_text(&s->a, world_serial(WORLD_SERIALS - 1)), &s->said));
}

/* Kind R: of at most 100.00, at till 1. */
static enum err set_up_refunds(struct world *w, struct seat *s, char **word)
{
	const struct voucher_kind_edit kind = { .code = "R", .name = "退货券", .face = "100", .days = "30",
		.refund = "yes" };
	const char *from = serial_text(&s->a, world_refund_serial(0));
	const char *to = serial_text(&s->a, world_refund_serial(WORLD_SERIALS - 1));
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

#define KEEPER "/keeper"

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

/* One who leaves open whether he took it, and keeps what he has. */
static enum pay_answer says_nothing(void *ctx, int64_t id, int64_t amount_minor, const char *code,
	char text[PAY_REFERENCE_MAX])
{
	(void)taken_at_once(ctx, id, amount_minor, code, text);
	return PAY_UNKNOWN;
}

static enum pay_answer keeps(void *ctx, int64_t id, int64_t payment_id, int64_t amount_minor, const char *reference,
	char text[PAY_REFERENCE_MAX])
{
	(void)given_back(ctx, id, payment_id, amount_minor, reference, text);
	return PAY_REFUSED;
}

void world_provider(struct seat *s)
{
	static const struct pay_provider provider = { taken_at_once, was_taken, taken_back, given_back, NULL, NULL };
	static const struct pay_provider keeper = { says_nothing, was_taken, was_taken, keeps, NULL, NULL };
	const char *gateway = setting_text(s->sh, SET_PAY_GATEWAY);

	if (*gateway)
		shop_pay_provider(s->sh, strcmp(gateway, KEEPER) == 0 ? &keeper : &provider);
}

/* "!keeper": the other one. */
static enum err set_provider(struct world *w, struct seat *s, char **word)
{
	bool keeper = strcmp(word[0], "!keeper") == 0;
	enum err e = setting_set(s->sh, "pay.gateway", keeper ? KEEPER : "/nowhere", false, &s->said);

	(void)w;
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

/* The oldest that is open was given back in another way, as two persons say. */
static enum err settle_back(struct world *w, struct seat *s, char **word)
{
	struct payback_info *list;
	int n = 0;
	enum err e = payback_all(s->sh, &s->a, false, &list, &n);

	(void)w;
	(void)word;
	if (e != OK || !n)
		return e == OK ? ERR_REFUSED : e;
	return payback_settle(s->sh, &s->a, arena_printf(&s->a, "%lld", (long long)list[0].row.id), "REF 1", "2001",
		"331827", &s->said);
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

/* --- members -------------------------------------------------------------------------------------- */

/* "!member NAME PHONE CARD" */
static enum err open_member(struct world *w, struct seat *s, char **word)
{
	const struct member_edit edit = { .name = word[1], .phone = word[2], .card = word[3] };

	(void)w;
	return done_is_fine(member_open(s->sh, &s->a, &edit, NULL, &s->said));
}

/* "!card-lose PHONE", "!card-replace PHONE CARD", "!member-freeze PHONE" */
static enum err do_to_member(struct world *w, struct seat *s, char **word)
{
	(void)w;
	if (strcmp(word[0], "!card-lose") == 0)
		return done_is_fine(card_lose(s->sh, &s->a, word[1], &s->said));
	if (strcmp(word[0], "!card-replace") == 0)
		return done_is_fine(card_replace(s->sh, &s->a, word[1], word[2], false, &s->said));
	return done_is_fine(member_freeze(s->sh, &s->a, word[1], true, "1", &s->said));
}

/* "!levels": two that a sale reaches, and what members pay for chips */
static enum err set_up_levels(struct world *w, struct seat *s, char **word)
{
	static const struct level_edit levels[] = { { .code = "silver", .name = "银卡", .when = "amount/day=5" },
		{ .code = "gold", .name = "金卡", .when = "amount/2=12", .discount = "5" } };
	const struct price_order order = { CHIPS, 700, PRICE_LEVEL_MEMBER, clock_now_ms(), 0 };
	enum err e = OK;

	(void)w;
	(void)word;
	for (size_t i = 0; e == OK && i < 2; i++)
		e = done_is_fine(level_add(s->sh, &s->a, &levels[i], &s->said));
	return e == OK ? done_is_fine(article_price_set(s->sh, &s->a, &order, &s->said)) : e;
}

/* "!level-give PHONE CODE" */
static enum err give_level(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return done_is_fine(level_give(s->sh, &s->a, word[1], word[2], NULL, "1", &s->said));
}

/* "!cards KIND FROM TO" from the printer, "!cards-hand STAFF FROM TO" */
static enum err receive_cards(struct world *w, struct seat *s, char **word)
{
	(void)w;
	if (strcmp(word[0], "!cards") == 0)
		return done_is_fine(card_receive(s->sh, &s->a, word[1], word[2], word[3], &s->said));
	return done_is_fine(card_hand_over(s->sh, &s->a, word[1], word[2], word[3], &s->said));
}

/* The same words are the same act, at each try: its id comes of them. */
static int64_t id_of_words(char **word)
{
	uint64_t hash = 1469598103934665603u;

	for (int i = 0; i < 5 && word[i]; i++)
		for (const char *s = word[i]; *s; s++)
			hash = (hash ^ (unsigned char)*s) * 1099511628211u;
	return INT64_C(911820000000000000) + (int64_t)(hash % 1000000000000u);
}

/* "!top-up MEMBER AMOUNT [CHEQUE]"; "!load MEMBER AMOUNT N": the N-th, and one that is refused is refused */
static enum err top_up(struct world *w, struct seat *s, char **word)
{
	bool load = strcmp(word[0], "!load") == 0;
	const char *cheque = load ? NULL : word[3];
	const struct wallet_top_up what = { .id = id_of_words(word), .member = word[1], .amount = word[2],
		.tender = cheque ? "14" : NULL, .reference = cheque };
	struct wallet_done done = { .id = 0 };
	enum err e = wallet_top_up(s->sh, &s->a, &what, &done, &s->said);

	(void)w;
	return load && e != ERR_EXISTS ? e : done_is_fine(e);
}

/* "!pay-out MEMBER AMOUNT", "!credit MEMBER AMOUNT", "!move MEMBER OTHER AMOUNT": the lead cashier allows it. */
static enum err pay_out(struct world *w, struct seat *s, char **word)
{
	const struct wallet_refund out = { .id = id_of_words(word), .member = word[1], .amount = word[2], .words = "1",
		.second = "2001", .pin = "331827" };
	const struct wallet_adjust credit = { .id = out.id, .member = word[1], .amount = word[2], .words = "1",
		.second = "2001", .pin = "331827" };
	const struct wallet_transfer move = { .id = out.id, .from = word[1], .to = word[2], .amount = word[3],
		.words = "1", .second = "2001", .pin = "331827" };
	struct wallet_done done = { .id = 0 };

	(void)w;
	if (strcmp(word[0], "!pay-out") == 0)
		return done_is_fine(wallet_refund(s->sh, &s->a, &out, &done, &s->said));
	if (strcmp(word[0], "!credit") == 0)
		return done_is_fine(wallet_adjust(s->sh, &s->a, &credit, &done, &s->said));
	return done_is_fine(wallet_transfer(s->sh, &s->a, &move, &done, &s->said));
}

/* "!bonus CODE FROM BONUS": from an amount on so much on top */
static enum err add_bonus(struct world *w, struct seat *s, char **word)
{
	const struct wallet_rule_edit edit = { .code = word[1], .tiers = arena_printf(&s->a, "%s=%s", word[2],
		word[3]) };

	(void)w;
	return done_is_fine(wallet_rule_add(s->sh, &s->a, &edit, &s->said));
}

/* --- points --------------------------------------------------------------------------------------- */

/* "!points-rate CODE POINTS", "!gift-add ARTICLE POINTS" */
static enum err set_up_points(struct world *w, struct seat *s, char **word)
{
	const struct points_rate_edit rate = { .code = word[1], .points = word[2] };
	const struct gift_edit gift = { .article = word[1], .points = word[2], .pieces = "3" };

	(void)w;
	return done_is_fine(strcmp(word[0], "!gift-add") == 0 ? gift_add(s->sh, &s->a, &gift, &s->said)
		: points_rate_add(s->sh, &s->a, &rate, &s->said));
}

/* "!gift-pieces ARTICLE N": there are so many from now on */
static enum err put_pieces(struct world *w, struct seat *s, char **word)
{
	const struct gift_edit gift = { .article = word[1], .points = "30", .pieces = word[2] };
	enum err e = gift_remove(s->sh, &s->a, word[1], &s->said);

	(void)w;
	return e == OK || e == ERR_NOTFOUND ? gift_add(s->sh, &s->a, &gift, &s->said) : e;
}

/* "!redeem MEMBER ARTICLE N": the N-th */
static enum err redeem(struct world *w, struct seat *s, char **word)
{
	const struct gift_redeem gift = { .id = id_of_words(word), .member = word[1], .article = word[2] };
	struct points_done given = { .id = 0 };

	(void)w;
	return gift_redeem(s->sh, &s->a, &gift, &given, &s->said);
}

/* "!points MEMBER N", "!points-move MEMBER OTHER N", "!points-void", "!gift MEMBER ARTICLE": the lead cashier allows
 * it. */
static enum err move_points(struct world *w, struct seat *s, char **word)
{
	const struct points_adjust adjust = { .id = id_of_words(word), .member = word[1], .points = word[2],
		.words = "1", .second = "2001", .pin = "331827" };
	const struct points_transfer move = { .id = adjust.id, .from = word[1], .to = word[2], .points = word[3],
		.words = "1", .second = "2001", .pin = "331827" };
	const struct gift_redeem gift = { .id = adjust.id, .member = word[1], .article = word[2] };
	struct points_done done = { .id = 0 };
	struct points_done given = { .id = 0 };
	struct points_expired gone;

	(void)w;
	if (strcmp(word[0], "!points") == 0)
		return done_is_fine(points_adjust(s->sh, &s->a, &adjust, &done, &s->said));
	if (strcmp(word[0], "!points-move") == 0)
		return done_is_fine(points_transfer(s->sh, &s->a, &move, &done, &s->said));
	if (strcmp(word[0], "!gift") == 0)
		return done_is_fine(gift_redeem(s->sh, &s->a, &gift, &given, &s->said));
	return done_is_fine(points_expire(s->sh, &s->a, &gone, &s->said));
}

/* --- prize draws ---------------------------------------------------------------------------------- */

/* "!draw-new CODE FREE POINTS [COUPON]": the draw anew; whatever is drawn is the same, five points or a coupon. */
static enum err new_draw(struct world *w, struct seat *s, char **word)
{
	const struct draw_edit edit = { .code = word[1], .name = word[1], .free = word[2],
		.points = strcmp(word[3], "0") == 0 ? NULL : word[3] };
	const struct draw_prize_edit prize = { .draw = word[1], .name = "P", .weight = "1",
		.points = word[4] ? NULL : "5", .coupon = word[4] };
	enum err e = draw_end(s->sh, &s->a, word[1], &s->said);

	(void)w;
	if (e == OK || e == ERR_NOTFOUND)
		e = draw_add(s->sh, &s->a, &edit, &s->said);
	for (int i = 0; e == OK && i < 2; i++)
		e = draw_prize_add(s->sh, &s->a, &prize, &s->said);
	return e == OK ? draw_open(s->sh, &s->a, word[1], &s->said) : e;
}

/* "!draw CODE MEMBER N": the N-th, done is fine, too; "!draw-play CODE MEMBER N" */
static enum err play_draw(struct world *w, struct seat *s, char **word)
{
	const struct draw_wish wish = { .id = id_of_words(word), .draw = word[1], .member = word[2], .points = 5 };
	struct draw_done done;
	enum err e = draw_play(s->sh, &s->a, &wish, &done, &s->said);

	(void)w;
	return strcmp(word[0], "!draw") == 0 ? done_is_fine(e) : e;
}

/* --- packages of uses ----------------------------------------------------------------------------- */

/* "!uses-kind CODE TIMES ARTICLE [SOLD-AS]" */
static enum err add_uses(struct world *w, struct seat *s, char **word)
{
	const char *const items[] = { word[3] };
	const struct uses_kind_edit edit = { .code = word[1], .name = word[1], .times = word[2], .article = word[4],
		.transferable = "yes", .items = items, .item_count = 1 };

	(void)w;
	return done_is_fine(uses_kind_add(s->sh, &s->a, &edit, &s->said));
}

/* "!uses-give MEMBER KIND [TIMES [N]]": the N-th; "!uses-move MEMBER KIND OTHER", "!uses-undo NUMBER", "!use-take
 * MEMBER ARTICLE": the lead cashier allows it. */
static enum err move_uses(struct world *w, struct seat *s, char **word)
{
	const struct uses_give give = { .id = id_of_words(word), .member = word[1], .kind = word[2],
		.times = word[3], .words = "1", .second = "2001", .pin = "331827" };
	const struct uses_transfer move = { .id = give.id, .from = word[1], .kind = word[2], .to = word[3],
		.words = "1", .second = "2001", .pin = "331827" };
	const struct uses_cancel undo = { .id = give.id, .number = word[1], .words = "1", .second = "2001",
		.pin = "331827" };
	const struct uses_taking take = { .id = give.id, .member = word[1], .article = word[2] };
	struct uses_done done = { .id = 0 };

	(void)w;
	if (strcmp(word[0], "!uses-give") == 0)
		return done_is_fine(uses_give(s->sh, &s->a, &give, &done, &s->said));
	if (strcmp(word[0], "!uses-move") == 0)
		return done_is_fine(uses_transfer(s->sh, &s->a, &move, &done, &s->said));
	if (strcmp(word[0], "!uses-undo") == 0)
		return done_is_fine(uses_cancel(s->sh, &s->a, &undo, &done, &s->said));
	return uses_take_one(s->sh, &s->a, &take, &done, &s->said);
}

/* --- coupons -------------------------------------------------------------------------------------- */

#define COUPON_ID INT64_C(911000000000000000) /* the same at each try */

/* "!coupon-kind CODE VALUE [GIVING]", by a purchase for one of 5.00 */
static enum err add_coupon_kind(struct world *w, struct seat *s, char **word)
{
	const struct coupon_kind_edit edit = { .code = word[1], .name = word[1], .value = word[2],
		.giving = word[3], .give_from = word[3] ? "5" : NULL };

	(void)w;
	return done_is_fine(coupon_kind_add(s->sh, &s->a, &edit, &s->said));
}

/* "!coupon KIND N [MEMBER]": the N-th of the test. */
static enum err give_coupon(struct world *w, struct seat *s, char **word)
{
	const char *member = word[3];
	const struct coupon_order order = { .id = COUPON_ID + atoi(word[2]), .kind = word[1],
		.members = member ? &member : NULL, .count = 1 };
	struct coupon_row *list;
	int n;

	(void)w;
	return coupon_give(s->sh, &s->a, &order, &list, &n, &s->said);
}

/* The one with that number. */
static enum err coupon_numbered(struct seat *s, const char *number, const char **code)
{
	struct coupon_info *list;
	int n = 0;
	enum err e = coupon_page(s->sh, &s->a, NULL, NULL, atoll(number) - 1, 1, &list, &n, &s->said);

	if (e == OK && n)
		*code = list[0].row.code;
	return e == OK && !n ? ERR_NOTFOUND : e;
}

/* "!coupon-scan NUMBER" */
static enum err scan_coupon(struct world *w, struct seat *s, char **word)
{
	const char *code;
	enum err e = coupon_numbered(s, word[1], &code);

	(void)w;
	if (e != OK)
		return e;
	e = till_do(s->t, ACT_SCAN, code, &s->a, &s->said);
	return e != OK && strcmp(said_name(&s->said), "voucher-in-basket") == 0 ? OK : e;
}

/* "!coupon-block NUMBER" and its like */
static enum err do_to_coupon(struct world *w, struct seat *s, char **word)
{
	enum coupon_deed what = strcmp(word[0], "!coupon-block") == 0 ? COUPON_DO_BLOCK
		: strcmp(word[0], "!coupon-void") == 0 ? COUPON_DO_VOID : COUPON_DO_UNBLOCK;
	const char *code;
	enum err e = coupon_numbered(s, word[1], &code);

	(void)w;
	return e == OK ? done_is_fine(coupon_do(s->sh, &s->a, what, code, &s->said)) : e;
}

static enum err run_coupons(struct world *w, struct seat *s, char **word)
{
	struct coupon_ran ran;

	(void)w;
	(void)word;
	return coupon_run(s->sh, &s->a, &ran, &s->said);
}

const struct own_act value_acts[] = {
	{ "!money", set_up_money }, { "!kind", add_kind }, { "!papers", receive }, { "!refunds", set_up_refunds },
	{ "!hand", hand_over },
	{ "!voucher-void", do_to_voucher }, { "!voucher-block", do_to_voucher }, { "!voucher-unblock", do_to_voucher },
	{ "!account", add_account }, { "!rate", set_rate }, { "!dollars", add_dollars },
	{ "!open-tender", open_tender }, { "!ask-outside", ask_outside }, { "!provider", set_provider },
	{ "!keeper", set_provider }, { "!pay-back", pay_back }, { "!settle-back", settle_back }, { "!fee", set_fee },
	{ "!cheque", move_cheque },
	{ "!goods", add_goods }, { "!slips", set_up_slips }, { "!window", add_window },
	{ "!quick", set_quick }, { "!supplier", add_supplier },
	{ "!day-end", end_day }, { "!day-reopen", reopen_day }, { "!books", export_books },
	{ "!member", open_member }, { "!card-lose", do_to_member }, { "!card-replace", do_to_member },
	{ "!member-freeze", do_to_member }, { "!levels", set_up_levels }, { "!level-give", give_level },
	{ "!cards", receive_cards },
	{ "!cards-hand", receive_cards },
	{ "!top-up", top_up }, { "!pay-out", pay_out }, { "!credit", pay_out }, { "!move", pay_out },
	{ "!bonus", add_bonus },
	{ "!points-rate", set_up_points }, { "!gift-add", set_up_points },
	{ "!points", move_points }, { "!points-move", move_points }, { "!points-void", move_points },
	{ "!draw-new", new_draw }, { "!draw", play_draw }, { "!draw-play", play_draw },
	{ "!gift", move_points }, { "!gift-pieces", put_pieces }, { "!redeem", redeem }, { "!load", top_up },
	{ "!uses-kind", add_uses }, { "!uses-give", move_uses }, { "!uses-move", move_uses },
	{ "!uses-undo", move_uses }, { "!use-take", move_uses },
	{ "!coupon-kind", add_coupon_kind }, { "!coupon", give_coupon }, { "!coupon-scan", scan_coupon },
	{ "!coupon-block", do_to_coupon }, { "!coupon-unblock", do_to_coupon }, { "!coupon-void", do_to_coupon },
	{ "!coupon-run", run_coupons },
	{ "!clock-correct", correct_clock }, { NULL, NULL }
};
