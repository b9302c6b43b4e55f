/* shop_int.h - what the services of this room share behind the handle. */
#ifndef SERVICE_SHOP_INT_H
#define SERVICE_SHOP_INT_H

#include "base/id.h"
#include "base/seal.h"
#include "model/article.h"
#include "service/pages.h"
#include "service/shop.h"
#include "store/db.h"

#define SHOP_KEYS_MAX 64
#define SHOP_OFFICE_TERMINAL 32767 /* the chain of acts done without a till */

struct pay_provider;
struct shop_keys {
	unsigned char pepper[SEAL_KEY_BYTES];              /* with PINs and card numbers */
	unsigned char seal[SHOP_KEYS_MAX][SEAL_KEY_BYTES]; /* seal[n - 1] is key n of table seal_key */
	int seal_count;                                    /* the last one is in use */
};

struct supplier_row;
struct window_row;
struct rule_row;
struct level;
struct coupon_kind_row;

#define NOTHING_SEEN (-1)
struct shop {
	struct db *db;
	struct shop_config conf;      /* paths resolved; texts in `fixed` */
	struct arena fixed;           /* lives as long as the shop */
	struct arena master;          /* master data; read anew when others change it */
	struct arena master_before;   /* what it was until then */
	struct id_maker ids;
	struct shop_keys keys;
	const char *kind;
	int64_t store_id;
	int64_t terminal_id;          /* whose chain and numbers: the till's, or SHOP_OFFICE_TERMINAL */
	const char *terminal_code;
	bool is_till;
	const char *lease_name, *lease_owner;
	int64_t lease_renewed_ms, changes_seen; /* NOTHING_SEEN: what is kept of the masters is to be read again */
	int64_t own_shift_id;         /* the shift of this till whose drawer is the cashier's own; 0: the till's */
	struct staff staff;           /* signed on */
	struct arena staff_arena;
	const char *setting[SETTINGS];
	struct tax_rate *tax_rates;
	int tax_rate_count;
	struct department *departments;
	int department_count;
	struct tender *tenders;
	int tender_count;
	struct reason *reasons;
	int reason_count;
	struct level *levels;         /* of members, by rank */
	int level_count;
	struct device *devices;       /* of this terminal */
	int device_count;
	struct supplier_row *suppliers;
	int supplier_count;
	struct window_row *windows;   /* those in use */
	int window_count;
	struct rule_row *rules;       /* of categories, by id */
	int rule_count;
	struct coupon_kind_row *coupon_kinds;
	int coupon_kind_count;
	struct uses_kind_row *uses_kinds; /* also those given up: members may have some */
	int uses_kind_count;
	struct scale_pattern scale_patterns[SCALE_PATTERNS_MAX];
	int scale_pattern_count;
	int32_t master_day;           /* the business day whose tax rates they are */
	int32_t last_day;             /* the newest business day with a document */
	int64_t last_posted_ms;       /* and when the newest was posted */
	/* when the act under way was begun: the one time of its transaction, also when tried again */
	int64_t tx_at_ms;
	int journal_fd;               /* -1: none yet */
	char journal_name[40];        /* of its file */
	const struct pay_provider *pay; /* asked about payments; NULL: a person looks */
	int64_t journal_seq;          /* the last link in it; -1 not known */
	struct { const char *table, *field; int64_t row_id; int count; } expect; /* service/past.h */
	bool journal_due;             /* a link was closed in this transaction */
	struct search_map *search[2]; /* mapped search arenas (search.c), by enum search_of; NULL none */
	pages_maker *pages;           /* makes files of documents; NULL: nobody does */
	char error[512];
};

/* Runs body in one transaction, all of it again when the store was busy (at most 20 times). Any
 * error rolls everything back. After an I/O failure the store is reopened, so that the next act can work.
 * ERR_UNKNOWN: the outcome of COMMIT is not known. */
typedef enum err (*shop_body)(struct shop *sh, void *arg);
enum err shop_tx(struct shop *sh, shop_body body, void *arg) MUST_CHECK;

/* shop_open.c: takes or renews a lease for LEASE_MS; *holder is who else has it, "" nobody. One whose process is gone
 * has none. */
#define LEASE_MS 60000
enum err shop_lease(struct shop *sh, struct arena *a, const char *name, bool *taken, const char **holder) MUST_CHECK;

/* Opens the store again if it failed since: reads outside transactions fail without a word about that. */
void shop_mend(struct shop *sh);

/* A new id of this terminal. */
int64_t shop_new_id(struct shop *sh);
/* The means of payment of a kind that every shop has: cash, or exchange. */
const struct tender *shop_tender_of_kind(const struct shop *sh, enum tender_kind kind);
/* Reads the last business day and the newest document's time again. */
enum err shop_load_day(struct shop *sh) MUST_CHECK;
/* Reads settings, taxes, departments, tenders, reasons again. */
enum err shop_load_master(struct shop *sh) MUST_CHECK;
/* Settings, day and devices alone, into what is empty yet. */
enum err shop_load_first(struct shop *sh) MUST_CHECK;
/* rules.c: reads suppliers, prices by the hour and what categories say again. */
enum err shop_load_goods(struct shop *sh) MUST_CHECK;
const struct supplier_row *shop_supplier(const struct shop *sh, int64_t id);
/* What a category says, with what it leaves to those above it. */
struct category_rules shop_category_rules(const struct shop *sh, int64_t category_id);
struct moment shop_moment(const struct shop *sh);
/* The prices by the hour that hold for an article now, one after the other (after NULL: the first); NULL no more. */
const struct price_window *shop_window_next(const struct shop *sh, const struct article *a, const struct moment *at,
	const struct price_window *after);
/* Keeps a technical failure for shop_error and the log; returns e. */
enum err shop_fail(struct shop *sh, enum err e, const char *where);

/* Fills an answer; arguments may be NULL. Returns err, so that a service can say why and leave in one line. Here, where
 * analysers see that an error stays one. */
static inline enum err say(struct said *said, enum err err, enum message id, const char *arg1, const char *arg2)
{
	*said = (struct said){ id, { arg1, arg2 } };
	return err;
}

/* keys.c: whether these are the store's keys, ERR_DENIED if not; *in_use is how many the store knows (the file may
 * have one more, whose rotation was not committed). Keys given up as lost are passed over. */
enum err keys_fit(struct db *db, struct arena *a, const struct shop_keys *keys, int *in_use) MUST_CHECK;
/* Loads the key file of a store in use, where somebody may make a new key at any moment; seal_count is how many the
 * store knows. As keys_load, and ERR_DENIED with *why when these are not its keys. */
enum err keys_load_of(struct db *db, struct arena *a, const char *path, struct shop_keys *out,
	const char **why) MUST_CHECK;

/* --- audit.c: the chain ---------------------------------------------------------------------- */

struct audit_row {
	const char *action;
	int64_t subject_id, approver_id, reason_id, amount_minor;
	const char *detail;           /* figures and codes only */
};
/* In a transaction: appends audit rows that stand alone as one link of the chain. */
enum err audit_in_tx(struct shop *sh, const struct audit_row *rows, int n) MUST_CHECK;
/* A single row in a transaction of its own. */
enum err audit_one(struct shop *sh, const struct audit_row *row) MUST_CHECK;
/* In a transaction: who changed which row of master data from what to what (JSON texts). */
enum err revision_in_tx(struct shop *sh, const char *table, int64_t row_id, const char *was,
	const char *becomes) MUST_CHECK;

struct staff_row;
/* Whose card it is. */
enum err staff_row_of_card(struct shop *sh, struct arena *a, const char *card, struct staff_row *out) MUST_CHECK;
/* Signs on or approves by number and PIN, by card when pin is NULL, or by card and PIN; counts failures and locks. */
enum err staff_verify(struct shop *sh, struct arena *a, const char *who, const char *pin, struct staff *out,
	struct said *said) MUST_CHECK;
/* The second person of an act of the office: not who is signed on, and one who may approve what needs this right. */
enum err staff_second(struct shop *sh, struct arena *a, const char *who, const char *pin, enum permission right,
	struct staff *out, struct said *said) MUST_CHECK;
/* What the one who is signed on may do by now; nothing any more when his access was taken away. */
enum err shop_rights_again(struct shop *sh) MUST_CHECK;
/* Who is signed on from now on; NULL: nobody. */
void shop_staff_set(struct shop *sh, const struct staff *who);
/* What is kept of a staff card's number. */
void card_digest(const struct shop_keys *keys, const char *card, char hex[SEAL_HEX]);

#endif
