/* consents.c - what a member agreed to. Each word of his is a row that never changes, and on record; who is forgotten
 * has none any more. */
#include "service/consents.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/tr.h"
#include "consents_int.h"
#include "member_int.h"
#include "store/audit_store.h"
#include "store/consent_store.h"
#include "store/member_store.h"

/* --- in words --------------------------------------------------------------------------------------- */

const char *consent_channel_words(enum consent_channel channel)
{
	static const char *const words[CONSENT_CHANNELS] = { [CONSENT_SMS] = N_("text message"),
		[CONSENT_CALL] = N_("call"), [CONSENT_EMAIL] = N_("email"), [CONSENT_POST] = N_("letter"),
		[CONSENT_WECHAT] = N_("WeChat") };

	return channel >= CONSENT_SMS && channel < CONSENT_CHANNELS ? _(words[channel]) : "?";
}

const char *consent_purpose_words(enum consent_purpose purpose)
{
	static const char *const words[CONSENT_PURPOSES] = { [CONSENT_OFFERS] = N_("offers"),
		[CONSENT_NOTICES] = N_("what he has and when it ends"), [CONSENT_SURVEYS] = N_("surveys") };

	return purpose >= CONSENT_OFFERS && purpose < CONSENT_PURPOSES ? _(words[purpose]) : "?";
}

const char *consent_source_words(enum consent_source source)
{
	static const char *const words[CONSENT_SOURCES] = { [CONSENT_AT_DESK] = N_("said it here"),
		[CONSENT_ON_PAPER] = N_("signed it"), [CONSENT_BY_PHONE] = N_("on the phone"),
		[CONSENT_BY_MESSAGE] = N_("wrote it"), [CONSENT_ONLINE] = N_("online") };

	return source >= CONSENT_AT_DESK && source < CONSENT_SOURCES ? _(words[source]) : "?";
}

const char *consents_words(struct arena *a, const struct consent *list, int n)
{
	const char *text = "";

	for (int p = CONSENT_OFFERS; p < CONSENT_PURPOSES; p++)
		for (int c = CONSENT_SMS; c < CONSENT_CHANNELS; c++) {
			const struct consent *last = consent_last(list, n, (enum consent_channel)c,
				(enum consent_purpose)p);
			const char *gap = *text ? ", " : "";

			if (!last || !last->given)
				continue;
			text = p == CONSENT_OFFERS ? arena_printf(a, "%s%s%s", text, gap,
				consent_channel_words((enum consent_channel)c)) : arena_printf(a, "%s%s%s (%s)", text,
				gap, consent_channel_words((enum consent_channel)c),
				consent_purpose_words((enum consent_purpose)p));
		}
	return text;
}

/* --- said ------------------------------------------------------------------------------------------- */

enum err member_consents(struct shop *sh, struct arena *a, int64_t member_id, struct consent **list, int *n)
{
	struct said said;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	return e == OK ? consents_of(sh->db, a, member_id, list, n) : e;
}

static char *detail_of(struct arena *a, const struct consent *c)
{
	return arena_printf(a, "%" PRId64 " %s %s %s %s", c->id, consent_channel_name[c->channel],
		consent_purpose_name[c->purpose], c->given ? "yes" : "no", consent_source_name[c->source]);
}

bool consent_told(const struct audit_store_row *r, struct consent *out)
{
	char channel[16], purpose[16], given[4], source[16];
	int64_t id;
	int c, p, s;

	if (strcmp(r->action, "member-consent") != 0 || sscanf(r->detail, "%" SCNd64 " %15s %15s %3s %15s", &id,
		channel, purpose, given, source) != 5)
		return false;
	c = name_index(consent_channel_name, CONSENT_CHANNELS, channel);
	p = name_index(consent_purpose_name, CONSENT_PURPOSES, purpose);
	s = name_index(consent_source_name, CONSENT_SOURCES, source);
	*out = (struct consent){ id, r->subject_id, (enum consent_channel)c, (enum consent_purpose)p,
		strcmp(given, "yes") == 0, (enum consent_source)s, r->staff_id, r->at_ms };
	return c > 0 && p > 0 && s > 0;
}

enum err consent_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct consent c;
	struct member m;
	enum err e;

	if (!consent_told(r, &c))
		return OK;
	e = member_get(sh->db, a, c.member_id, &m);
	if (e == OK && m.state == MEMBER_ERASED)
		return OK;
	if (e == OK)
		e = consent_put(sh->db, &c);
	return e == ERR_EXISTS || e == ERR_NOTFOUND ? OK : e;
}

struct saying { struct arena *a; struct consent row; const char *code; bool same; };

static enum err say_body(struct shop *sh, void *arg)
{
	struct saying *s = arg;
	struct consent *list;
	const struct consent *last;
	int n = 0;
	enum err e = consents_of(sh->db, s->a, s->row.member_id, &list, &n);

	last = e == OK ? consent_last(list, n, s->row.channel, s->row.purpose) : NULL;
	s->same = last ? last->given == s->row.given : false;
	if (e != OK || s->same)
		return e;
	s->row.at_ms = sh->tx_at_ms;
	e = consent_put(sh->db, &s->row);
	return e == OK ? office_audit(sh, "member-consent", s->row.member_id, detail_of(s->a, &s->row)) : e;
}

static enum err word_of(const char *const *names, int count, const char *typed, int otherwise, const char *option,
	int *out, struct said *said)
{
	*out = typed && *typed ? name_index(names, count, typed) : otherwise;
	return *out > 0 ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed ? typed : _("empty"));
}

enum err consent_say(struct shop *sh, struct arena *a, const struct consent_edit *edit, struct said *said)
{
	struct saying s = { .a = a };
	struct member_hit hit;
	int channel = 0, purpose = 0, source = 0;
	bool given = false;
	enum err e = office_need(sh, PERM_MEMBER_EDIT, said);

	if (e == OK)
		e = member_find_one(sh, a, edit->member, &hit, said);
	if (e == OK)
		e = word_of(consent_channel_name, CONSENT_CHANNELS, edit->channel, 0, _("channel"), &channel, said);
	if (e == OK)
		e = word_of(consent_purpose_name, CONSENT_PURPOSES, edit->purpose, CONSENT_OFFERS, "--purpose",
			&purpose, said);
	if (e == OK)
		e = word_of(consent_source_name, CONSENT_SOURCES, edit->source, CONSENT_AT_DESK, "--source", &source,
			said);
	if (e == OK)
		e = office_yes(_("consent"), edit->given ? edit->given : "", &given, said);
	if (e != OK)
		return e;
	if (hit.member.state >= MEMBER_MERGED)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code, member_state_words(hit.member.state));
	s.row = (struct consent){ shop_new_id(sh), hit.member.id, (enum consent_channel)channel,
		(enum consent_purpose)purpose, given, (enum consent_source)source, sh->staff.id, 0 };
	e = shop_tx(sh, say_body, &s);
	if (e != OK)
		return office_answer(said, e, hit.member.code);
	return say(said, OK, given ? MSG_CONSENT_GIVEN : MSG_CONSENT_TAKEN_BACK, hit.member.code,
		arena_printf(a, "%s, %s", consent_channel_words(s.row.channel), consent_purpose_words(s.row.purpose)));
}
