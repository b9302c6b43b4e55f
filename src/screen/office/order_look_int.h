/* order_look_int.h - orders of labels: what one would print, looked at before the printer or a file gets it; and those
 * that were ordered, as rows of a book. */
#ifndef SCREEN_ORDER_LOOK_INT_H
#define SCREEN_ORDER_LOOK_INT_H

#include "office_int.h"
#include "service/jobs.h"
#include "service/pages.h"

/* The screen: what cells and style get. */
struct order_look {
	const struct order_kind *kind;
	struct shop *shop;
	void *state;                 /* of the kind, zeroed when it is chosen */
	int count;                   /* rows */
	struct arena paint;          /* texts of a picture */
	struct list list;
};
struct order_kind {
	const char *title, *file;    /* N_(); the name that is offered for a file */
	const struct list_column *columns;
	int column_count;
	size_t state_bytes;
	const char *(*cell)(void *look, int row, int column, char *buf);
	enum style (*style)(void *look, int row); /* NULL: all alike */
	/* From what was asked for: fills the state and the count; texts live in the arena as long as the screen. */
	enum err (*choose)(struct order_look *l, struct arena *a, const void *order, struct said *said);
	/* The line below the list; *warn: look at it. */
	const char *(*sum)(const struct order_look *l, struct arena *a, bool *warn);
	void (*show)(struct screen *s, const struct order_look *l, int row);
	enum err (*print)(const struct order_look *l, struct arena *a, struct said *said);
	enum err (*save)(const struct order_look *l, struct arena *a, enum pages_format format, const char *path,
		struct said *said);
};
/* Shows what an order would print; what is wrong with it is told where it was asked. */
void order_look(struct screen *s, const struct order_kind *kind, const void *order, int tag);

#define ORDER_COLUMNS 5
extern const struct list_column order_columns[ORDER_COLUMNS];
/* The orders of a kind that went to a printer, newest first, and how they fare. */
enum err order_rows(struct ui *ui, struct arena *a, enum job_kind kind, struct book_rows *rows);

#endif
