/* words.h - stable names and numbers of the books in the words of people, in the language now in force. What has none
 * is told by its own name. */
#ifndef SERVICE_WORDS_H
#define SERVICE_WORDS_H

#include "model/totals.h"
#include "service/day.h"
#include "service/shop.h"

const char *document_words(int64_t kind);
const char *voucher_words(int state);
const char *cheque_words(int state);
/* What a payment provider is to give back: kind 0: a payment whose outcome nobody knows. */
const char *payback_kind_words(int kind);
const char *payback_words(int state);
/* What happened to papers ("receive", "hand"), or a document's name. */
const char *voucher_step_words(const char *what);
/* The unit of a limit or setting, which its name ends in: -minor, -bp. */
enum figure_unit { FIGURE_PLAIN, FIGURE_MINOR, FIGURE_BP };
enum figure_unit figure_unit(const char *name);
/* What keeps a day open. */
const char *day_open_words(enum day_open_kind kind);
const char *measure_words(enum measure m);
/* Whose figure it is: a means of payment, a tax, a department, a cashier ...; "" it is of all. stored: as the shop
 * wrote it, and by stable names, for scripts. */
const char *measure_item(struct shop *sh, struct arena *a, const struct total *t, bool stored);
/* "1008 王芳"; "" nobody. */
const char *staff_words(struct shop *sh, struct arena *a, int64_t staff_id);
/* A till's code; "" the office. */
const char *terminal_words(struct shop *sh, struct arena *a, int64_t terminal_id);

#endif
