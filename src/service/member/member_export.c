/* member_export.c - all members as the CSV that an import takes back without a change. */
#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "attributes_int.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/sbuf.h"
#include "member_int.h"
#include "model/money.h"
#include "model/reason.h"
#include "service/levels.h"
#include "service/member_file.h"
#include "store/member_store.h"
#include "wallet_int.h"

#define SLICE 500

struct export {
	struct shop *sh;
	struct arena arena;          /* one slice */
	enum err (*write)(void *ctx, const char *text, size_t n);
	void *ctx;
	struct sbuf line;
	struct attribute_row *attributes; /* columns behind the others */
	int attribute_count;
};

/* own: of each attribute what stands there. */
static enum err put_line(struct export *x, const char *const cells[MEMBER_COLUMNS], const char *const *own)
{
	sbuf_clear(&x->line);
	for (int c = 0; c < MEMBER_COLUMNS; c++) {
		if (c)
			sbuf_putc(&x->line, ',');
		csv_put(&x->line, cells[c] ? cells[c] : "");
	}
	for (int i = 0; i < x->attribute_count; i++) {
		if (x->attributes[i].disabled)
			continue;
		sbuf_putc(&x->line, ',');
		csv_put(&x->line, own[i]);
	}
	sbuf_putc(&x->line, '\n');
	return x->write(x->ctx, x->line.data, x->line.len);
}

static void fill_person(struct export *x, const struct member *m, const char *cells[MEMBER_COLUMNS])
{
	struct arena *a = &x->arena;
	bool full = shop_may(x->sh, PERM_MEMBER_NAMES);

	cells[MCOL_CODE] = m->code;
	cells[MCOL_NAME] = member_name_shown(x->sh, a, m);
	cells[MCOL_SEX] = m->sex ? sex_name[m->sex] : "";
	cells[MCOL_PHONE] = member_phone_shown(x->sh, a, m);
	cells[MCOL_BIRTHDAY] = birthday_text(a, &m->birthday);
	cells[MCOL_LUNAR] = m->birthday.lunar ? "yes" : "";
	cells[MCOL_EMAIL] = full ? m->email : mask_name(a, m->email);
	cells[MCOL_ADDRESS] = full ? m->address : mask_name(a, m->address);
	cells[MCOL_POSTCODE] = m->postcode;
	cells[MCOL_NOTE] = m->note;
	cells[MCOL_FROM] = day_text(a, m->from_day);
	cells[MCOL_UNTIL] = m->until_day ? day_text(a, m->until_day) : "";
	cells[MCOL_BEARER] = m->bearer ? "yes" : "";
	cells[MCOL_STATE] = member_state_name[m->state];
}

/* His card, level and value, and who brought him. */
static enum err fill_rest(struct export *x, const struct member *m, const char *cells[MEMBER_COLUMNS])
{
	struct arena *a = &x->arena;
	struct level_standing level = { .level = NULL };
	struct member_hit hit;
	struct wallet_books b;
	struct wallet has;
	struct member referrer;
	enum err e = member_find_id(x->sh, a, m->id, &hit);

	if (e == OK && hit.card.id && hit.card.state == CARD_ISSUED) {
		struct card_kind_row kind;

		cells[MCOL_CARD] = hit.card.number;
		e = card_kind_of(x->sh, a, hit.card.kind_id, &kind);
		cells[MCOL_CARD_KIND] = e == OK ? kind.code : "";
	}
	if (e == OK && m->referrer_id) {
		e = member_get(x->sh->db, a, m->referrer_id, &referrer);
		cells[MCOL_REFERRER] = e == OK ? referrer.code : "";
	}
	if (e == OK && m->level_id)
		e = level_standing(x->sh, a, m->id, &level);
	if (level.level) {
		cells[MCOL_LEVEL] = level.level->code;
		cells[MCOL_LEVEL_UNTIL] = level.by_hand && level.until_day ? day_text(a, level.until_day) : "";
	}
	if (e == OK)
		e = wallet_books(x->sh, a, m->id, &b);
	if (e != OK)
		return e;
	has = wallet_all(&b);
	cells[MCOL_PRINCIPAL] = has.principal_minor ? money_text(a, has.principal_minor) : "";
	cells[MCOL_BONUS] = has.bonus_minor ? money_text(a, has.bonus_minor) : "";
	return OK;
}

static enum err fill_own(struct export *x, const struct member *m, const char **own)
{
	struct attribute_value_row *values;
	int n = 0;
	enum err e = x->attribute_count ? attribute_values_of(x->sh->db, &x->arena, m->id, &values, &n) : OK;

	for (int i = 0; e == OK && i < x->attribute_count; i++)
		own[i] = n ? attribute_among(values, n, x->attributes[i].id) : "";
	return e;
}

static enum err put_one(struct export *x, const struct member *m)
{
	const char *cells[MEMBER_COLUMNS] = { NULL };
	const char **own = arena_array(&x->arena, (size_t)x->attribute_count + 1, sizeof *own);
	enum err e;

	fill_person(x, m, cells);
	e = fill_rest(x, m, cells);
	if (e == OK)
		e = fill_own(x, m, own);
	return e == OK ? put_line(x, cells, own) : e;
}

static enum err put_all(struct export *x)
{
	struct arena last = ARENA_INIT;
	const char *after = "";
	enum err e;
	int n;

	do {
		struct member *list;

		n = 0;
		e = members_after(x->sh->db, &x->arena, after, 0, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			if (list[i].state != MEMBER_MERGED && list[i].state != MEMBER_ERASED)
				e = put_one(x, &list[i]);
		if (e == OK && n) {
			arena_clear(&last);
			after = arena_strdup(&last, list[n - 1].code);
		}
		arena_clear(&x->arena);
	} while (e == OK && n == SLICE);
	arena_release(&last);
	return e;
}

enum err members_export(struct shop *sh, struct arena *a, const char *words,
	enum err (*write)(void *ctx, const char *text, size_t n), void *ctx, struct said *said)
{
	struct export x = { .sh = sh, .write = write, .ctx = ctx, .line = SBUF_INIT };
	struct audit_row row = { .action = "member-export" };
	const char *heads[MEMBER_COLUMNS], **own, *note;
	enum err e = office_need(sh, PERM_MEMBER_EXPORT, said);

	if (e != OK)
		return e;
	note = reason_words(sh, a, REASON_MEMBER, words ? words : "", &row.reason_id);
	if (!*note)
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, row.action, NULL);
	row.detail = arena_printf(a, "%s %s", shop_may(sh, PERM_MEMBER_NAMES) ? "full" : "masked", row.reason_id ? ""
		: note);
	for (int c = 0; c < MEMBER_COLUMNS; c++)
		heads[c] = member_column_table[c].name;
	e = attribute_list(sh, a, &x.attributes, &x.attribute_count);
	if (e != OK)
		return office_answer(said, e, row.action);
	own = arena_array(a, (size_t)x.attribute_count + 1, sizeof *own);
	for (int i = 0; i < x.attribute_count; i++)
		own[i] = x.attributes[i].code;
	e = audit_one(sh, &row);
	if (e == OK)
		e = put_line(&x, heads, own);
	if (e == OK)
		e = put_all(&x);
	sbuf_release(&x.line);
	arena_release(&x.arena);
	return office_answer(said, e, row.action);
}
