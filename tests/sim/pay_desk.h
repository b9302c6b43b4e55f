/* pay_desk.h - a till whose cards and QR pay are asked for at a provider that pretends, through the real helper. */
#ifndef TESTS_PAY_DESK_H
#define TESTS_PAY_DESK_H

#include "../money.h"
#include "../../include/wire/pay.h"
#include "gateway.h"

#define PATIENCE_MS 15000
#define ASK_MS 60 /* instead of the shop's seconds */
#define WECHAT "134567890123456789"

struct desk { struct trade tr; struct gateway *gw; struct pay_wire *pay; };

static inline void wire_up(struct desk *d)
{
	const struct pay_config conf = { .helper = t_built("zhanggui-pay"), .patience_ms = ASK_MS, .pause_ms = 20 };

	d->pay = pay_open(&conf);
	pay_of_shop(d->pay, d->tr.sh);
}

static inline void pump(struct desk *d)
{
	struct pollfd fds[PAY_WIRE_FDS];

	poll(fds, (nfds_t)pay_fds(d->pay, fds), 10);
	pay_pump(d->pay);
}

#define PUMP_UNTIL(d, is) do { \
	for (int64_t end_ms = clock_mono_ms() + PATIENCE_MS; !(is) && clock_mono_ms() < end_ms;) \
		pump(d); \
	CHECK(is); \
} while (0)

static inline bool connected(struct desk *d)
{
	PUMP_UNTIL(d, pay_connected(d->pay));
	return pay_connected(d->pay);
}

/* A till with cookies of 39.90 in its basket, whose cards and QR pay are asked for at a provider. */
static inline bool begin(struct desk *d, const char *url, enum gw_mode mode)
{
	const struct tender_edit card = { .code = "2", .flags = "reference refund outside" };
	const struct tender_edit qr = { .code = "3", .flags = "reference refund outside" };

	*d = (struct desk){ .gw = gw_begin(t_tmpdir()) };
	d->gw->mode = (int)mode;
	if (!trade_init(&d->tr, url, "01") || !trade_open(&d->tr) || !money_begin_day(&d->tr))
		return false;
	OFFICE(&d->tr, tender_change(SH, A, &card, &said));
	OFFICE(&d->tr, tender_change(SH, A, &qr, &said));
	OFFICE(&d->tr, setting_set(SH, "pay.gateway", d->gw->path, false, &said));
	wire_up(d);
	does(&d->tr, "scan " COOKIES);
	return true;
}

/* QR pay is begun there, and the provider has been asked for it. */
static inline bool begin_asked(struct desk *d, const char *url, enum gw_mode mode)
{
	if (!begin(d, url, mode))
		return false;
	connected(d);
	does(&d->tr, "tender 3");
	PUMP_UNTIL(d, d->gw->charges);
	return true;
}

/* The cookies are paid by a slip of the terminal, which the provider was not asked for and a second person allows. */
static inline bool begin_slip(struct desk *d, const char *url)
{
	if (!begin(d, url, GW_TAKE))
		return false;
	connected(d);
	refuses(&d->tr, "tender 2 39.90 SLIP0001", "needs-approval");
	return does(&d->tr, "approve " LEAD);
}

static inline void end(struct desk *d)
{
	pay_close(d->pay);
	trade_close(&d->tr);
	sound(&d->tr.conf);
	CHECK(gw_most(d->gw) <= 1);
	gw_end(d->gw);
}

/* As the screen does: what is known of the payment is taken over, until it is settled. */
static inline bool settled(struct desk *d)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;

	while (view(&d->tr)->outside.amount_minor && clock_mono_ms() < until) {
		pump(d);
		if (till_outside_news(d->tr.t))
			act(&d->tr, "ask-again");
	}
	return CHECK_INT(view(&d->tr)->outside.amount_minor, 0);
}

/* What the provider holds is what the shop's books say that it owes. */
static inline void agrees(struct desk *d, int64_t minor)
{
	CHECK_INT(gw_holds(d->gw), minor);
	CHECK_INT(balance_of(&d->tr, ACCOUNT_TENDER, 0), minor);
}

static inline void pays(struct desk *d, const char *line)
{
	if (connected(d) && does(&d->tr, line))
		CHECK_STR(said_name(&d->tr.said), "outside-waiting");
	settled(d);
}

#endif
