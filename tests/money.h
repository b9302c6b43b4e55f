/* money.h - a till that takes vouchers, accounts, deposits, cheques and dollars, to test with. */
#ifndef TESTS_MONEY_H
#define TESTS_MONEY_H

#include "day.h"
#include "rows.h"
#include "../include/service/money.h"
#include "../include/service/trade.h"

#define MANAGER "3001 615902"
#define CASHIER "1008 2468"
#define LEAD "2001 331827"
#define SERIALS 20

static int64_t serials[SERIALS];

static inline const char *serial(int i)
{
	static char text[4][24];
	static int n;

	n = (n + 1) % 4;
	snprintf(text[n], sizeof text[n], "%lld", (long long)serials[i]);
	return text[n];
}

/* An act of the office by the manager, who then gives the till back. */
#define OFFICE(tr, call) do { \
	struct arena office_arena = ARENA_INIT; \
	struct arena *A = &office_arena; \
	struct said said = { MSG_NONE, { NULL, NULL } }; \
	struct shop *SH = (tr)->sh; \
	does(tr, "sign-on " MANAGER); \
	if (!CHECK_INT(call, OK)) \
		printf("# %s: %s\n", #call, said.id ? said_text(A, &said) : shop_error(SH)); \
	does(tr, "sign-on " CASHIER); \
	arena_release(A); \
} while (0)

static inline void open_tender(struct trade *tr, const char *code)
{
	const struct tender_edit edit = { .code = code, .active = "yes" };

	OFFICE(tr, tender_change(SH, A, &edit, &said));
}

static inline void set_rule(struct trade *tr, const char *code, int rule, const char *value)
{
	struct tender_edit edit = { .code = code };

	edit.rule[rule] = value;
	OFFICE(tr, tender_change(SH, A, &edit, &said));
}

/* Vouchers of 50.00 that forfeit (serials 0 to 9) and of 100.00 that keep their rest (10 to 19), all at the till;
 * account 1001 with a limit of 200.00; dollars at 7.1234 (tender U). */
static inline bool money_begin_day(struct trade *tr)
{
	const struct voucher_kind_edit fifty = { .code = "A", .name = "50元券", .face = "50", .days = "30" };
	const struct voucher_kind_edit hundred = { .code = "B", .name = "100元券", .face = "100", .rest = "keep" };
	const struct house_edit account = { .number = "1001", .name = "街道办", .limit = "200", .terms = "30" };
	const struct tender_edit dollars = { .code = "U", .name = "美元", .name_en = "Dollars", .kind = "foreign",
		.currency = "USD" };

	serials[0] = serial_next(8800000000);
	for (int i = 1; i < SERIALS; i++)
		serials[i] = serial_next(serials[i - 1]);
	if (!day_begin(tr))
		return false;
	for (int i = 0; i < 4; i++)
		open_tender(tr, (const char *const[]){ "11", "12", "13", "14" }[i]);
	OFFICE(tr, voucher_kind_add(SH, A, &fifty, &said));
	OFFICE(tr, voucher_kind_add(SH, A, &hundred, &said));
	OFFICE(tr, voucher_receive(SH, A, "A", serial(0), serial(9), &said));
	OFFICE(tr, voucher_receive(SH, A, "B", serial(10), serial(19), &said));
	OFFICE(tr, voucher_hand_over(SH, A, "01", serial(0), serial(19), &said));
	OFFICE(tr, house_add(SH, A, &account, &said));
	OFFICE(tr, tender_add(SH, A, &dollars, &said));
	OFFICE(tr, currency_set(SH, A, "USD", "7.1234", "中国银行", &said));
	return true;
}

/* What stands on an account of a holder; holder 0: of all. */
static inline int64_t balance_of(struct trade *tr, int account, int64_t holder)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT coalesce(sum(amount), 0) FROM posting WHERE account = %d AND unit = 1"
		" AND (%lld = 0 OR holder_id = %lld)", account, (long long)holder, (long long)holder);
	return count(tr, sql);
}

/* Acts with arguments: printf. */
#define ACT_F(how, tr, ...) (snprintf(act_line, sizeof act_line, __VA_ARGS__), how(tr, act_line))
static __attribute__((unused)) char act_line[300];
#define doesf(tr, ...) ACT_F(does, tr, __VA_ARGS__)
#define refusesf(tr, message, ...) (snprintf(act_line, sizeof act_line, __VA_ARGS__), refuses(tr, act_line, message))
#define askedf(tr, answer, ...) (snprintf(act_line, sizeof act_line, __VA_ARGS__), asked(tr, act_line, answer))

/* Something of everything at one till. */
static inline void money_trade(struct trade *tr)
{
	char number[40];

	set_rule(tr, "2", 5, "change");
	set_rule(tr, "2", 6, "100");
	day_sales(tr);
	day_exceptions(tr);
	doesf(tr, "sell-voucher %s", serial(0));
	does(tr, "tip 3");
	does(tr, "cash 60");
	does(tr, "enter 9*" FINGERS); /* 45.00, of which a voucher of 50.00 forfeits 5.00 */
	doesf(tr, "tender 11 45 %s", serial(0));
	does(tr, "enter 4*" FINGERS);
	does(tr, "tender 12 20 1001");
	does(tr, "pay-account 1001 15");
	does(tr, "cash");
	does(tr, "donation 2");
	does(tr, "scan " COOKIES);
	does(tr, "tender U 20");
	does(tr, "order 30 100 Li");
	does(tr, "cash");
	act(tr, "order-refund 1001 2");
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
	does(tr, "enter 2*" FINGERS);
	does(tr, "tender 2 30 SLIP0009"); /* 20.00 out of the drawer */
	snprintf(number, sizeof number, "%s", last_number(tr));
	does(tr, "scan " CHIPS);
	does(tr, "cash 10");
	does(tr, "drop 100");
	does(tr, "change-in 20");
	does(tr, "pay-in 12.50 1");
	does(tr, "pay-out 20 2 INV-1");
	does(tr, "sign-on 1009 13579");
	does(tr, "scan " APPLES);
	does(tr, "cash");
	does(tr, "sign-on " LEAD);
	(void)ACT_F(act, tr, "correct-tender %s 1 1", number);
	act(tr, "reason 1");
	does(tr, "approve " MANAGER);
	does(tr, "sign-on " CASHIER);
}

#endif
