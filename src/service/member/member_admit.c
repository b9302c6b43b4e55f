/* member_admit.c - who is no member yet, or will not be one much longer: prospects, applications and who answers them,
 * notices. */
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "member_int.h"
#include "model/reason.h"
#include "store/master_store.h"
#include "store/member_store.h"

#define PAST_MAX_ROWS 1000

struct admitting {
	struct arena *a;
	struct member was, row;    /* row: from which day on he is what he becomes */
	int to;
	const char *action, *note;
	int64_t reason_id;
};

/* Two steps of one row: the day first, for the state is in no column that is edited. */
static enum err admit_body(struct shop *sh, void *arg)
{
	const struct admitting *x = arg;
	const struct change changes[] = { { "state", member_state_name[x->was.state], member_state_name[x->to] },
		{ "reason", "", x->note } };
	const struct audit_row audit = { .action = x->action, .subject_id = x->row.id, .reason_id = x->reason_id,
		.detail = "" };
	enum err e = member_put_change(sh, x->a, &x->was, &x->row, NULL);

	if (e == OK)
		e = member_move(sh->db, x->row.id, x->was.state, x->to, sh->tx_at_ms);
	if (e == OK)
		e = office_revise(sh, "member", x->row.id, changes, *x->note ? 2 : 1);
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* Finds who is in a state; another is told in what state he is. */
static enum err find_in(struct shop *sh, struct arena *a, enum permission right, const char *key, int state,
	struct admitting *x, struct said *said)
{
	struct member_hit hit;
	enum err e = office_need(sh, right, said);

	*x = (struct admitting){ .a = a, .note = "" };
	if (e == OK)
		e = member_find_one(sh, a, key ? key : "", &hit, said);
	if (e != OK)
		return e;
	x->was = x->row = hit.member;
	return x->was.state == state ? OK : say(said, ERR_REFUSED, MSG_MEMBER_IS, x->was.code,
		member_state_words(x->was.state));
}

static enum err admit(struct shop *sh, struct admitting *x, int to, const char *action, struct said *said)
{
	enum err e;

	x->to = to;
	x->action = action;
	x->row.from_day = shop_business_day(sh);
	if (x->row.until_day && x->row.until_day < x->row.from_day)
		x->row.until_day = 0;
	e = shop_tx(sh, admit_body, x);
	return e == OK ? OK : office_answer(said, e, x->row.code);
}

int32_t application_due(const struct shop *sh, int32_t day)
{
	return working_day_add(day, (int)setting_int(sh, SET_MEMBER_ANSWER));
}

enum err member_apply(struct shop *sh, struct arena *a, const char *key, struct said *said)
{
	struct admitting x;
	enum err e = find_in(sh, a, PERM_MEMBER_EDIT, key, MEMBER_PROSPECT, &x, said);

	if (e == OK)
		e = admit(sh, &x, MEMBER_APPLIED, "member-apply", said);
	return e == OK ? say(said, OK, MSG_APPLICATION_NOTED, x.row.code, day_text(a, application_due(sh,
		x.row.from_day))) : e;
}

/* Whether who is signed on noted the application: the last who made it one. */
static enum err own(struct shop *sh, struct arena *a, int64_t member_id, bool *yes)
{
	struct revision_row *rows;
	int n = 0;
	enum err e = revisions_of(sh->db, a, "member", member_id, 0, PAST_MAX_ROWS, &rows, &n);

	*yes = false;
	for (int i = 0; e == OK && i < n; i++)
		if (strstr(rows[i].becomes, "\"state\":\"applied\""))
			*yes = strcmp(rows[i].staff_number, sh->staff.number) == 0;
	return e;
}

enum err member_approve(struct shop *sh, struct arena *a, const char *key, struct said *said)
{
	struct admitting x;
	bool mine = false;
	enum err e = find_in(sh, a, PERM_MEMBER_APPROVE, key, MEMBER_APPLIED, &x, said);

	if (e != OK)
		return e;
	e = own(sh, a, x.row.id, &mine);
	if (e != OK)
		return office_answer(said, e, x.row.code);
	if (mine)
		return say(said, ERR_DENIED, MSG_APPLICATION_OWN, x.row.code, NULL);
	e = admit(sh, &x, MEMBER_ACTIVE, "member-approve", said);
	return e == OK ? say(said, OK, MSG_MEMBER_JOINED, x.row.code, NULL) : e;
}

enum err member_decline(struct shop *sh, struct arena *a, const char *key, const char *words, struct said *said)
{
	struct admitting x;
	enum err e = find_in(sh, a, PERM_MEMBER_APPROVE, key, MEMBER_APPLIED, &x, said);

	if (e != OK)
		return e;
	x.note = reason_words(sh, a, REASON_MEMBER, words ? words : "", &x.reason_id);
	if (!*x.note)
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, "member-decline", NULL);
	e = admit(sh, &x, MEMBER_PROSPECT, "member-decline", said);
	return e == OK ? say(said, OK, MSG_APPLICATION_DECLINED, x.row.code, NULL) : e;
}

enum err member_join(struct shop *sh, struct arena *a, const char *key, struct said *said)
{
	struct admitting x;
	enum err e = find_in(sh, a, PERM_MEMBER_EDIT, key, MEMBER_PROSPECT, &x, said);

	if (e == OK)
		e = admit(sh, &x, MEMBER_ACTIVE, "member-join", said);
	return e == OK ? say(said, OK, MSG_MEMBER_JOINED, x.row.code, NULL) : e;
}

/* --- out again ------------------------------------------------------------------------------------------ */

static enum err leave_body(struct shop *sh, void *arg)
{
	const struct admitting *x = arg;
	enum err e = member_put_change(sh, x->a, &x->was, &x->row, NULL);

	return e == OK ? office_audit(sh, "member-leave", x->row.id, day_text(x->a, x->row.until_day)) : e;
}

enum err member_leave(struct shop *sh, struct arena *a, const char *key, const char *day, struct said *said)
{
	int32_t today = shop_business_day(sh), notice = today, last;
	struct admitting x;
	enum err e = find_in(sh, a, PERM_MEMBER_EDIT, key, MEMBER_ACTIVE, &x, said);

	if (e == OK && day && (!clock_parse_day(day, &notice) || notice > today))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--notice", day);
	if (e != OK)
		return e;
	last = day_add_months(notice, (int)setting_int(sh, SET_MEMBER_NOTICE));
	/* A notice of long ago ends it today; one who would end earlier anyway does. */
	if (last < today)
		last = today;
	if (!x.row.until_day || x.row.until_day > last)
		x.row.until_day = last;
	if (x.row.from_day > x.row.until_day)
		x.row.from_day = x.row.until_day;
	e = x.row.until_day != x.was.until_day ? shop_tx(sh, leave_body, &x) : OK;
	return e == OK ? say(said, OK, MSG_MEMBER_LEAVES, x.row.code, day_text(a, x.row.until_day))
		: office_answer(said, e, x.row.code);
}
