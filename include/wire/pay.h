/* pay.h - payments outside in the till's process: starts and minds the helper zhanggui-pay, hands it what the service
 * asks (service/outside.h), keeps the answers until they are asked for. It never waits, but for a command, which has
 * nobody else to look. */
#ifndef WIRE_PAY_H
#define WIRE_PAY_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "service/outside.h"

#define PAY_WIRE_FDS 1

struct pay_config {
	const char *helper;   /* path of zhanggui-pay; NULL: found beside the program, else in LIBEXECDIR */
	int64_t wait_ms;      /* how long a question waits for its answer; 0 not at all */
	int64_t patience_ms;  /* 0: as the shop says */
	int64_t silence_ms, pause_ms; /* as of wire/wires.h */
};

struct pay_wire;
/* Starts nothing yet: the first pump does, where the shop names a provider (setting pay.gateway). */
struct pay_wire *pay_open(const struct pay_config *conf);
/* Ends the helper; takes at most 200 ms. */
void pay_close(struct pay_wire *p);
/* The shop's provider from now on, as its settings say; none where the shop is one to train in. */
void pay_of_shop(struct pay_wire *p, struct shop *sh);

int pay_fds(const struct pay_wire *p, struct pollfd *fds);
/* Milliseconds after which pay_pump wants to be called though no descriptor is ready; -1 never. */
int pay_timeout_ms(const struct pay_wire *p);
/* True: an answer came. What the till owes through the provider (service/money.h) is asked for here, too. */
bool pay_pump(struct pay_wire *p);
/* For a command, before it ends: gives the provider a moment to take back what is owed. */
void pay_settle(struct pay_wire *p);
/* What came of that since it was asked last, as a sentence; NULL nothing. *bad: a person has to see to it. */
#define PAY_TOLD_MAX 240
const char *pay_told(struct pay_wire *p, char text[PAY_TOLD_MAX], bool *bad);
/* The provider's program answers. */
bool pay_connected(const struct pay_wire *p);

#endif
