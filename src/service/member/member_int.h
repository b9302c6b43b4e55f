/* member_int.h - what members and cards share behind members.h. */
#ifndef SERVICE_MEMBER_INT_H
#define SERVICE_MEMBER_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "model/member/cardkey.h"
#include "service/members.h"

/* A card to be issued to a member in a transaction. */
struct card_giving {
	struct arena *a;
	const char *text, *kind;      /* what was read or typed; of a card that nobody received */
	int64_t member_id;
	int64_t issue_no;             /* filled here */
	struct card card;             /* what was found, before the transaction */
	bool fresh;                   /* nobody received it: it is made in the transaction */
	struct card_kind_row of;      /* its kind */
	const char *key;              /* one more key of it, NULL none */
	struct document gave;         /* packages of uses that came with it; id 0: none did */
	struct said *said;
};
/* Finds the blank that was read, or what it will be; refusals are said. Before the transaction. */
enum err card_giving_find(struct shop *sh, struct card_giving *g) MUST_CHECK;
/* In a transaction: makes it where nobody received it, and the member's current card. ERR_STALE: somebody took it. */
enum err card_giving_put(struct shop *sh, struct card_giving *g) MUST_CHECK;
/* After COMMIT of an act that issued it. */
void card_gave(struct shop *sh, const struct card_giving *g);
/* What the audit says of it: number, kind, the number of it, days, its further key. */
char *card_giving_detail(const struct card_giving *g);

/* The kind of a code, of an id; ERR_NOTFOUND. */
enum err card_kind_coded(struct shop *sh, struct arena *a, const char *code, struct card_kind_row *out) MUST_CHECK;
enum err card_kind_of(struct shop *sh, struct arena *a, int64_t id, struct card_kind_row *out) MUST_CHECK;
/* The card that a text means, by any of its keys; ERR_NOTFOUND. */
enum err card_read(struct shop *sh, struct arena *a, const char *text, struct card *out) MUST_CHECK;
/* Those whom a name, its pinyin, or the beginning of a code or phone number finds, at most `max`. */
enum err member_search(struct shop *sh, struct arena *a, const char *text, int max, int64_t *ids, int *n) MUST_CHECK;
enum card_layout card_layout_set(const struct shop *sh);

/* What is typed of a member, field by field, into a row; what it is as a whole is not looked at. */
enum err member_fields(struct shop *sh, struct arena *a, const struct member_edit *edit, struct member *row,
	struct said *said) MUST_CHECK;
struct attributes_taken; /* attributes_int.h; NULL none */
/* In a transaction, without its audit row: a new one; one that is changed (ERR_STALE). */
enum err member_put_new(struct shop *sh, struct arena *a, struct member *row,
	const struct attributes_taken *own) MUST_CHECK;
enum err member_put_change(struct shop *sh, struct arena *a, const struct member *was, const struct member *row,
	const struct attributes_taken *own) MUST_CHECK;
/* What their audit rows say: what recovery makes him from again, no name; which columns changed ("": none). */
char *member_open_detail(struct arena *a, const struct member *m);
const char *member_changed_names(struct arena *a, const struct member *was, const struct member *row,
	const struct attributes_taken *own);

/* A key of the key file for one use and nothing else. */
void key_for(const struct shop_keys *keys, const char *use, unsigned char key[SEAL_KEY_BYTES]);
void member_key(const struct shop *sh, const char *use, unsigned char key[SEAL_KEY_BYTES]);

/* All cards of a member with their kinds, oldest first. */
enum err member_cards(struct shop *sh, struct arena *a, int64_t member_id, struct card_info **list, int *n) MUST_CHECK;

/* A note, or the digit of a reason of this kind: the words that are kept, and the reason's id. */
const char *reason_words(struct shop *sh, struct arena *a, int kind, const char *words, int64_t *reason_id);

/* What an audit row says became of a member: his state since then; 0: nothing. */
int member_told(const char *action, const char *detail);
/* And of cards: of all from..to (to "": of from alone; from "": of none) their state, and which one is a member's
 * current card since then (next "": none). False: the row is about none. */
struct card_told {
	char from[CARD_NUMBER_MAX + 1], to[CARD_NUMBER_MAX + 1], next[CARD_NUMBER_MAX + 1];
	int state;
	bool check;               /* how numbers of the range count */
	int64_t staff_id;
	const char *rest;         /* what the row says of next */
};
bool card_told(const char *action, const char *detail, struct card_told *out);

#define MERGES_MAX 16 /* one into the next; a circle ends here */
/* Into whom somebody was merged. */
bool merge_told(const char *action, const char *detail, int64_t *into);
struct audit_store_row;
enum err erase_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;
enum err merge_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

/* What an audit row says of members and cards, for recovery: names and contacts are not in it. */
enum err member_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;
enum err card_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

#endif
