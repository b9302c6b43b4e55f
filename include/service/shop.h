/* shop.h - the one handle that screens and commands hold: store, clock, settings, master data, terminal,
 * and who is signed on. Everything it hands out lives until shop_close or the next shop_refresh. */
#ifndef SERVICE_SHOP_H
#define SERVICE_SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/code.h"
#include "model/device.h"
#include "model/money.h"
#include "model/tender.h"

struct shop;

/* What the conf file or the command line says: how to find the shop. NULL: the default. */
struct shop_config {
	const char *store_url;   /* "sqlite:PATH", "pg:CONNINFO", "fault:..." */
	const char *terminal;    /* code of the terminal ("03"); NULL: no till, an office command */
	const char *key_file;    /* pepper and seal keys; default STORE.keys beside the store */
	const char *journal_dir; /* where posted documents are appended; default STORE.journal/ */
	const char *cache_dir;   /* search arena; default STORE.cache/ */
	const char *label_sizes; /* the shop's own sizes of labels, a CSV file; NULL none */
	const char *receipt_dir; /* templates; default data/receipts beside the program, or installed */
	/* where the ends of the chains are noted; default STORE.heads, better on another disk */
	const char *heads_file;
};

enum permission {
	PERM_NONE = 0,
#define PERMISSION(id, name, words, roles) PERM_##id,
#include "service/permission.def"
#undef PERMISSION
	PERMISSIONS
};
enum limit {
#define LIMIT(id, name, words, c, l, m, o) LIMIT_##id,
#include "service/limit.def"
#undef LIMIT
	LIMITS
};
enum message {
#define MESSAGE(id, name, severity, msgid) MSG_##id,
#include "service/message.def"
#undef MESSAGE
	MESSAGES
};
struct message_entry { const char *name; char severity; const char *msgid; };
extern const struct message_entry message_table[MESSAGES];
struct permission_entry { const char *name, *words, *roles; };
extern const struct permission_entry permission_table[PERMISSIONS];
struct limit_entry { const char *name, *words; int64_t by_role[4]; };
extern const struct limit_entry limit_table[LIMITS];

/* An answer to a person: which message, with the texts that fill %1 and %2 (in the caller's arena). */
struct said { enum message id; const char *arg[2]; };

enum setting {
#define SETTING(id, name, type, scope, min, max, choices, words, def, help) SET_##id,
#include "service/setting.def"
#undef SETTING
	SETTINGS
};
enum setting_type { SETTING_TEXT, SETTING_NUMBER, SETTING_CHOICE };
enum setting_scope { SETTING_SHOP, SETTING_TERMINAL };
struct setting_entry {
	const char *name;
	enum setting_type type;
	enum setting_scope scope;
	int64_t min, max;
	const char *choices, *words, *def, *help;
};
extern const struct setting_entry setting_table[SETTINGS];

/* rate_bp: that of today's business day. */
struct tax_rate { int64_t id; const char *code, *name, *name_en; int64_t rate_bp; bool included; };
struct department { int64_t id; const char *code, *name, *name_en; int64_t tax_rate_id; bool disabled; };
struct reason { int64_t id; int kind, digit; const char *name, *name_en; bool disabled; };
struct staff {
	int64_t id;              /* 0: nobody */
	const char *number, *name, *role;
	int64_t role_id;
	bool script;             /* signed on by a key file; approves nothing, and nobody approves for it */
	bool may[PERMISSIONS];
	int64_t limit[LIMITS];
};

/* Opens the shop: store, schema check (no migration), keys, master data, terminal with its lease.
 * On failure *why is one line (what, why, what to do), already translated. */
enum err shop_open(struct arena *a, const struct shop_config *conf, struct shop **out, const char **why) MUST_CHECK;
/* The same in two steps, so that a picture is there before what nobody needs to see it: after the first the shop knows
 * its settings, its day and its devices, and who works here is asked; nobody is signed on before the second. */
enum err shop_open_first(struct arena *a, const struct shop_config *conf, struct shop **out,
	const char **why) MUST_CHECK;
enum err shop_open_rest(struct shop *sh, struct arena *a, const char **why) MUST_CHECK;
void shop_close(struct shop *sh);
/* The last technical failure, for the log. */
const char *shop_error(const struct shop *sh);

/* Once a second from the poll loop: renews the terminal's lease, notices changes by others (then master data is read
 * anew and true is returned), and does the store's housekeeping when the till is idle. */
bool shop_tick(struct shop *sh);
/* After the screen is drawn or a command answered: checkpoints when due. */
void shop_idle(struct shop *sh);
/* Called while a write waits for its turn: goes on reading keys, shows who holds the store. */
void shop_on_wait(struct shop *sh, void (*fn)(void *ctx, int64_t waited_ms, int terminal, int pid), void *ctx);

const char *setting_text(const struct shop *sh, enum setting id);
int64_t setting_int(const struct shop *sh, enum setting id);
/* Sets one for the shop, or for this terminal; ERR_INVALID when it does not fit its type. */
enum err setting_set(struct shop *sh, const char *name, const char *value, bool for_terminal,
	struct said *said) MUST_CHECK;

const char *shop_kind(const struct shop *sh);     /* "shop", "demo", "test" */
const char *shop_terminal(const struct shop *sh); /* its code; "" for the office */
const struct staff *shop_staff(const struct shop *sh); /* who is signed on; id 0: nobody */
int shop_tax_rates(const struct shop *sh, const struct tax_rate **list);
/* Those in use; and with those given up after them. */
int shop_departments(const struct shop *sh, const struct department **list);
int shop_departments_all(const struct shop *sh, const struct department **list);
int shop_tenders(const struct shop *sh, const struct tender **list);
/* Reasons in use of one kind, by digit. */
int shop_reasons(const struct shop *sh, int kind, const struct reason **list);
/* Of any kind, in use or not; NULL none. */
const struct reason *shop_reason(const struct shop *sh, int64_t id);
const struct tax_rate *shop_tax_rate(const struct shop *sh, int64_t id);
const struct department *shop_department(const struct shop *sh, int64_t id);
/* What stands at the counter of this till, in use or not. */
int shop_devices(const struct shop *sh, const struct device **list);
/* In use only. */
const struct department *shop_department_by_code(const struct shop *sh, const char *code);
const struct tender *shop_tender(const struct shop *sh, int64_t id);
/* The day that a document posted now belongs to. */
int32_t shop_business_day(const struct shop *sh);

/* Signs on by number and PIN (or by card when pin is NULL and who is a card's text), for commands: --as. */
enum err shop_sign_on(struct shop *sh, struct arena *a, const char *who, const char *pin, struct said *said) MUST_CHECK;
/* The number of whose card this is where the shop wants the PIN with it (setting staff.card); NULL: a card alone does,
 * or it is nobody's. */
const char *shop_card_owner(struct shop *sh, struct arena *a, const char *card);
/* Signs on as the script whose key file this is: --key. The file must be the running Unix user's alone, and the key
 * be made for that user and not revoked. */
enum err shop_sign_on_script(struct shop *sh, struct arena *a, const char *path, struct said *said) MUST_CHECK;
/* Nobody acts any more. */
void shop_sign_off(struct shop *sh);
bool shop_may(const struct shop *sh, enum permission p);

#endif
