/* member.h - members and their cards as values: who they are, in what state, and how much of it a screen may show.
 * A member's code never changes; a card is a thing with a number, and at most one of a member's cards is current. */
#ifndef MODEL_MEMBER_MEMBER_H
#define MODEL_MEMBER_MEMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum member_state {
	MEMBER_PROSPECT = 1, /* a contact, no member yet */
	MEMBER_APPLIED = 2,  /* waits for an approval */
	MEMBER_ACTIVE = 3,
	MEMBER_FROZEN = 4,
	MEMBER_LEFT = 5,
	MEMBER_MERGED = 6,   /* another member has what was his */
	MEMBER_ERASED = 7,   /* name and contacts are gone, the ledger stays */
	MEMBER_STATES
};
/* "prospect" "applied" ...: stable names. */
extern const char *const member_state_name[MEMBER_STATES];

enum member_sex { SEX_UNKNOWN = 0, SEX_FEMALE = 1, SEX_MALE = 2, SEXES };
extern const char *const sex_name[SEXES];

#define MEMBER_CODE_MAX 20
#define MEMBER_TEXT_MAX 200 /* bytes of an address, a note */
#define PHONE_DIGITS_MIN 5
#define PHONE_DIGITS_MAX 20
#define END_DIGITS 4        /* how many last digits of a phone or card find it */

struct birthday { int32_t year, month, day; bool lunar; }; /* year 0: not known; month 0: none at all */

/* A member as the store has him. Texts are "" where nothing is known. */
struct member {
	int64_t id;
	const char *code;
	int state;
	int64_t merged_into;       /* 0 none */
	bool bearer;               /* nobody's name: what he has is of whoever has the card */
	const char *name;
	int sex;
	const char *phone;         /* digits, perhaps + before them */
	const char *email, *address, *postcode, *note;
	struct birthday birthday;
	const char *id_sealed;     /* number of an identity document, readable with the key file alone */
	const char *id_digest;
	int64_t referrer_id, level_id; /* 0 none */
	int32_t from_day, until_day; /* of the account; until 0: without end */
	int64_t opened_at_ms;
	const char *pin_hash, *password_hash;
	int64_t version;
};

/* --- cards ----------------------------------------------------------------------------------------- */

enum card_state {
	CARD_STOCK = 1,   /* a blank in the office */
	CARD_HANDED = 2,  /* a blank with a clerk, who answers for it */
	CARD_ISSUED = 3,  /* its member's current card */
	CARD_LOST = 4,    /* reported lost: refused, not replaced yet */
	CARD_DAMAGED = 5, /* swapped for another because it was damaged */
	CARD_REPLACED = 6,
	CARD_RETURNED = 7,
	CARD_VOID = 8,    /* a blank that was spoilt or lost */
	CARD_STATES
};
extern const char *const card_state_name[CARD_STATES];

enum card_use { CARD_USE_DISCOUNT = 1, CARD_USE_STORED = 2, CARD_USES };
extern const char *const card_use_name[CARD_USES];

enum card_flag {
	CARD_BEARER = 1,    /* given to whoever pays, without a name */
	CARD_NO_POINTS = 2, /* earns none: it was bought */
	CARD_NO_STOCK = 4,  /* cards that nobody received are issued too: their number is taken as it is read */
	CARD_CHECK_DIGIT = 8 /* the last digit of its numbers is Luhn's check digit */
};

/* What cards of one sort have in common. */
struct card_kind_row {
	int64_t id;
	const char *code, *name, *name_en;
	int use;                  /* enum card_use */
	unsigned flags;
	int64_t price_minor;      /* what the card costs */
	int64_t top_up_minor;     /* least first payment on it */
	int64_t valid_days;       /* from the day it is issued; 0 without end */
	int64_t commission_bp, commission_minor; /* for who sells it: of what is paid on it, and for each */
	int64_t level_id;         /* that its holder gets; 0 none */
	bool disabled;
	int64_t version;
};

struct card {
	int64_t id;
	const char *number;
	int64_t kind_id;
	int state;
	int64_t member_id;        /* 0: none yet */
	int64_t staff_id;         /* CARD_HANDED: who has it */
	int64_t issue_no;         /* how many cards its member had with it */
	int32_t from_day, until_day; /* until 0: without end */
	const char *token;        /* what was written on the chip; "" nothing */
	int64_t changed_at_ms;    /* when it came into its state */
};

#define CARD_NUMBER_MIN 4
#define CARD_NUMBER_MAX 18 /* digits */
/* Digits, neither too few nor too many, with a right check digit where the kind has one. */
bool card_number_valid(const char *number, bool check);
/* The number after one, as long as that: its running part plus one. False: there is none any more. */
bool card_number_next(const char *number, bool check, char out[CARD_NUMBER_MAX + 1]);
/* How many numbers from..to are; 0: they are no range. */
int64_t card_number_count(const char *from, const char *to, bool check);

/* --- what is typed --------------------------------------------------------------------------------- */

/* A phone number as it is kept: blanks, dashes and brackets go. ERR_INVALID: it is none. */
enum err phone_read(struct arena *a, const char *text, const char **out) MUST_CHECK;
/* The last END_DIGITS of a number; "" when it has fewer. */
const char *number_end(const char *number);
/* "1990-05-01", "19900501", "05-01" or "0501"; lunar months have at most 30 days. ERR_INVALID. "" is none. */
enum err birthday_read(const char *text, bool lunar, struct birthday *out) MUST_CHECK;
/* Back, as "1990-05-01" or "05-01"; "" none. */
/* Whether two addresses mostly mean the same: without blanks and marks, in one width, one is the other or a part. */
bool address_similar(struct arena *a, const char *x, const char *y);
char *birthday_text(struct arena *a, const struct birthday *b);

/* So many working days, Monday to Friday, after a day. */
int32_t working_day_add(int32_t day, int n);

/* --- what may be shown ------------------------------------------------------------------------------ */

/* What is shown of him to those who may not see it in full, and on papers: the first letter of a name, the beginning
 * and end of a phone number, the end of a card or document. */
char *mask_name(struct arena *a, const char *name);
char *mask_phone(struct arena *a, const char *phone);
char *mask_number(struct arena *a, const char *number);

#endif
