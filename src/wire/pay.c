/* pay.c - what the till asks of a payment provider, as lines to the helper; and its answers, each kept until the till
 * asks for it. Losing all of this loses nothing: the store knows which payments are open, and the provider what became
 * of them. */
#include "wire/pay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "child_int.h"
#include "device/pay.h"
#include "service/money.h"
#include "service/said.h"

#define START_MS 2000 /* so long a command lets the helper take to greet */
#define LOOK_MS 2000  /* how often the store is asked what is owed through the provider */

struct asked {
	int64_t id;               /* 0: a free place */
	enum pay_answer answer;   /* PAY_WAITING: none yet */
	bool reverse, refund;
	int64_t asked_ms;         /* when the helper was told to take back or refund; 0 not yet */
	char text[PAY_REFERENCE_MAX];
};

struct pay_wire {
	struct child child;
	struct pay_provider provider;
	struct asked list[PAY_OPEN_MAX];
	char address[PAY_ADDRESS_MAX + 1], terminal[PAY_CODE_TEXT_MAX + 1];
	int64_t patience_ms, own_patience_ms, wait_ms;
	bool ready, connected, working;
	struct shop *shop;
	int64_t look_ms;
	bool told_bad;
	char told[PAY_TOLD_MAX];  /* what came of what was owed; "" nothing new */
};

static struct asked *find(struct pay_wire *p, int64_t id)
{
	for (int i = 0; i < PAY_OPEN_MAX; i++)
		if (p->list[i].id == id)
			return &p->list[i];
	return NULL;
}

static void order(struct pay_wire *p, const char *verb, int64_t id)
{
	char number[HELPERLINE_NUMBER];

	helperline_put(child_out(&p->child), verb, helperline_number(number, id), NULL);
	child_send(&p->child);
}

static void name_gateway(struct pay_wire *p)
{
	char patience[HELPERLINE_NUMBER];

	helperline_put(child_out(&p->child), "gateway", p->address, helperline_number(patience, p->patience_ms),
		p->terminal, NULL);
	child_send(&p->child);
}

/* A new helper knows of nothing: each open question is put to it. */
static void greet(struct pay_wire *p)
{
	p->ready = true;
	p->look_ms = 0;
	name_gateway(p);
	for (int i = 0; i < PAY_OPEN_MAX; i++) {
		struct asked *a = &p->list[i];

		if (a->id && a->answer == PAY_WAITING && !a->refund)
			order(p, a->reverse ? "reverse" : "query", a->id);
		a->asked_ms = a->refund ? 0 : clock_mono_ms(); /* a refund is told anew: it has more words */
	}
}

static bool take_line(struct pay_wire *p, const struct helperline *l)
{
	static const struct { const char *verb; enum pay_answer answer; } ends[] = { { "taken", PAY_TAKEN },
		{ "kept", PAY_TAKEN }, { "refused", PAY_REFUSED }, { "reversed", PAY_REVERSED },
		{ "refunded", PAY_REVERSED }, { "unsent", PAY_UNSENT } };
	struct asked *a;
	int64_t id;

	if (strcmp(l->words[0], "state") == 0 && l->count > 1)
		p->connected = strcmp(l->words[1], "connected") == 0;
	a = l->count > 1 && helperline_int(l->words[1], &id) && id ? find(p, id) : NULL;
	for (size_t i = 0; a && a->answer == PAY_WAITING && i < sizeof ends / sizeof *ends; i++)
		if (strcmp(l->words[0], ends[i].verb) == 0) {
			a->answer = ends[i].answer;
			snprintf(a->text, sizeof a->text, "%s", l->count > 2 ? l->words[2] : "");
			return true;
		}
	return false;
}

/* What the till owes through the provider is asked for and taken over; never from within a question of the till. */
static bool work(struct pay_wire *p, bool came)
{
	struct arena a = ARENA_INIT;
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t now = clock_mono_ms();
	bool any;

	if (p->working || !p->shop || !p->connected || (!came && now < p->look_ms))
		return false;
	p->working = true;
	any = payback_work(p->shop, &a, &said) == OK; /* what the store could not take is asked for again */
	p->working = false;
	p->look_ms = now + LOOK_MS;
	if (any) {
		snprintf(p->told, sizeof p->told, "%s", said_text(&a, &said));
		p->told_bad = said.id == MSG_PAYBACK_REFUSED;
	}
	arena_release(&a);
	return any;
}

const char *pay_told(struct pay_wire *p, char text[PAY_TOLD_MAX], bool *bad)
{
	*bad = p->told_bad;
	memcpy(text, p->told, sizeof p->told);
	*p->told = '\0';
	return *text ? text : NULL;
}

void pay_settle(struct pay_wire *p)
{
	int64_t now = clock_mono_ms(), end = now + START_MS + p->patience_ms, join_end = now + START_MS;
	struct pollfd fds[PAY_WIRE_FDS];

	p->look_ms = 0;
	while (p->shop && now < (p->connected ? end : join_end) && payback_due(p->shop)) {
		poll(fds, (nfds_t)pay_fds(p, fds), 20);
		pay_pump(p);
		now = clock_mono_ms();
	}
}

bool pay_pump(struct pay_wire *p)
{
	struct helperline line;
	enum child_news news;
	bool came = false;

	if (!*p->address)
		return false;
	while ((news = child_step(&p->child, &line)) != CHILD_QUIET) {
		if (news == CHILD_READY)
			greet(p);
		else if (news == CHILD_LINE)
			came |= take_line(p, &line);
		else
			p->ready = p->connected = false;
	}
	return work(p, came) || came;
}

/* A command waits here, for it looks nowhere else; a screen comes back. What is owed is not waited for. */
static void wait_for(struct pay_wire *p, const struct asked *a, int64_t most_ms)
{
	int64_t end = clock_mono_ms() + most_ms;
	struct pollfd fds[PAY_WIRE_FDS];

	if (p->working)
		return;
	p->working = true;
	while (p->wait_ms && clock_mono_ms() < end && (a ? a->answer == PAY_WAITING : !p->ready)) {
		poll(fds, (nfds_t)pay_fds(p, fds), 20);
		pay_pump(p);
	}
	p->working = false;
}

/* What is known of it now; an answer is handed over once, and the provider can be asked for it again. */
static enum pay_answer answer(struct pay_wire *p, struct asked *a, char text[PAY_REFERENCE_MAX])
{
	enum pay_answer out;

	wait_for(p, a, p->wait_ms);
	out = a->answer;
	memcpy(text, a->text, sizeof a->text);
	if (out != PAY_WAITING)
		memset(a, 0, sizeof *a);
	return out == PAY_WAITING && p->wait_ms ? PAY_UNKNOWN : out;
}

static struct asked *place(struct pay_wire *p, int64_t id)
{
	struct asked *a = find(p, id);

	if (!a)
		a = find(p, 0);
	for (int i = 0; !a && i < PAY_OPEN_MAX; i++)
		if (p->list[i].answer != PAY_WAITING) { /* an answer that nobody came for */
			a = &p->list[i];
			a->id = 0;
		}
	if (a && !a->id)
		*a = (struct asked){ .id = id, .answer = PAY_WAITING };
	return a;
}

static enum pay_answer charge(void *ctx, int64_t id, int64_t amount_minor, const char *code,
	char text[PAY_REFERENCE_MAX])
{
	struct pay_wire *p = ctx;
	char number[HELPERLINE_NUMBER], amount[HELPERLINE_NUMBER];
	struct asked *a;

	wait_for(p, NULL, START_MS);
	a = p->ready ? place(p, id) : NULL;
	if (!a)
		return PAY_UNSENT;
	helperline_put(child_out(&p->child), "charge", helperline_number(number, id),
		helperline_number(amount, amount_minor), code, NULL);
	child_send(&p->child);
	return answer(p, a, text);
}

/* What is taken back or refunded is told once in a while: the helper goes on asking by itself. */
static bool due(const struct pay_wire *p, struct asked *a)
{
	int64_t now = clock_mono_ms();

	if ((a->reverse || a->refund) && a->asked_ms && now - a->asked_ms < p->patience_ms)
		return false;
	a->asked_ms = now;
	return true;
}

/* An answer that is here is given; else the provider is asked. */
static enum pay_answer ask(struct pay_wire *p, int64_t id, bool reverse, char text[PAY_REFERENCE_MAX])
{
	struct asked *a;

	wait_for(p, NULL, START_MS);
	a = place(p, id);
	if (!a)
		return PAY_UNKNOWN;
	if (reverse && !a->reverse) {
		a->reverse = true;
		a->asked_ms = 0;
		a->answer = a->answer == PAY_REFUSED || a->answer == PAY_UNSENT ? a->answer : PAY_WAITING;
	}
	if (a->answer == PAY_WAITING && p->ready && due(p, a))
		order(p, a->reverse ? "reverse" : "query", id);
	return answer(p, a, text);
}

static enum pay_answer refund(void *ctx, int64_t id, int64_t payment_id, int64_t amount_minor, const char *reference,
	char text[PAY_REFERENCE_MAX])
{
	struct pay_wire *p = ctx;
	char number[HELPERLINE_NUMBER], amount[HELPERLINE_NUMBER], payment[HELPERLINE_NUMBER];
	struct asked *a;

	wait_for(p, NULL, START_MS);
	a = place(p, id);
	if (!a)
		return PAY_UNKNOWN;
	a->refund = true;
	if (a->answer == PAY_WAITING && p->ready && due(p, a)) {
		helperline_put(child_out(&p->child), "refund", helperline_number(number, id),
			helperline_number(amount, amount_minor), helperline_number(payment, payment_id), reference,
			NULL);
		child_send(&p->child);
	}
	return answer(p, a, text);
}

static enum pay_answer query(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX])
{
	return ask(ctx, id, false, text);
}

static enum pay_answer reverse(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX])
{
	return ask(ctx, id, true, text);
}

static bool news(void *ctx, int64_t id)
{
	struct pay_wire *p = ctx;
	const struct asked *a = find(p, id);

	return a ? a->answer != PAY_WAITING : p->ready;
}

struct pay_wire *pay_open(const struct pay_config *conf)
{
	struct pay_wire *p = calloc(1, sizeof *p);

	if (!p)
		abort();
	p->provider = (struct pay_provider){ charge, query, reverse, refund, news, p };
	p->own_patience_ms = conf->patience_ms;
	p->wait_ms = conf->wait_ms;
	child_init(&p->child, PAY_HELPER, conf->helper, conf->silence_ms, conf->pause_ms);
	return p;
}

void pay_close(struct pay_wire *p)
{
	child_release(&p->child, 100);
	explicit_bzero(p, sizeof *p);
	free(p);
}

void pay_of_shop(struct pay_wire *p, struct shop *sh)
{
	const char *address = strcmp(shop_kind(sh), "training") == 0 ? "" : setting_text(sh, SET_PAY_GATEWAY);
	int64_t patience_ms = p->own_patience_ms ? p->own_patience_ms : setting_int(sh, SET_PAY_PATIENCE) * 1000;

	shop_pay_provider(sh, *address ? &p->provider : NULL);
	p->shop = *address ? sh : NULL;
	if (strcmp(address, p->address) == 0 && patience_ms == p->patience_ms)
		return;
	snprintf(p->address, sizeof p->address, "%s", address);
	snprintf(p->terminal, sizeof p->terminal, "%s", shop_terminal(sh));
	p->patience_ms = patience_ms;
	if (p->ready)
		name_gateway(p);
}

int pay_fds(const struct pay_wire *p, struct pollfd *fds)
{
	return *p->address ? child_fds(&p->child, fds) : 0;
}

int pay_timeout_ms(const struct pay_wire *p)
{
	int64_t due = child_due_ms(&p->child), now = clock_mono_ms();

	if (!*p->address)
		return -1;
	if (p->connected && p->look_ms < due)
		due = p->look_ms;
	return due <= now ? 0 : (int)(due - now);
}

bool pay_connected(const struct pay_wire *p)
{
	return p->connected;
}
