/* members.h - members and their cards: opened, found by whatever is at hand, changed, frozen; cards received, handed
 * out, issued, reported lost, replaced and taken back. Each change needs its right and is audited; names and contacts
 * are in the store alone, never in the audit. Texts of an edit are as typed; NULL: it stays as it is. */
#ifndef SERVICE_MEMBERS_H
#define SERVICE_MEMBERS_H

#include "model/member/member.h"
#include "service/levels.h"
#include "service/master.h"
#include "service/shop.h"

/* --- one member ------------------------------------------------------------------------------------ */

struct attribute_value { const char *code, *value; };
/* birthday: "1990-05-01" or "05-01"; lunar, bearer: "yes" or "no"; id_number: of an identity document, kept sealed;
 * referrer: any key that finds one member; from, until: days, until "-" without end; "" empties a text. */
struct member_edit {
	int64_t id;               /* of a new one, made before the first try; 0: one is made here */
	const char *code;         /* of a new one; NULL: the next number */
	const char *name, *sex, *phone, *birthday, *lunar, *email, *address, *postcode, *note, *id_number, *referrer;
	const char *from, *until, *bearer;
	const char *card, *card_kind; /* of a new one: a card, read or typed, that is issued with it; its kind */
	const char *state;        /* of a new one: "prospect", "applied" who waits for an approval; NULL active */
	const struct attribute_value *attributes; /* of the shop's own; NULL none (service/attributes.h) */
	int attribute_count;
	bool anyway;              /* although another has this phone number */
	int64_t version;          /* of a change: of what was shown; 0: as it is now */
};
/* A new member; *id (may be NULL) is his. The same id again: already done, ERR_EXISTS where it was another. */
enum err member_open(struct shop *sh, struct arena *a, const struct member_edit *edit, int64_t *id,
	struct said *said) MUST_CHECK;
/* Changes what is named; ERR_STALE when somebody changed him since `version`. key: whatever finds exactly him. */
enum err member_change(struct shop *sh, struct arena *a, const char *key, const struct member_edit *edit,
	struct said *said) MUST_CHECK;
/* Nothing he has can be used, or again. words: a text, or the digit of a reason of kind member. */
enum err member_freeze(struct shop *sh, struct arena *a, const char *key, bool freeze, const char *words,
	struct said *said) MUST_CHECK;
/* --- not a member yet, or not much longer ------------------------------------------------------------- */

/* A prospect applies. */
enum err member_apply(struct shop *sh, struct arena *a, const char *key, struct said *said) MUST_CHECK;
/* Who waits becomes a member from today on; not by who noted the application. */
enum err member_approve(struct shop *sh, struct arena *a, const char *key, struct said *said) MUST_CHECK;
/* He becomes none, and stays a prospect. words: a text, or the digit of a reason of kind member. */
enum err member_decline(struct shop *sh, struct arena *a, const char *key, const char *words,
	struct said *said) MUST_CHECK;
/* A prospect becomes a member at once. */
enum err member_join(struct shop *sh, struct arena *a, const char *key, struct said *said) MUST_CHECK;
/* The last day on which an application of a day is to be answered. */
int32_t application_due(const struct shop *sh, int32_t day);
/* He gives notice on a day (NULL today): his last day is as many months later as the shop wants. */
enum err member_leave(struct shop *sh, struct arena *a, const char *key, const char *day, struct said *said) MUST_CHECK;

/* A new id, for a member to be opened. */
int64_t member_new_id(struct shop *sh);

/* --- found ----------------------------------------------------------------------------------------- */

enum known_by { KNOWN_CARD = 1, KNOWN_CODE, KNOWN_PHONE, KNOWN_END, KNOWN_NAME, KNOWN_WAYS };
extern const char *const known_by_name[KNOWN_WAYS];

struct member_hit {
	struct member member;
	enum known_by by;
	/* KNOWN_CARD: the one that was shown, also an old one; else his current; id 0: none */
	struct card card;
	const char *kind, *kind_en; /* of that card; "" none */
};
#define MEMBER_HITS_MAX 20
/* Who is meant by a card that was read, a typed number, code, phone, the last four digits of a phone or card, a name or
 * its pinyin, in this order; the first way that finds somebody counts. A merged one's code and cards find who has what
 * was his. Old cards and those who may not use theirs are found, too: ask member_known. ERR_NOTFOUND: nobody, said by
 * what was asked. */
enum err member_find(struct shop *sh, struct arena *a, const char *text, struct member_hit list[MEMBER_HITS_MAX],
	int *n, struct said *said) MUST_CHECK;
/* Exactly one; ERR_REFUSED when several are meant. */
enum err member_find_one(struct shop *sh, struct arena *a, const char *text, struct member_hit *out,
	struct said *said) MUST_CHECK;
/* By id, as a hit by his code. */
enum err member_find_id(struct shop *sh, struct arena *a, int64_t id, struct member_hit *out) MUST_CHECK;
/* Whether what was found may be used now; ERR_REFUSED says why not: a card that was replaced (and which is current), is
 * lost, was handed back, was given to nobody or has expired; a member who is frozen, left, or is none yet. */
enum err member_known(struct shop *sh, struct arena *a, const struct member_hit *hit, struct said *said) MUST_CHECK;
/* What is shown of him to who is signed on: in full with the right member-names, else masked. */
const char *member_name_shown(const struct shop *sh, struct arena *a, const struct member *m);
const char *member_phone_shown(const struct shop *sh, struct arena *a, const struct member *m);

/* --- one person who was two members ------------------------------------------------------------------ */

enum twin_by { TWIN_PHONE = 1, TWIN_BIRTHDAY, TWIN_ADDRESS, TWIN_WAYS };
extern const char *const twin_name[TWIN_WAYS];
struct member_twins { enum twin_by by; struct member first, second; };
/* Pairs who share a phone number, a name and birthday, or a name and a similar address; each told once. */
enum err member_duplicates(struct shop *sh, struct arena *a, int limit, struct member_twins **list, int *n,
	struct said *said) MUST_CHECK;

/* from, into: whatever finds exactly them; words: a text, or the digit of a reason of kind member; second, pin: who
 * allows it, by number and PIN, or by card (pin NULL). */
struct member_merging { const char *from, *into, *words, *second, *pin; };
/* All that the first has becomes the second's: value with its age, card where he has none, level where it is higher,
 * and what he has not on file himself. Sales, coupons and history are read as his from now on; the old code and cards
 * find him. Nothing takes it back. */
enum err member_merge_into(struct shop *sh, struct arena *a, const struct member_merging *what,
	struct said *said) MUST_CHECK;

/* --- what a person may ask ----------------------------------------------------------------------------- */

/* member: whatever finds exactly him; words: a text, or the digit of a reason of kind member; second, pin: who allows
 * it. */
struct member_erasing { const char *member, *words, *second, *pin; };
/* Forgets who he is: name, contacts and all that is known of the person, also what it was before. What was posted stays
 * under his code; his card opens nothing any more. ERR_REFUSED while he has value or points. */
enum err member_erase(struct shop *sh, struct arena *a, const struct member_erasing *what,
	struct said *said) MUST_CHECK;

/* --- shown ----------------------------------------------------------------------------------------- */

struct card_info { struct card row; const char *kind, *kind_en, *holder; /* of a blank: "1008 王芳"; "" the office */ };
struct member_sheet {
	struct member row;
	const char *name, *phone, *email, *address, *note, *id_number; /* as he may be shown; id_number masked always */
	const char *referrer, *merged_into; /* their codes; "" none */
	struct card_info *cards;  /* oldest first */
	int card_count;
	struct level_standing level;
	int64_t referred;         /* how many came by him, at most 1,000 are counted */
};
enum err member_show(struct shop *sh, struct arena *a, const char *key, struct member_sheet *out,
	struct said *said) MUST_CHECK;
/* All that is kept of him, in full, and what it was before: for himself. Needs the rights `member-export` and
 * `member-names`, and a reason; it is on record. */
#define MEMBER_PAST_MAX 1000
struct member_past { int64_t at_ms; const char *was, *becomes; };
struct member_data { struct member_sheet sheet; const char *id_number; struct member_past *past; int past_count; };
enum err member_data(struct shop *sh, struct arena *a, const char *key, const char *words, struct member_data *out,
	struct said *said) MUST_CHECK;
/* After a code ("": from the first), by code; state 0: any. */
enum err member_page(struct shop *sh, struct arena *a, const char *after, int state, int limit, struct member **list,
	int *n) MUST_CHECK;
/* In words, in the language now in force. */
const char *member_state_words(int state);
const char *card_state_words(int state);

/* --- kinds of cards -------------------------------------------------------------------------------- */

/* use: "discount" or "stored"; flags: names of card_flag, separated by blanks; price, top_up, commission_each: amounts;
 * commission: a percentage; days: "0" without end. */
struct card_kind_edit {
	const char *code, *name, *name_en, *use, *flags, *price, *top_up, *days, *commission, *commission_each, *active;
};
extern const struct flag_name card_flag_names[];
enum err card_kind_list(struct shop *sh, struct arena *a, struct card_kind_row **list, int *n) MUST_CHECK;
enum err card_kind_add(struct shop *sh, struct arena *a, const struct card_kind_edit *edit,
	struct said *said) MUST_CHECK;
enum err card_kind_set(struct shop *sh, struct arena *a, const struct card_kind_edit *edit,
	struct said *said) MUST_CHECK;

/* --- cards ----------------------------------------------------------------------------------------- */

#define CARD_RANGE_MAX 10000 /* blanks in one act */
/* A delivery of numbered blanks; to NULL: one. All of it is new, or nothing is taken. */
enum err card_receive(struct shop *sh, struct arena *a, const char *kind, const char *from, const char *to,
	struct said *said) MUST_CHECK;
/* Blanks go to a person, who answers for them ("": back to the office). All of the range must be blanks. */
enum err card_hand_over(struct shop *sh, struct arena *a, const char *staff, const char *from, const char *to,
	struct said *said) MUST_CHECK;
/* Blanks that are spoilt or lost. words: a text, or the digit of a reason of kind card. */
enum err card_write_off(struct shop *sh, struct arena *a, const char *from, const char *to, const char *words,
	struct said *said) MUST_CHECK;
/* A blank, read or typed, becomes the member's card. He has none yet: a second one is a replacement. kind: of a card
 * that nobody received (NULL: the first such kind). */
enum err card_give(struct shop *sh, struct arena *a, const char *member, const char *card, const char *kind,
	struct said *said) MUST_CHECK;
/* The member's card is lost: refused at once. card: any key that finds it or him. */
enum err card_lose(struct shop *sh, struct arena *a, const char *card, struct said *said) MUST_CHECK;
/* It was found again before another was issued. */
enum err card_found(struct shop *sh, struct arena *a, const char *card, struct said *said) MUST_CHECK;
/* Another card takes the place of the lost or current one, all that its member has goes with it; damaged: the old one
 * was handed in for it. */
enum err card_replace(struct shop *sh, struct arena *a, const char *member, const char *card, bool damaged,
	struct said *said) MUST_CHECK;
/* The member hands his card back. */
enum err card_take_back(struct shop *sh, struct arena *a, const char *card, struct said *said) MUST_CHECK;

struct card_step { int64_t at_ms; const char *what, *staff, *to_staff, *note, *member; };
struct card_sheet {
	struct card_info card;
	const char *member, *member_name; /* code and name of who has or had it; "" nobody */
	const char **keys;        /* by which it is read */
	int key_count;
	struct card_step *steps;  /* whose hands it went through */
	int step_count;
};
enum err card_show(struct shop *sh, struct arena *a, const char *card, struct card_sheet *out,
	struct said *said) MUST_CHECK;
/* After a number, by number; state 0: any. */
enum err card_page(struct shop *sh, struct arena *a, const char *after, int state, int limit, struct card_info **list,
	int *n) MUST_CHECK;

#endif
