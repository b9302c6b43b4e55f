/* screen_int.h - what the screens of this room share: one handle, one way to do an act and tell how
 * it went, one way to ask what an act waits for.
 *
 * The till screen is at the bottom of the stack. What the machine is in (service/till.h, phase and
 * need) decides what stands on it: each screen closes itself when it no longer fits, and the one
 * below settles again in its resume(). */
#ifndef SCREEN_INT_H
#define SCREEN_INT_H

#include "base/event.h"
#include "screen/screens.h"
#include "service/member_statement.h"
#include "service/till.h"
#include "tui/edit.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/menu.h"
#include "tui/screen.h"
#include "tui/term.h"

/* Acts of the screen itself, numbered after those of the trade. */
enum screen_action {
	SCR_BEFORE_FIRST = ACTIONS - 1,
#define SCREEN_ACTION(id, name, phases, words, help) SCR_##id,
#include "actions.def"
	SCREEN_ACTIONS
};

#define PRICE_SHOWN_MS 8000 /* how long the answer of a price check stays */
#define BAR_MAX 32          /* what the key bar of an office screen may hold */
#define BUSY_SHOWN_MS 2000  /* waiting for the store longer than this is said */

/* What the status bar says of devices. */
struct status {
	char printer[32];    /* the stable word of its state, "" none */
	char device[64];     /* the first device that is in trouble, as it is said; "" none */
	int scale;           /* enum weigh_state */
	int waiting, unknown; /* jobs not yet printed; sent and not confirmed */
	int worker;          /* 1: somebody looks after what must happen when no till is open */
	int minute;          /* of the clock, as drawn */
};

struct receipts_filter; /* service/report.h */

struct ui {
	struct shop *shop;
	struct till *till;        /* NULL: the office, or the member desk */
	bool desk;                /* it is the member desk */
	struct keymap *keys;
	struct screens *stack;
	struct arena fixed;       /* as long as the program */
	struct arena event;       /* texts of the event at hand */
	struct arena paint;       /* texts of a picture; ui_refresh() clears it */
	const struct outside *outside;
	struct event_queue queue;
	struct status status;
	int64_t last_key_ms;      /* monotonic */
	int64_t last_tick_ms;
	bool quit;
	bool *other_shop;         /* screens.h */
	bool noticed;             /* a notice may stand there; it goes with the next key or scan */
	bool price_check;         /* the next code is only asked for */
	/* Its answer, or the change of the last sale; until_ms 0: none. */
	struct { char name[160], price[32]; bool change; int64_t until_ms; } price;
	int message_y, message_cols; /* where a wait is told while an act is under way */
	char card_owner[24];      /* whose card locked the till, to be proposed there; "" nobody's */
	bool locked;              /* the office: nobody goes on until somebody signs on */
	char about[24];           /* the office: whose list is shown, a till's code */
	struct receipts_filter *journal; /* the office: which receipts are listed; NULL all of the last month */
	char again[48];           /* the office: which cash was asked for once more; "" none */
	struct begun_article { const char *code, *department, *price; } begun; /* the office: of a new article */
	uint16_t bar[BAR_MAX + 1]; /* the office: what the screen drawn last can do, for F10; 0 at the end */
	char newcomer[160];       /* the desk: what is known of a new member: name, phone or card */
	int64_t own_stamp;        /* and which attributes of the shop its form asks */
	int member_state, card_state; /* which are listed; 0 all */
	int statement;            /* of which days one is shown, and where one turned to earlier lines of it */
	bool statement_turned;
	struct statement_turn statement_turn, statement_earlier;
	char member_where[200];   /* of whom what is so; "" any */
	char addressed[2048];     /* the desk: for whom labels are printed first: codes with blanks; "" to be said */
	bool unwind;              /* and it was another: what stands open is closed */
	struct rect stage;        /* where dialogs stand, so that totals stay in sight */
};

/* --- ui.c ------------------------------------------------------------------------------------ */

struct ui *ui_of(const struct screen *s);
const struct till_view *ui_view(const struct screen *s);
/* Does one act and tells how it went; nothing is pushed or closed. */
enum err ui_tell(struct screen *s, enum action act, const char *arg);
/* A screen that has not the phase to be there (stay false) closes; else what the machine waits for
 * is asked on top of it. */
enum react ui_settle(struct screen *s, bool stay);
/* An answer of a pushed question: an act of the trade or the screen, done by ops->act. */
enum react ui_resume(struct screen *s, const struct answer *a);
/* Says what the screen that is drawn can do: 0 at the end, at most BAR_MAX. */
void ui_bar(struct ui *ui, const uint16_t *actions);
/* Acts that are the same everywhere: help, menu, prompt, language, quit. REACT_PASS: none of them. */
enum react ui_common(struct screen *s, int action);
/* A key that does an act of the trade: with its own argument, else what was typed in `entry` (NULL
 * no entry line), else a question. `tail` is put behind the argument (a line number), NULL none. */
enum react ui_act(struct screen *s, struct edit *entry, int action, const char *arg,
	const char *tail);
/* A scan on a screen that sells; what stands typed before it is taken first when it is a prefix. */
enum err ui_scan(struct screen *s, struct edit *entry, const char *code);
/* A card: whoever shows one is signed on; where the shop wants the PIN with it the till locks and waits for that. Where
 * there is no till, its event comes. */
enum err ui_card(struct screen *s, const char *text);
/* A card is shown to a form whose first fields are number and PIN: where the shop wants the PIN with it, it names its
 * owner there and the PIN is awaited. False: it does by itself, or it is nobody's. */
bool ui_card_names(struct screen *s, struct form *form, const char *card);
/* Whether the screen waits for the one it was locked by. */
bool ui_locked(const struct ui *ui);
/* The office signs on: "NUMBER PIN", or a card. */
void ui_sign_on(struct screen *s, char *who);
/* The office locks. */
void ui_lock(struct screen *s);
/* Tells how a service answered. */
enum err ui_said(struct screen *s, enum err e, const struct said *said);
/* What a device at the counter read (EVENT_READ): a weight goes to the till. */
void ui_read(struct ui *ui, const char *text);
/* Zeroes the scale, or takes what lies on it as tare. */
void ui_scale(struct screen *s, bool tare);
/* What a provider gave back, or will not, as an EVENT_PAYMENT tells it. */
void ui_paid_back(struct screen *s, const struct event *e);
/* Of a payment asked for outside something is known: it is taken over. False: nothing is new. */
bool ui_payment(struct screen *s);
/* Once a second, for every screen: locks when nobody touched a key for long. */
void ui_tick(struct screen *s);
/* Draws what has changed; the scratch texts of the picture before are forgotten. */
void ui_refresh(struct ui *ui);
/* Amounts and quantities as text of this picture. */
const char *ui_money(struct ui *ui, int64_t minor);
const char *ui_qty(struct ui *ui, int64_t qty_milli);
/* A weight as scales show it, with three decimals. */
const char *ui_kilograms(struct ui *ui, int64_t weight_milli);
/* What the scale shows, in words; "" there is none. */
const char *ui_weight(struct ui *ui);
/* The one of two names that fits the language of the screen. */
const char *ui_name(const char *name, const char *name_en);
/* Something stands there; also what was refused and typing would replace: what is seen counts. */
bool ui_typed(const struct edit *e);
/* A typed text as money; false and `minor` untouched when it is none. */
bool ui_amount(const char *text, int64_t *minor);

/* --- counter.c: what comes from the counter's devices ------------------------------------------- */

/* Looks at an event before the screens do; it may become another one. True: it is done with. */
bool counter_event(struct ui *ui, struct event *e);
/* What was typed and is to be taken by Enter may be a stripe that came as keys: then it is a card, and wiped. */
bool counter_typed(struct screen *s, struct edit *entry);

/* --- frame.c: what all pictures have in common ----------------------------------------------- */

/* The bar on top; true when what it says of devices or time changed. */
void status_draw(struct ui *ui, int y, int cols);
bool status_refresh(struct ui *ui);
/* A printer's state, in a list. */
const char *printer_words(const char *state);
/* The box of a dialog of h x w inside, in the middle of the stage, titled; returns the inside. */
struct rect frame_box(struct screen *s, int h, int w, const char *title);
/* A second person allows it, by number and PIN or by card: answer.text is "NUMBER PIN" or a card, wiped with the
 * question. why (translated): what is to be allowed. */
void ask_second(struct screen *from, int tag, const char *why);
#define APPROVAL_FIELDS 2
extern const struct field approval_fields[APPROVAL_FIELDS]; /* number, PIN */
/* A label left and an amount right in cols columns. */
void frame_pair(int y, int x, int cols, enum style style, const char *label, const char *amount);
/* A bar of `part` of `whole` in so many columns, in eighths of one where the terminal has them. */
const char *ui_share(char *buf, int64_t part, int64_t whole, int cols);
/* The key bar: actions with the words for what they do now (NULL: their own), 0 at the end. */
struct bar_item { int action; const char *words; };
void frame_keys(struct screen *s, const struct bar_item *items, int y, int x, int cols);
/* Rule, message, entry line, hint and keys: the foot of the till and of payment. */
struct foot {
	const char *prompt;
	struct edit *entry;
	const char *hint;          /* below the entry; NULL none */
	enum style hint_style;
	const struct bar_item *keys;
	int joint_x;               /* where a line from above meets its own; 0 none does */
};
#define FOOT_ROWS 5
void frame_foot(struct screen *s, const struct foot *foot);
/* The entry line alone. */
void frame_entry(struct screen *s, const struct foot *foot);

/* --- the screens ----------------------------------------------------------------------------- */

extern const struct screen_ops till_ops;     /* till_screen.c */
extern const struct screen_ops pay_ops;      /* pay_screen.c */
extern const struct screen_ops signon_ops;   /* signon.c; of both programs */
extern const struct screen_ops shift_ops;    /* shift_screen.c */
extern const struct screen_ops count_ops;    /* count.c */
extern const struct screen_ops ask_ops;      /* ask.c: one line, two fields, or Enter */
extern const struct screen_ops reason_ops;   /* ask.c: a numbered list */
extern const struct screen_ops department_ops; /* department.c */
extern const struct screen_ops quick_ops;    /* quick.c */
extern const struct screen_ops held_ops;     /* held.c; arg: const enum action *, what is done with one; NULL recall */
extern const struct screen_ops split_ops;    /* split.c */
extern const struct screen_ops send_ops;     /* send.c */
/* ask.c: a scan, or a card, that answers no question: it is told what to do first. */
enum react ask_scan_refused(struct screen *s);
enum react ask_card_refused(struct screen *s);
extern const struct screen_ops words_ops;    /* words.c; arg: const struct words_asked * */
struct words_asked { int action; const char *typed; };
/* Whether an act takes more words than were typed for it, and they are asked for in a form. */
bool words_wanted(int action, const char *typed);
extern const struct screen_ops baskets_ops;  /* baskets.c */
extern const struct screen_ops office_cash_ops; /* cash_office.c */
extern const struct screen_ops receipts_ops; /* receipts.c; arg: const char * to find, or NULL */
extern const struct screen_ops receipt_ops;  /* receipt_view.c; arg: const char *number */
extern const struct screen_ops return_ops;   /* giveback.c */
extern const struct screen_ops report_ops;   /* report_view.c */
extern const struct screen_ops devices_ops;  /* devices.c */
extern const struct screen_ops menu_ops;     /* menu_screen.c */
extern const struct screen_ops prompt_ops;   /* prompt.c */
extern const struct screen_ops office_ops;   /* office/office.c */
extern const struct screen_ops desk_ops;     /* desk/desk.c */
/* What a manager watches (office/watch_books.c): SCR_EXCEPTIONS, SCR_AUDIT; refused without the right to it. */
void watch_show(struct screen *s, int action);

/* Takes the rest, or what `amount` says of it ("" all), by the card terminal; in payment only. */
void pay_by_card(struct screen *s, const char *amount);

/* Tag of menu and prompt: the answer's choice is an action, its text the argument. Tags above 0 are
 * actions whose argument was asked for. */
enum { TAG_ACTION = -1, TAG_PLAIN = -2 };

/* --- pieces of the till picture -------------------------------------------------------------- */

struct hits {                  /* hits.c: what a search finds while it is typed */
	struct arena arena;
	struct article found[FIND_MAX];
	int count;
	int room;                  /* rows of them that the screen has */
	struct list list;
	bool numbered;             /* a digit chooses */
	bool slow;                 /* the last search took so long that the next key would wait for it */
	char text[EDIT_BYTES];
	char nothing[EDIT_BYTES];  /* what was looked for last and is not there; "" it is */
	const char *prefix;        /* what stands before the name: "3*" */
	struct ui *ui;
};
void hits_init(struct hits *h, struct ui *ui);
/* Looks anew for the text typed; true when what is shown changed. */
bool hits_update(struct hits *h, const char *text);
/* Whether a key may choose among what the text typed finds. */
bool hits_chosen_by(const char *text, int32_t code);
/* The entry that the chosen hit stands for, NULL when none is chosen; in the event arena. */
const char *hits_entry(const struct hits *h);
enum list_answer hits_key(struct hits *h, int32_t code);
/* Over the lower rows of r. */
void hits_draw(struct hits *h, struct rect r);

struct roll {                  /* roll.c: the lines of a basket as a paper roll */
	struct list list;
	struct ui *ui;
	const struct line *lines;
	int line_count;
	const struct discount *discounts;
	int discount_count;
	struct roll_row { int line, discount; } *rows; /* discount -1: the line; -2: its sum; -3: its note */
	int row_count;
	bool past;                 /* a finished sale: grey */
	int marked;                /* line number that the next act means */
};
void roll_init(struct roll *r, struct ui *ui);
/* What is to be shown, until the picture ends: any lines; or the basket, else the sale just done. */
void roll_lines(struct roll *r, const struct line *lines, int n, const struct discount *discounts,
	int discount_count);
void roll_show(struct roll *r, const struct till_view *v, int marked);
void roll_draw(struct roll *r, struct rect where);
bool roll_key(struct roll *r, int32_t code);

/* totals.c: at the side of the roll; or below it, TOTALS_STRIP_ROWS high. `large` is what a
 * basket that is to be paid shows of itself where it may be behind. */
#define TOTALS_STRIP_ROWS 4
struct large { int64_t open_minor, pieces_milli; };
void totals_draw(struct ui *ui, struct rect r, bool strip, struct large large);

/* held.c: how long ago, and what is known of a basket besides its figures (owner: also whose it is, if another's). */
const char *ui_age(int64_t held_at_ms, char *buf);
const char *basket_words(struct ui *ui, const struct held_basket *b, bool owner);

/* --- keys.c ---------------------------------------------------------------------------------- */

const char *action_words(int action);
/* The actions of the till's F10 menu, in order; -1 at the end. */
const int *menu_actions(void);
/* Whether an action can be done in a phase, as far as the tables know; and whether the program that runs, till or
 * office, has it at all. */
bool action_fits(int action, enum till_phase phase);
bool action_here(const struct ui *ui, int action);
/* F1: keys of the screen and how to type, in the arena. */
char *help_text(struct ui *ui, struct arena *a, const char *screen);

/* --- busy.c ---------------------------------------------------------------------------------- */

/* Told by the shop while a write waits for its turn. */
void busy_waits(void *ui, int64_t waited_ms, int terminal, int pid);

#endif
