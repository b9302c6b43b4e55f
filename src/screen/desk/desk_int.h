/* desk_int.h - what the member desk consists of: who is found while it is typed, the page of the one who is open, what
 * is done with him, and the lists beside it. To add an act: its line in actions.def and a row in desk.c; what a member
 * has is a list of its own (service/member_has.def). */
#ifndef SCREEN_DESK_INT_H
#define SCREEN_DESK_INT_H

#include "../office/office_int.h"
#include "../screen_int.h"
#include "service/attributes.h"
#include "service/consents.h"
#include "service/member_figures.h"
#include "service/member_has.h"
#include "service/members.h"
#include "service/wallet.h"

/* --- found (desk_find.c) --------------------------------------------------------------------------- */

struct desk_find {
	struct ui *ui;
	struct arena arena;
	struct member_hit hits[MEMBER_HITS_MAX];
	int count;
	struct list list;
	bool choosing;            /* a digit chooses among them */
	char text[EDIT_BYTES];    /* what was looked for */
};
void find_init(struct desk_find *f, struct ui *ui);
void find_clear(struct desk_find *f);
/* Whether a text is looked for while it is typed: four digits, or letters enough. */
bool find_worth(const char *text);
/* Looks for it, unless that was done; how it went is in *said. */
enum err find_run(struct desk_find *f, const char *text, struct said *said);
/* The hit that the cursor stands on, or the only one; NULL none. */
const struct member_hit *find_chosen(const struct desk_find *f);
void find_draw(struct desk_find *f, struct rect r);

/* --- the page of one (desk_page.c) ------------------------------------------------------------------ */

#define PAGE_VISITS 30
#define PAGE_GOODS 12
struct desk_page {
	struct arena arena;
	int64_t id;               /* 0: nobody */
	struct member_sheet sheet;
	struct card card;         /* the one that was shown, else his current one; id 0: none */
	const char *kind, *kind_en; /* of it */
	const char *why;          /* why card or member cannot be used now; "" they can */
	struct member_thing things[MEMBER_THINGS_MAX];
	int thing_count;
	struct member_visit *visits;
	int visit_count;
	struct member_good *goods;
	int good_count;
	struct attribute_known *own; /* the shop's own attributes */
	int own_count;
	const char *unasked;      /* those that the shop must know and does not: "Pet, Skin"; "" none */
	const char *agrees;       /* to what; "" to nothing */
	struct contact *contacts;
	int contact_count;
};
/* Reads all that is shown of a hit; what was there stays when it fails. */
enum err page_load(struct ui *ui, struct desk_page *p, const struct member_hit *hit);
/* The same one again, as he is now. */
enum err page_again(struct ui *ui, struct desk_page *p);
void page_clear(struct desk_page *p);
/* "王晓梅  10000001", and in what state he is. */
const char *page_title(struct ui *ui, const struct desk_page *p);
const char *page_state(const struct desk_page *p);
void page_draw(struct ui *ui, const struct desk_page *p, struct rect r);

/* --- the desk (desk.c) ------------------------------------------------------------------------------ */

enum { TAG_CARD_MENU = -30, TAG_LOSE = -31, TAG_TAKE_BACK = -32, TAG_PROFILE = -33, TAG_EDIT = -34, TAG_ANYWAY = -35,
	TAG_FREEZE = -36, TAG_OPEN = -37, TAG_LEVEL = -38, TAG_LEVEL_WHY = -39, TAG_AMOUNT = -40, TAG_MEANS = -41,
	TAG_REFERENCE = -42, TAG_TOP_UP_SECOND = -43, TAG_IDENTITY = -44, TAG_PIN_NEW = -45, TAG_PIN_AGAIN = -46,
	TAG_PIN_SECOND = -47, TAG_CONTACT = -48, TAG_CONSENT = -49, TAG_POINTS = -50,
	TAG_POINTS_WHY = -51, TAG_POINTS_SECOND = -52, TAG_GIFT = -53, TAG_STATEMENT = -54, TAG_MERGE_OTHER = -55,
	TAG_MERGE_WHY = -56, TAG_MERGE_SECOND = -57, TAG_ADMIT = -58, TAG_DECLINE = -59,
	TAG_USES = -60, TAG_GIFTS = -61, TAG_GIVEN = -62, TAG_DRAW = -63, TAG_DRAW_GO = -64 };

/* What was answered so far of an act with value. */
struct value_deed {
	int64_t id;               /* of its document: the same act told twice is posted once */
	char amount[EDIT_BYTES], tender[32], reference[EDIT_BYTES];
	char identity[EDIT_BYTES], pin[EDIT_BYTES];
};

struct desk_state {
	struct edit entry;
	struct desk_find find;
	struct desk_page page;    /* of who is open, or of the only one found */
	bool open;
	int editing;              /* of what is changed by one line, which */
	char edited[EDIT_BYTES];  /* and what was typed for it */
	struct value_deed deed;
	char merge_from[32], merge_into[32]; /* codes of two who become one */
	char uses[9][24];         /* articles that a digit takes a use of, by number */
	int uses_count;
	char round[24], round_name[140]; /* the article of which each card takes a use; "" none */
	int born, applied;        /* whose birthday is today; who waits for an approval */
};

/* Tells how an act on the open member went, and shows him as he is now. */
enum err desk_told(struct screen *s, enum err e, const struct said *said);
/* A form or a list about the open member: ui->about is his code. */
void desk_form(struct screen *s, const struct book *form);
void desk_list(struct screen *s, const struct book *book, int tag);
/* Opens another one. */
void desk_open(struct screen *s, const char *code);

/* One of the reasons of a kind by its digit, or a typed one where there are none; and what was answered, for a
 * service. */
void ask_why(struct screen *s, int tag, int kind, const char *title, const char *text);
const char *why_of(struct screen *s, int kind, const struct answer *a);

/* --- what is done with one -------------------------------------------------------------------------- */

/* desk_cards.c: F4, and the answers of its questions. */
void cards_menu(struct screen *s);
void cards_answered(struct screen *s, const struct answer *a);
/* desk_profile.c: F9, freezing, a new member. about: what was typed or read, "" nothing. */
void profile_menu(struct screen *s);
void profile_answered(struct screen *s, const struct answer *a);
void profile_freeze(struct screen *s);
void profile_new(struct screen *s, const char *about);
/* desk_level.c */
void level_ask(struct screen *s);
void level_answered(struct screen *s, const struct answer *a);
/* desk_value.c: F7, money onto his card; his PIN. */
void top_up_ask(struct screen *s);
void pin_ask(struct screen *s);
/* Whether it wants a second person, who is asked then. */
bool desk_wants_second(struct screen *s, enum err e, const struct said *said, int tag);
void value_answered(struct screen *s, const struct answer *a);
/* Nothing of it is kept: it was done, or given up. */
void value_forget(struct screen *s);
/* desk_points.c: F8. second: who allows it, by number and PIN or by card; NULL nobody yet. */
void points_ask(struct screen *s);
void points_by_hand(struct screen *s, const char *second, const char *pin);
void points_answered(struct screen *s, const struct answer *a);
/* desk_gift.c: whether a code that was scanned is a gift for who is open, which is asked then;
 * and the list of gifts. */
bool gift_scanned(struct screen *s, const char *code);
void gift_answered(struct screen *s);
void gifts_ask(struct screen *s);
void gifts_answered(struct screen *s, const struct answer *a);
/* desk_uses.c: F5; whether a code is an article that packages pay for, of which each card takes one from now on; and of
 * the one who was opened by such a card. */
void uses_ask(struct screen *s);
void uses_answered(struct screen *s, const struct answer *a);
bool uses_service_scanned(struct screen *s, const char *code);
void uses_of_round(struct screen *s);
/* desk_draw.c */
void draw_ask(struct screen *s);
void draw_answered(struct screen *s, const struct answer *a);
/* desk_statement.c: F6; desk_chart.c: what it shows as bars. */
void statement_ask(struct screen *s);
void statement_answered(struct screen *s, const struct answer *a);
void chart_show(struct screen *s, enum member_chart chart);
/* desk_merge.c: two become one. merge_pair: those that are found; false: they are not two. */
bool merge_pair(struct screen *s);
void merge_ask(struct screen *s);
void merge_answered(struct screen *s, const struct answer *a);
/* desk_admit.c: from a prospect to a member, and out again. */
void admit_menu(struct screen *s);
void admit_answered(struct screen *s, const struct answer *a);
/* desk_history.c: the past of his cards and of what is on file. */
void history_show(struct screen *s);

#endif
