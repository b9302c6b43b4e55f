/* mail.c - who gets a label, and orders of them. */
#include "service/mail.h"

#include <string.h>

#include "../goods/csvfile_int.h"
#include "../office/office_int.h"
#include "../paper/labels_int.h"
#include "../till/jobs_int.h"
#include "base/tr.h"
#include "mail_job_int.h"
#include "member_int.h"
#include "model/member/consent.h"
#include "model/reason.h"
#include "service/levels.h"
#include "store/job_store.h"
#include "store/member_store.h"

#define MAIL_ACTION "member-labels"

/* --- whom ------------------------------------------------------------------------------------------ */

struct choosing {
	struct shop *sh;
	struct arena *a;
	struct mail_list *out;
	struct said *said;
};

static enum err keep(struct choosing *c, const struct member *m)
{
	struct mail_list *out = c->out;

	for (int i = 0; i < out->count; i++)
		if (out->list[i].member_id == m->id)
			return OK;
	if (!mail_reaches(m)) {
		out->left_out++;
		return OK;
	}
	if (out->count == TAG_ORDER_MAX)
		return say(c->said, ERR_INVALID, MSG_MAIL_MANY, arena_printf(c->a, "%d", TAG_ORDER_MAX), NULL);
	out->list[out->count++] = (struct mail){ m->id, m->name, m->address, m->postcode, m->sex };
	return OK;
}

static enum err keep_key(struct choosing *c, const char *key)
{
	struct member_hit hit;
	enum err e = member_find_one(c->sh, c->a, key, &hit, c->said);

	return e == OK ? keep(c, &hit.member) : e;
}

static enum err keep_row(void *ctx, const struct csvfile *f)
{
	return keep_key(ctx, csvfile_get(f, "member"));
}

static bool purpose_of(const char *name, int *purpose)
{
	for (*purpose = 0; *purpose < CONSENT_PURPOSES; ++*purpose)
		if (strcmp(*purpose ? consent_purpose_name[*purpose] : "any", name) == 0)
			return true;
	return false;
}

static enum err keep_group(struct choosing *c, const struct mail_choice *choice)
{
	const struct level *level = choice->level ? level_by_code(c->sh, choice->level) : NULL;
	struct mail_group group = { .level_id = level ? level->id : 0, .birth_month = choice->birth_month };
	struct member *list;
	int n = 0;
	enum err e;

	if (choice->level && !level)
		return say(c->said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(c->a, _("level %s"), choice->level),
			NULL);
	if (!purpose_of(choice->purpose, &group.purpose))
		return say(c->said, ERR_INVALID, MSG_VALUE_BAD, _("Purpose"), choice->purpose);
	e = members_with_address(c->sh->db, c->a, &group, TAG_ORDER_MAX + 1, &list, &n);
	for (int i = 0; e == OK && i < n; i++)
		e = keep(c, &list[i]);
	return e;
}

static enum err may(struct shop *sh, struct said *said)
{
	enum err e = office_need(sh, PERM_MEMBER_EXPORT, said);

	return e == OK ? office_need(sh, PERM_MEMBER_NAMES, said) : e;
}

enum err mail_choose(struct shop *sh, struct arena *a, const struct mail_choice *choice, struct mail_list *out,
	struct said *said)
{
	struct choosing c = { sh, a, out, said };
	enum err e = may(sh, said);

	*out = (struct mail_list){ .list = arena_array(a, TAG_ORDER_MAX, sizeof *out->list) };
	for (int i = 0; e == OK && i < choice->member_count; i++)
		e = keep_key(&c, choice->members[i]);
	if (e == OK && choice->list)
		e = csvfile_list(a, choice->list, keep_row, &c, said);
	if (e == OK && (choice->level || choice->birth_month || choice->all))
		e = keep_group(&c, choice);
	if (e == OK && !out->count)
		return say(said, ERR_NOTFOUND, MSG_MAIL_NOBODY, NULL, NULL);
	return office_answer(said, e, _("member"));
}

/* --- sizes ----------------------------------------------------------------------------------------- */

enum err mail_sizes(struct shop *sh, struct arena *a, struct tag_size **list, int *n, struct said *said)
{
	struct tag_size *all;
	int count = 0;
	enum err e = labels_sizes(sh, a, &all, &count, said);

	*n = 0;
	*list = all;
	for (int i = 0; e == OK && i < count; i++)
		if (!mail_size_wrong(&all[i]))
			all[(*n)++] = all[i];
	return e;
}

static enum err take(struct shop *sh, struct arena *a, const struct mail_printing *what, struct mail_order *out,
	struct said *said)
{
	const char *code = what->size && *what->size ? what->size : MAIL_SIZE;
	enum err e = labels_size(sh, a, code, &out->size, said);

	if (e != OK)
		return e;
	if (mail_size_wrong(&out->size))
		return say(said, ERR_INVALID, MSG_MAIL_SMALL, code, NULL);
	out->start = what->start ? what->start : 1;
	out->list = arena_array(a, (size_t)what->count + 1, sizeof *out->list);
	out->count = what->count;
	memcpy(out->list, what->list, (size_t)what->count * sizeof *out->list);
	if (out->start < 1 || out->start > tag_per_sheet(&out->size))
		return say(said, ERR_INVALID, MSG_LABEL_START, arena_printf(a, "%d", out->start),
			arena_printf(a, "%d", tag_per_sheet(&out->size)));
	return OK;
}

/* --- printed, or drawn ------------------------------------------------------------------------------ */

struct ordering {
	struct job_order job;
	int64_t made_id;
	struct audit_row audit;
};

/* That names and addresses leave the shop's program, and why; drawn into a file there is no order. */
static enum err order_body(struct shop *sh, void *arg)
{
	struct ordering *o = arg;
	enum err e = o->job.body ? jobs_order(sh, &o->job, &o->made_id) : OK;

	o->audit.subject_id = o->made_id;
	return e == OK ? audit_in_tx(sh, &o->audit, 1) : e;
}

static enum err record(struct shop *sh, struct arena *a, const struct mail_printing *what,
	const struct mail_order *order, struct ordering *o, struct said *said)
{
	const char *note = reason_words(sh, a, REASON_MEMBER, what->words ? what->words : "", &o->audit.reason_id);

	if (!*note)
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, MAIL_ACTION, NULL);
	o->audit.action = MAIL_ACTION;
	o->audit.detail = arena_printf(a, "%d %s %s", order->count, order->size.code, o->audit.reason_id ? "" : note);
	return office_answer(said, shop_tx(sh, order_body, o), MAIL_ACTION);
}

enum err mail_print(struct shop *sh, struct arena *a, const struct mail_printing *what, int64_t *job, struct said *said)
{
	struct ordering o = { .made_id = 0 };
	struct sbuf body = SBUF_INIT;
	struct mail_order order;
	enum err e = may(sh, said);

	if (e == OK && !*setting_text(sh, SET_LABEL_QUEUE))
		e = say(said, ERR_REFUSED, MSG_NO_LABEL_PRINTER, NULL, NULL);
	if (e == OK)
		e = take(sh, a, what, &order, said);
	if (e != OK)
		return e;
	mail_order_pack(&order, false, &body);
	o.job = (struct job_order){ .kind = JOB_MAIL, .printer = JOB_AT_LABELS, .template = order.size.code,
		.body = sbuf_text(&body) };
	e = record(sh, a, what, &order, &o, said);
	sbuf_release(&body);
	if (e != OK)
		return e;
	if (job)
		*job = o.made_id;
	return say(said, OK, MSG_LABELS_ORDERED, arena_printf(a, "%d", order.count),
		arena_printf(a, "%d", mail_order_sheets(&order)));
}

/* What it would print, on record. */
static enum err looked_at(struct shop *sh, struct arena *a, const struct mail_printing *what, struct mail_order *order,
	struct said *said)
{
	struct ordering o = { .made_id = 0 };
	enum err e = may(sh, said);

	if (e == OK)
		e = take(sh, a, what, order, said);
	return e == OK ? record(sh, a, what, order, &o, said) : e;
}

enum err mail_show(struct shop *sh, struct arena *a, const struct mail_printing *what, struct said *said)
{
	struct mail_order order;

	return looked_at(sh, a, what, &order, said);
}

enum err mail_save(struct shop *sh, struct arena *a, const struct mail_printing *what, enum pages_format format,
	const char *path, struct said *said)
{
	struct sbuf body = SBUF_INIT;
	struct mail_order order;
	enum err e = looked_at(sh, a, what, &order, said);

	if (e != OK)
		return e;
	mail_order_pack(&order, true, &body);
	e = pages_make(sh, a, sbuf_text(&body), format, path, said);
	sbuf_release(&body);
	return e != OK ? e : say(said, OK, MSG_LABELS_SAVED, arena_printf(a, "%d", order.count), path);
}
