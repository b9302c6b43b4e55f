/* office_int.h - what the screens of the back office share: topics in a menu, and books: a list of things, a form for
 * one of them, and its past, all from one description. To add a screen: its struct book (or its own screen_ops), and a
 * line in topic.def. */
#ifndef SCREEN_OFFICE_INT_H
#define SCREEN_OFFICE_INT_H

#include "../screen_int.h"
#include "service/master.h"
#include "service/said.h"
#include "tui/form.h"

/* --- topics (office.c) ------------------------------------------------------------------------- */

struct book;
struct topic {
	int group;                     /* its digit in the main menu */
	const char *name, *words;      /* ":open NAME"; N_() */
	enum permission perm;          /* who sees it */
	const struct screen_ops *ops;
	const void *arg;               /* what ops is opened with: a book, a sheet; NULL none */
};

/* What is the same on every screen of the office: topics, locking, help, language. REACT_PASS: none of it. */
enum react office_act(struct screen *s, int action, const char *arg);
/* A tick, and all that is nobody's. */
enum react office_event(struct screen *s, const struct event *e);
/* Another person signed on meanwhile: this screen closes. */
bool office_unwinds(struct screen *s);
/* Opens a screen on top; tells when it cannot be. */
void office_push(struct screen *s, const struct screen_ops *ops, const void *arg, int tag);
/* Status bar and title on top, rule, message, hint and key bar below; what lies between is given back. keys: actions, 0
 * at the end, which F10 lists, too. */
struct rect office_frame(struct screen *s, const char *title, const char *right, const char *hint,
	const uint16_t *keys);

/* --- books ------------------------------------------------------------------------------------- */

#define BOOK_CELLS_MAX 14
#define BOOK_FIELDS_MAX 160
#define BOOK_ROWS_MAX 5000
#define BOOK_NAME_COLS 24 /* least columns of a name in a list: others give way first */

struct book_row {
	const char *key;                    /* by what the services know it */
	const char *cell[BOOK_CELLS_MAX];
	bool off;                           /* out of use */
	bool warn;                          /* look at it; a sign stands in a cell, too */
};
struct book_rows { struct book_row *list; int count; };
struct book_values {
	const char *value[BOOK_FIELDS_MAX];
	int64_t row_id;                     /* of its past */
	const char *name;                   /* how the title names it */
};

enum {                                      /* flags of a field */
	FIELD_NEW = 16,                     /* filled in once, when it is new */
	FIELD_CARD = 32,                    /* a card that is shown fills it in */
	FIELD_OF_CARD = 64,                 /* and empties this: the PIN of who has none at hand */
	FIELD_GOES = 128                    /* and one goes on from there */
};

/* Something that is done with one of a list: a form of its own, which knows it as ui->about, or at once. */
struct book_deed {
	const char *words;                  /* N_(); NULL at the end of a list of them */
	enum permission perm;               /* who may do it; others do not see it */
	const struct book *form;            /* NULL: run */
	void (*run)(struct screen *s, const char *key);
	bool of_none;                       /* it needs none to be chosen */
};
#define DEED_FORM(words, perm, form) { words, PERM_##perm, form, NULL, false }
#define DEED(words, perm, run) { words, PERM_##perm, NULL, run, false }
#define DEED_FORM_OF_NONE(words, perm, form) { words, PERM_##perm, form, NULL, true }
#define DEED_OF_NONE(words, perm, run) { words, PERM_##perm, NULL, run, true }
#define DEEDS_END { NULL, PERM_NONE, NULL, NULL, false }

struct book {
	const char *title, *one;            /* N_(): "Departments", "Department" */
	enum permission change;             /* who may change them; others read */
	const struct list_column *columns;
	int column_count;
	/* The rows; find: what was typed, where `finds`, else "" and the screen looks through the cells. */
	enum err (*load)(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows);
	bool finds, grows;                  /* there may be new ones */
	bool answers;                       /* Enter closes the list: the one that is chosen is its answer */
	bool always_new;                    /* what is there stays: Enter begins a new one like it */
	bool deed;                          /* no thing, but what is done with ui->about: all is told to save() */
	const struct field *fields;         /* NULL: no form */
	int field_count;
	/* Fills in the fields where they depend on what is edited; how many. NULL: `fields` are all. */
	int (*build)(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX]);
	const struct flag_name *flags;      /* a yes-or-no for each, behind the fields; NULL none */
	/* How one is now; key "": what is proposed for a new one. */
	enum err (*read)(struct ui *ui, struct arena *a, const char *key, struct book_values *v);
	/* What a FIELD_PICK takes. */
	struct form_options (*options)(struct ui *ui, struct arena *a, const char *key, int field);
	const char *(*check)(void *ui, int field, const char *value);
	/* Keeps it: key "" a new one; what was not changed is NULL. */
	enum err (*save)(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
		struct said *said);
	/* Instead of save() for a new one: a screen on top, whose answer closes the form. */
	void (*submit)(struct screen *s, const struct book_values *v);
	/* Enter on this row turns the page: true, and the list is read anew. NULL: there is one. */
	bool (*turn)(struct ui *ui, const char *key);
	/* Instead of the form for one that is there. */
	void (*open)(struct screen *s, const char *key);
	/* Which field says whether it is in use: giving one up, or taking it back, changes it. 0 none. */
	int in_use;
	/* Gives one up, or takes it back into use, where that is more than a field. */
	enum err (*remove)(struct ui *ui, struct arena *a, const char *key, struct said *said);
	const char *table;                  /* of its past (service/past.h); NULL: it has none */
	bool shared_past;                   /* one row holds them all: each is a field of it, by its key */
	const char *(*hint)(struct ui *ui, const char *key); /* what is said of the chosen one; NULL nothing */
	/* F5: what belongs to one. */
	void (*more)(struct screen *s, const char *key);
	const struct book_deed *deeds;      /* instead of more(), in a list: several, of which one is chosen */
	/* F4: chooses which are listed. */
	void (*filter)(struct screen *s);
	/* Beside the form: what else is known of one. */
	void (*side)(struct ui *ui, struct arena *a, const char *key, struct rect r);
};

extern const struct screen_ops sales_ops;     /* sales_screen.c */
extern const struct screen_ops book_list_ops; /* arg: const struct book * */
extern const struct screen_ops book_form_ops; /* arg: const struct book_open * */
struct book_open { const struct book *book; const char *key; bool copy; };

enum { TAG_SUBMIT = -20 };                  /* of the screen that submit() puts on top */

/* A row more; texts must live in the arena. */
struct book_row *book_add(struct book_rows *rows, struct arena *a, const char *key);
/* The flags of a book filled in as yes and no, and as one text; NULL: none was changed. */
void book_flags_put(const struct book *b, struct book_values *v, unsigned flags);
const char *book_flags_text(const struct book *b, struct arena *a, const struct book_values *v);
/* A flag in words; one that is not known shows its own name. */
const char *flag_words(const char *name);
/* Those that are set, but for "active". */
const char *flags_words(struct arena *a, const struct flag_name *list, unsigned flags);
/* A kind of means of payment or of reasons in words. */
const char *trade_kind_words(const char *name);

/* --- values of fields (values.c) ---------------------------------------------------------------- */

/* A yes-or-no value. */
const char *yes_no(bool yes);
/* What was filled in; NULL nothing. */
const char *filled(const char *value);
/* Of a key of two words the second; "" none. */
const char *second_word(const char *key);
/* The day that was filled in; 0 none. */
int32_t day_filled(const char *value);
/* The time likewise, in milliseconds. */
int64_t time_filled(const char *value);
const char *number_text(struct arena *a, int64_t n);
/* Basis points as a percentage without its sign: "5", "12.50". */
const char *percent_words(struct arena *a, int64_t bp);
/* What is wrong with an amount that was typed; NULL nothing. */
const char *money_check(const char *value);
/* A figure of a limit or setting as people write it: "50.00" where its name ends in -minor, "5%" where it ends in
 * -bp. */
const char *figure_words(struct arena *a, const char *name, const char *stored);
/* And what is stored of one that was typed; what is none is left as it is, for the service to refuse. */
const char *figure_stored(struct arena *a, const char *name, const char *typed);
/* What is wrong with one that was typed, which has a unit; NULL nothing. */
const char *figure_check(const char *name, const char *typed);
/* A form that begins empty. */
enum err nothing_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v);
/* Options from codes and names, one after the other. */
struct form_option *option_put(struct form_options *o, struct arena *a, const char *value, const char *words);
/* Codes with their names, for a FIELD_PICK. */
struct form_options category_options(struct ui *ui, struct arena *a);
struct form_options department_options(struct ui *ui, struct arena *a);
struct form_options tax_options(struct ui *ui, struct arena *a);
struct form_options supplier_options(struct ui *ui, struct arena *a);
/* All terminals, the office's, too; and the tills alone, as a book has it. */
struct form_options terminal_options(struct ui *ui, struct arena *a);
struct form_options till_options(struct ui *ui, struct arena *a, const char *key, int field);

/* --- figures ----------------------------------------------------------------------------------- */

struct table; /* model/table.h */

/* The days of a report, both included. */
struct period { int32_t from, to; };
/* This month up to now. */
struct period period_month(struct ui *ui);
/* This month and the eleven before it. */
struct period period_year(struct ui *ui);
/* The days before (-1) or after (1): as many, or as many whole months. */
void period_move(struct ui *ui, struct period *p, int by);
const char *period_words(struct arena *a, const struct period *p);
/* "2026-11-03", "2026-11", "2026", or two days; false, and nothing is changed, when it is none. */
bool period_read(const char *text, struct period *p);
void period_ask(struct screen *s, int tag, const struct period *p);
/* The same of an answer; tells when it is none. */
bool period_answered(struct screen *s, const char *text, struct period *p);
/* Asks for a file's name, and writes a table into one. */
void file_ask(struct screen *s, int tag, const char *proposed);
void file_save(struct screen *s, const struct table *t, const char *path);

/* A table to look at (sheet_screen.c). To add one: its struct sheet, a line in books.def; and in topic.def, or shown by
 * sheet_show(). */
struct sheet {
	const char *name;                   /* with which the names of its files begin */
	bool of_one;                        /* it is about ui->about */
	bool days, today, year;             /* it is of days: of this month, of today or of twelve months, until others
	                                     * are asked for */
	int bar;                            /* of which column there are bars; 0 none */
	bool rises;                         /* its rows go on until today: the last is looked at first */
	unsigned side;                      /* columns, as bits, that give way where a screen is narrow */
	enum permission export;             /* who may write it into a file; PERM_NONE: who sees it */
	const struct sheet *next;           /* what Tab turns to; NULL: it stands alone */
	enum err (*load)(struct ui *ui, struct arena *a, const char *about, const struct period *days,
		struct table **out, struct said *said);
};
extern const struct screen_ops sheet_ops; /* arg: const struct sheet * */
void sheet_show(struct screen *s, const struct sheet *sheet, const char *about);

/* The tags that say something old, to print them (label_books.c). */
void labels_show_changed(struct screen *s);

/* --- cards of members (card_books.c, member_books.c) ---------------------------------------------- */

struct card_sheet; /* service/members.h */
struct sbuf;
/* Through whose hands a card went, one line each. */
void card_steps_tell(struct sbuf *b, struct arena *a, const struct card_sheet *sheet);
/* The kinds in use, for a FIELD_PICK. */
struct form_options card_kind_options(struct ui *ui, struct arena *a);
/* Asks of which state cards are listed. */
void book_choose_cards(struct screen *s);

/* --- address labels (mail_books.c) ------------------------------------------------------------------ */

/* A new order, for these members to begin with (their codes; count 0: nobody yet); who may not is told. */
void mail_new(struct screen *s, const char *const *members, int count);
/* The keys of what a list shows now, at most `most`; how many. */
int book_listed(const struct screen *list, const char **keys, int most);

/* --- the past (past_view.c) -------------------------------------------------------------------- */

/* A column of master data in words. */
const char *past_words(const char *name);
/* Who changed it when from what to what, newest first. */
struct past; /* service/past.h */
void past_tell(struct sbuf *b, struct arena *a, const struct past *list, int n);
/* The same of one row, to read. field: as past_expect() has it. */
void past_show(struct screen *s, const char *title, const char *table, int64_t row_id, const char *field);

#define BOOK(name) extern const struct book name;
#define SHEET(name) extern const struct sheet name;
#include "books.def"
#undef BOOK
#undef SHEET

#endif
