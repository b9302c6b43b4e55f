/* consents.h - what a member agreed to be written to and called for, and who belongs to him. Told to who may see
 * members, changed with the right `member-edit`; of consents the record has all, of contacts that there was one. */
#ifndef SERVICE_CONSENTS_H
#define SERVICE_CONSENTS_H

#include "model/member/consent.h"
#include "service/members.h"

/* --- consent ---------------------------------------------------------------------------------------- */

/* member: whatever finds exactly him; channel, purpose, source: names (model/member/consent.h), purpose and source
 * NULL: offers, at the desk; given: "yes" or "no". */
struct consent_edit { const char *member, *channel, *given, *purpose, *source; };
/* He agrees, or takes it back; what was so already is not said twice. */
enum err consent_say(struct shop *sh, struct arena *a, const struct consent_edit *edit, struct said *said) MUST_CHECK;
/* All that he said, in order of time. */
enum err member_consents(struct shop *sh, struct arena *a, int64_t member_id, struct consent **list, int *n) MUST_CHECK;
const char *consent_channel_words(enum consent_channel channel);
const char *consent_purpose_words(enum consent_purpose purpose);
const char *consent_source_words(enum consent_source source);
/* To what he agrees now: "SMS, phone (notices)"; "" to nothing. */
const char *consents_words(struct arena *a, const struct consent *list, int n);

/* --- who belongs to him ------------------------------------------------------------------------------- */

/* relation: "mother", as the shop says it; other: whatever finds exactly one member, else name and phone say who it
 * is. */
struct contact_edit { const char *member, *relation, *other, *name, *phone, *note; };
struct contact {
	int64_t id;
	const char *relation, *name, *phone, *note; /* as they may be shown */
	const char *other;         /* the code of a member; "" he is none */
	bool names_him;            /* it stands with the other one, who says what this one is to him */
};
enum err contact_add(struct shop *sh, struct arena *a, const struct contact_edit *edit, struct said *said) MUST_CHECK;
/* n: its place in what member_contacts tells, from 1. */
enum err contact_drop(struct shop *sh, struct arena *a, const char *member, int n, struct said *said) MUST_CHECK;
enum err member_contacts(struct shop *sh, struct arena *a, int64_t member_id, struct contact **list, int *n) MUST_CHECK;

#endif
