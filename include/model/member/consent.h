/* consent.h - what a member agreed to: on which channel and for what purpose he may be written to or called. Nothing
 * said is no. */
#ifndef MODEL_MEMBER_CONSENT_H
#define MODEL_MEMBER_CONSENT_H

#include <stdbool.h>
#include <stdint.h>

enum consent_channel { CONSENT_SMS = 1, CONSENT_CALL, CONSENT_EMAIL, CONSENT_POST, CONSENT_WECHAT, CONSENT_CHANNELS };
enum consent_purpose {
	CONSENT_OFFERS = 1,  /* what the shop wants to sell him */
	CONSENT_NOTICES,     /* what he has, and when it ends */
	CONSENT_SURVEYS,
	CONSENT_PURPOSES
};
/* How he said so. */
enum consent_source {
	CONSENT_AT_DESK = 1, CONSENT_ON_PAPER, CONSENT_BY_PHONE, CONSENT_BY_MESSAGE, CONSENT_ONLINE, CONSENT_SOURCES
};
/* "sms" "call" ...; "offers" ...; "desk" "paper" ...: stable. */
extern const char *const consent_channel_name[CONSENT_CHANNELS];
extern const char *const consent_purpose_name[CONSENT_PURPOSES];
extern const char *const consent_source_name[CONSENT_SOURCES];

struct consent {
	int64_t id;                /* grows with time */
	int64_t member_id;
	enum consent_channel channel;
	enum consent_purpose purpose;
	bool given;
	enum consent_source source;
	int64_t staff_id, at_ms;
};
/* The last word of a channel and purpose among `list`, in order of time; NULL: he said nothing. */
const struct consent *consent_last(const struct consent *list, int n, enum consent_channel channel,
	enum consent_purpose purpose);

#endif
