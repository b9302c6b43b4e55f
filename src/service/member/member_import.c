/* member_import.c - a file of members checked against itself and the store. */
#include "service/member_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../goods/csvfile_int.h"
#include "../office/office_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "member_file_int.h"
#include "model/money.h"
#include "service/levels.h"
#include "service/said.h"
#include "service/search.h"
#include "store/card_store.h"
#include "store/level_store.h"
#include "store/member_store.h"
#include "store/wallet_store.h"
#include "wallet_int.h"

#define PROGRESS_ROWS 256 /* how often the check tells how far it is */

const struct column_entry member_column_table[MEMBER_COLUMNS] = {
#define MEMBER_COLUMN(id, name, others, words) [MCOL_##id] = { name, others, words },
#include "service/member_column.def"
#undef MEMBER_COLUMN
};

const struct problem_entry member_problem_table[MEMBER_WHATS] = {
#define E 'E'
#define W 'W'
#define MEMBER_PROBLEM(id, name, severity, msgid) [MWHAT_##id] = { name, severity, msgid },
#include "service/member_problem.def"
#undef MEMBER_PROBLEM
#undef E
#undef W
};

char *member_problem_text(struct arena *a, const struct member_problem *p)
{
	return said_fill(a, _(member_problem_table[p->what].msgid), p->arg[0], p->arg[1]);
}

void member_import_tell_at(struct member_import *im, enum member_what what, int head, const char *arg1,
	const char *arg2)
{
	struct member_problem p = { what, im->line, head + 1, head < 0 ? "" : im->heads[head].text,
		{ arg1 ? arena_strdup(im->arena, arg1) : NULL, arg2 ? arena_strdup(im->arena, arg2) : NULL } };

	if (member_problem_table[what].severity == 'E')
		im->row_refused = true;
	else
		im->report->warnings++;
	if (im->options->problem)
		im->options->problem(im->options->ctx, &p);
}

void member_import_tell(struct member_import *im, enum member_what what, enum member_column column, const char *arg1,
	const char *arg2)
{
	member_import_tell_at(im, what, column < MEMBER_COLUMNS ? im->column_of[column] : -1, arg1, arg2);
}

const char *member_import_cell_at(struct member_import *im, int head)
{
	return head < 0 || head >= im->cell_count ? "" : utf8_clean(&im->scratch, csv_unguarded(&im->scratch,
		im->cells[head].text));
}

const char *member_import_cell(struct member_import *im, enum member_column column)
{
	return member_import_cell_at(im, im->column_of[column]);
}

static bool has(struct member_import *im, enum member_column column)
{
	return *member_import_cell(im, column) != '\0';
}

static const char *line_text(const struct member_import *im, int64_t row)
{
	return arena_printf(im->arena, "%d", im->rows[row].line);
}

/* --- who a row is ------------------------------------------------------------------------------------ */

/* Longer than the row. */
static void keep(struct arena *a, struct member *m)
{
	const char **texts[] = { &m->code, &m->name, &m->phone, &m->email, &m->address, &m->postcode, &m->note,
		&m->id_sealed, &m->id_digest, &m->pin_hash, &m->password_hash };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_strdup(a, *texts[i]);
}

static enum err by_card(struct member_import *im, struct member *out)
{
	struct card card;
	enum err e = card_read(im->sh, &im->scratch, member_import_cell(im, MCOL_CARD), &card);

	if (e == OK && card.state != CARD_ISSUED)
		return ERR_NOTFOUND;
	return e == OK ? member_get(im->sh->db, &im->scratch, card.member_id, out) : e;
}

static enum err by_phone(struct member_import *im, const char *phone, const char *name, struct member *out)
{
	struct member *list;
	int n = 0;
	enum err e = members_by_phone(im->sh->db, &im->scratch, phone, MEMBER_HITS_MAX, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (list[i].state <= MEMBER_LEFT && strcmp(list[i].name, name) == 0) {
			*out = list[i];
			return OK;
		}
	return e == OK ? ERR_NOTFOUND : e;
}

/* The member on file whom the row means; ERR_NOTFOUND: a new one. */
static enum err identity(struct member_import *im, const char *code, struct member *out)
{
	const char *phone, *cell = member_import_cell(im, MCOL_PHONE);
	enum err e = ERR_NOTFOUND;

	if (*code)
		return member_by_code(im->sh->db, &im->scratch, code, out);
	if (has(im, MCOL_CARD))
		e = by_card(im, out);
	if (e == ERR_NOTFOUND && *cell && phone_read(&im->scratch, arena_strndup(&im->scratch, cell,
		strcspn(cell, "xX#")), &phone) == OK && *phone)
		e = by_phone(im, phone, member_import_cell(im, MCOL_NAME), out);
	return e;
}

static const char *code_cell(struct member_import *im)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *cell = member_import_cell(im, MCOL_CODE), *code = "";

	if (*cell && office_code(im->arena, cell, MEMBER_CODE_MAX, "", &code, &said) != OK)
		member_import_tell(im, MWHAT_CODE_BAD, MCOL_CODE, cell, NULL);
	return code;
}

/* --- what hangs on him ------------------------------------------------------------------------------- */

/* Another with his phone number is mostly he himself with a second card. */
static enum err check_phone(struct member_import *im, const struct member_in *in)
{
	const char *phone = in->row.phone;
	struct member *list;
	int64_t other = *phone ? map_get(&im->phones, phone, -1) : -1;
	int n = 0;
	enum err e = OK;

	if (im->options->anyway || !*phone || (in->was && strcmp(in->was->phone, phone) == 0))
		return OK;
	if (other >= 0)
		member_import_tell(im, MWHAT_PHONE_TWICE, MCOL_PHONE, phone, line_text(im, other));
	e = members_by_phone(im->sh->db, &im->scratch, phone, MEMBER_HITS_MAX, &list, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (list[i].id != in->row.id && list[i].state <= MEMBER_FROZEN) {
			member_import_tell(im, MWHAT_PHONE_TAKEN, MCOL_PHONE, phone, arena_printf(&im->scratch, "%s %s",
				list[i].code, member_name_shown(im->sh, &im->scratch, &list[i])));
			break;
		}
	return e;
}

static enum err check_card(struct member_import *im, struct member_in *in)
{
	const char *cell = member_import_cell(im, MCOL_CARD);
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct card now, meant;
	struct card_giving *g;
	enum err e = in->was ? card_current(im->sh->db, &im->scratch, in->row.id, &now) : ERR_NOTFOUND;

	if (!*cell)
		return OK;
	if (e == OK) {
		e = card_read(im->sh, &im->scratch, cell, &meant);
		if (e == ERR_NOTFOUND || (e == OK && meant.id != now.id))
			member_import_tell(im, MWHAT_CARD_OTHER, MCOL_CARD, mask_number(im->arena, now.number), NULL);
		return e == ERR_NOTFOUND ? OK : e;
	}
	if (e != ERR_NOTFOUND)
		return e;
	g = arena_new(im->arena, struct card_giving);
	*g = (struct card_giving){ .a = im->arena, .text = arena_strdup(im->arena, cell),
		.kind = arena_strdup(im->arena, member_import_cell(im, MCOL_CARD_KIND)),
		.member_id = in->row.id, .said = &said };
	e = card_giving_find(im->sh, g);
	if (e != OK && !said.id)
		return e;
	if (e != OK) {
		member_import_tell(im, MWHAT_CARD_REFUSED, MCOL_CARD, cell, said_text(im->arena, &said));
		return OK;
	}
	if (map_get(&im->cards, g->card.number, -1) >= 0)
		member_import_tell(im, MWHAT_CARD_TWICE, MCOL_CARD, cell, line_text(im, map_get(&im->cards,
			g->card.number, -1)));
	g->said = im->said;
	in->card = g;
	return OK;
}

static const struct level *level_meant(const struct shop *sh, const char *cell)
{
	const struct level *list, *coded = level_by_code(sh, cell);
	int n = level_all(sh, &list);

	for (int i = 0; !coded && i < n; i++)
		if (strcmp(list[i].name, cell) == 0 || strcmp(list[i].name_en, cell) == 0)
			coded = &list[i];
	return coded && !coded->disabled ? coded : NULL;
}

static enum err level_has_room(struct member_import *im, const struct level *l)
{
	int64_t *people = &im->level_people[l->rank];
	enum err e = OK;

	if (!l->people_max)
		return OK;
	if (*people < 0)
		e = level_people(im->sh->db, l->id, people);
	if (e == OK && *people >= l->people_max)
		member_import_tell(im, MWHAT_LEVEL_FULL, MCOL_LEVEL, l->code, arena_printf(im->arena, "%" PRId64,
			l->people_max));
	++*people;
	return e;
}

static enum err check_level(struct member_import *im, struct member_in *in)
{
	const char *cell = member_import_cell(im, MCOL_LEVEL);
	struct level_standing now = { .level = NULL };
	enum err e;

	if (!*cell)
		return OK;
	if (!(in->level = level_meant(im->sh, cell))) {
		member_import_tell(im, MWHAT_LEVEL_UNKNOWN, MCOL_LEVEL, cell, NULL);
		return OK;
	}
	if (!member_import_day(im, MCOL_LEVEL_UNTIL, &in->level_until))
		member_import_tell(im, MWHAT_DAY_BAD, MCOL_LEVEL_UNTIL, member_import_cell(im, MCOL_LEVEL_UNTIL), NULL);
	e = in->was ? level_standing(im->sh, &im->scratch, in->row.id, &now) : OK;
	if (e != OK)
		return e;
	/* Who has it in whatever way keeps it as he has it. */
	in->with_level = !now.level || now.level->id != in->level->id || (has(im, MCOL_LEVEL_UNTIL) && now.by_hand &&
		now.until_day != in->level_until);
	return in->with_level ? level_has_room(im, in->level) : OK;
}

static void check_amount(struct member_import *im, enum member_column column, int64_t *minor)
{
	const char *cell = member_import_cell(im, column);

	*minor = 0;
	if (*cell && money_parse(cell, minor) != OK)
		member_import_tell(im, MWHAT_AMOUNT_BAD, column, cell, NULL);
}

/* One who is on file has what he brought already, or it is another amount. */
static enum err brought_before(struct member_import *im, struct member_in *in)
{
	struct wallet_books b;
	struct wallet now, came;
	bool moved = false;
	enum err e = wallet_moved(im->sh->db, in->row.id, &moved);

	if (e == OK && moved)
		e = wallet_brought(im->sh->db, in->row.id, &came);
	if (e == OK && moved)
		e = wallet_books(im->sh, &im->scratch, in->row.id, &b);
	if (e != OK || !moved)
		return e;
	now = wallet_all(&b);
	if ((now.principal_minor != in->opening.principal_minor || now.bonus_minor != in->opening.bonus_minor) &&
		(came.principal_minor != in->opening.principal_minor || came.bonus_minor != in->opening.bonus_minor))
		member_import_tell(im, MWHAT_VALUE_OTHER, has(im, MCOL_PRINCIPAL) ? MCOL_PRINCIPAL : MCOL_BONUS,
			money_text(im->arena, now.principal_minor + now.bonus_minor), NULL);
	in->opening = (struct wallet){ 0, 0 };
	return OK;
}

static enum err check_value(struct member_import *im, struct member_in *in)
{
	int64_t most, all;

	check_amount(im, MCOL_PRINCIPAL, &in->opening.principal_minor);
	check_amount(im, MCOL_BONUS, &in->opening.bonus_minor);
	all = in->opening.principal_minor + in->opening.bonus_minor;
	if (!all)
		return OK;
	if (in->row.state != MEMBER_ACTIVE && in->row.state != MEMBER_FROZEN)
		member_import_tell(im, MWHAT_VALUE_STATE, MCOL_PRINCIPAL, *in->row.name ? in->row.name : in->row.code,
			NULL);
	most = im->law_minor[in->row.bearer ? HOLDER_BEARER : HOLDER_NAMED];
	if (most && all > most)
		member_import_tell(im, MWHAT_VALUE_MUCH, MCOL_PRINCIPAL, money_text(im->arena, all),
			money_text(im->arena, most));
	return in->was ? brought_before(im, in) : OK;
}

/* --- a row ------------------------------------------------------------------------------------------- */

static void plan_new(struct member_import *im, struct member_in *in, const char *code)
{
	in->act = MROW_NEW;
	in->numbered = !*code;
	in->row = (struct member){ .id = shop_new_id(im->sh), .code = code, .state = member_import_state(im),
		.name = "", .phone = "", .email = "", .address = "", .postcode = "", .note = "", .id_sealed = "",
		.id_digest = "", .pin_hash = "", .password_hash = "", .from_day = shop_business_day(im->sh) };
	if (!*code && !has(im, MCOL_CARD) && !has(im, MCOL_PHONE) && !im->row_refused)
		member_import_tell(im, MWHAT_NO_IDENTITY, MEMBER_COLUMNS, NULL, NULL);
}

static enum err plan_row(struct member_import *im, struct member_in *in)
{
	const char *code = code_cell(im);
	struct member *was;
	enum err e = identity(im, code, &in->row);

	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (e == OK) {
		keep(im->arena, &in->row);
		was = arena_new(im->arena, struct member);
		*was = in->row;
		in->was = was;
		in->act = MROW_UPDATE;
		if (was->state == MEMBER_MERGED || was->state == MEMBER_ERASED)
			member_import_tell(im, MWHAT_GONE, MCOL_CODE, was->code, member_state_words(was->state));
	} else {
		plan_new(im, in, code);
	}
	if (*in->row.code && map_get(&im->codes, in->row.code, -1) >= 0)
		member_import_tell(im, MWHAT_CODE_TWICE, has(im, MCOL_CODE) ? MCOL_CODE : MEMBER_COLUMNS, in->row.code,
			line_text(im, map_get(&im->codes, in->row.code, -1)));
	member_import_fields(im, &in->row);
	e = member_import_own(im, in);
	if (e == OK)
		e = check_phone(im, in);
	if (e == OK)
		e = check_card(im, in);
	if (e == OK)
		e = check_level(im, in);
	return e == OK ? check_value(im, in) : e;
}

static struct member_in *next_row(struct member_import *im)
{
	if (im->row_count == im->row_room) {
		int room = im->row_room * 2 + 256;

		im->rows = realloc(im->rows, (size_t)room * sizeof *im->rows);
		if (!im->rows)
			abort();
		im->row_room = room;
	}
	im->rows[im->row_count] = (struct member_in){ .line = im->line, .referrer_line = -1,
		.row = { .code = "", .name = "", .phone = "" } };
	return &im->rows[im->row_count];
}

/* What an accepted row is called is taken for the rows after it. */
static void keep_row(struct member_import *im, struct member_in *in)
{
	int at = im->row_count++;

	if (im->row_refused) {
		in->act = MROW_REFUSED;
		im->report->refused++;
		return;
	}
	if (*in->row.code)
		map_put(&im->codes, in->row.code, at);
	if (*in->row.phone && map_get(&im->phones, in->row.phone, -1) < 0)
		map_put(&im->phones, in->row.phone, at);
	if (in->card)
		map_put(&im->cards, in->card->card.number, at);
}

static enum err check_row(struct member_import *im)
{
	struct member_in *in = next_row(im);
	enum err e = OK;

	im->row_refused = false;
	im->report->rows++;
	if (im->cell_count > im->head_count) { /* who knows which cell is which */
		member_import_tell(im, MWHAT_TOO_MANY_CELLS, MEMBER_COLUMNS, NULL, NULL);
		keep_row(im, in);
		return OK;
	}
	if (im->cell_count < im->head_count)
		member_import_tell(im, MWHAT_TOO_FEW_CELLS, MEMBER_COLUMNS, NULL, NULL);
	e = plan_row(im, in);
	if (e == OK)
		keep_row(im, in);
	return e;
}

/* --- who brought whom: in the file he may stand anywhere ---------------------------------------------- */

static enum err find_referrer(struct member_import *im, struct member_in *in, const char *cell)
{
	struct member *list, m;
	const char *phone = "";
	int64_t at = map_get(&im->codes, cell, -1);
	int n = 0;
	enum err e;

	if (at < 0 && phone_read(&im->scratch, cell, &phone) == OK && *phone)
		at = map_get(&im->phones, phone, -1);
	if (at >= 0) {
		in->referrer_line = (int)at;
		in->row.referrer_id = im->rows[at].row.id;
		return OK;
	}
	e = member_by_code(im->sh->db, &im->scratch, cell, &m);
	if (e == ERR_NOTFOUND && *phone) {
		e = members_by_phone(im->sh->db, &im->scratch, phone, 2, &list, &n);
		if (e == OK && n != 1)
			e = ERR_NOTFOUND;
		else if (e == OK)
			m = list[0];
	}
	if (e == ERR_NOTFOUND)
		member_import_tell(im, MWHAT_REFERRER_UNKNOWN, MCOL_REFERRER, cell, NULL);
	else if (e == OK)
		in->row.referrer_id = m.merged_into ? m.merged_into : m.id;
	return e == ERR_NOTFOUND ? OK : e;
}

/* Up the chain of the file it must not come back; a row further down than there are rows does. */
static bool brings_himself(const struct member_import *im, int row)
{
	int at = im->rows[row].referrer_line;

	if (im->rows[row].row.referrer_id == im->rows[row].row.id)
		return true;
	for (int steps = 0; at >= 0 && at != row && steps < im->row_count; steps++)
		at = im->rows[at].referrer_line;
	return at == row;
}

static void refuse(struct member_import *im, struct member_in *in)
{
	if (im->row_refused && in->act != MROW_REFUSED) {
		in->act = MROW_REFUSED;
		im->report->refused++;
	}
	im->row_refused = false;
}

/* The cells are read a second time: of most files nobody was brought. */
static enum err check_referrers(struct member_import *im)
{
	struct csv csv = im->csv;
	enum err e = OK;

	im->row_refused = false;
	for (int i = 0; e == OK && im->column_of[MCOL_REFERRER] >= 0 && i < im->row_count; i++) {
		struct member_in *in = &im->rows[i];
		const char *cell;

		arena_clear(&im->scratch);
		e = csv_next(&csv, &im->scratch, im->cells, &im->cell_count, &im->line);
		cell = e == OK ? member_import_cell(im, MCOL_REFERRER) : "";
		if (e == OK && *cell && in->act != MROW_REFUSED)
			e = find_referrer(im, in, cell);
		refuse(im, in);
	}
	for (int i = 0; e == OK && i < im->row_count; i++) {
		struct member_in *in = &im->rows[i];

		im->line = in->line;
		if (in->act != MROW_REFUSED && in->referrer_line >= 0 && brings_himself(im, i))
			member_import_tell(im, MWHAT_REFERRER_SELF, MCOL_REFERRER, *in->row.code ? in->row.code
				: in->row.phone, NULL);
		refuse(im, in);
	}
	return e;
}

/* What is as it was is not written; who was brought by a row that is refused has nobody. */
static void settle(struct member_import *im)
{
	for (int i = 0; i < im->row_count; i++) {
		struct member_in *in = &im->rows[i];

		if (in->referrer_line >= 0 && im->rows[in->referrer_line].act == MROW_REFUSED) {
			in->referrer_line = -1;
			in->row.referrer_id = in->was ? in->was->referrer_id : 0;
		}
		arena_clear(&im->scratch);
		if (in->act == MROW_UPDATE && !in->card && !in->with_level && !in->opening.principal_minor &&
			!in->opening.bonus_minor && !*member_changed_names(&im->scratch, in->was, &in->row, &in->own))
			in->act = MROW_SAME;
	}
}

/* --- the whole --------------------------------------------------------------------------------------- */

/* One of the shop's own, by its code or name. */
static bool own_head(struct member_import *im, int head)
{
	const struct attribute_row *of = attribute_headed(&im->scratch, im->attributes, im->attribute_count,
		im->heads[head].text);
	int *at = of ? &im->attribute_head[of - im->attributes] : NULL;

	if (!at || *at >= 0)
		return false;
	*at = head;
	return true;
}

static enum err read_heads(struct member_import *im)
{
	enum err e = attribute_list(im->sh, im->arena, &im->attributes, &im->attribute_count);

	if (e != OK)
		return e;
	im->attribute_head = arena_array(im->arena, (size_t)im->attribute_count + 1, sizeof *im->attribute_head);
	for (int i = 0; i < im->attribute_count; i++)
		im->attribute_head[i] = -1;
	im->report->ignored = arena_array(im->arena, (size_t)im->head_count, sizeof *im->report->ignored);
	for (int c = 0; c < MEMBER_COLUMNS; c++)
		im->column_of[c] = -1;
	for (int i = 0; i < im->head_count; i++) {
		int c = csv_column(&im->scratch, im->heads[i].text, member_column_table, MEMBER_COLUMNS);

		if (c >= 0 && im->column_of[c] < 0)
			im->column_of[c] = i;
		else if (!own_head(im, i))
			im->report->ignored[im->report->ignored_count++] = utf8_clean(im->arena, im->heads[i].text);
	}
	return OK;
}

static enum err open_file(struct member_import *im)
{
	char *bytes;
	size_t n;
	enum err e = file_read(im->arena, im->path, &bytes, &n);

	if (e == ERR_NOTFOUND || e == ERR_IO)
		return say(im->said, e == ERR_IO ? ERR_INVALID : e, MSG_NO_FILE, im->path, NULL);
	if (e == OK)
		e = csv_open(&im->csv, im->arena, bytes, n);
	if (e != OK)
		return say(im->said, e, MSG_NO_CSV, im->path, _("it is neither UTF-8 nor GB18030, or too large"));
	im->begin = im->csv.at;
	e = csv_next(&im->csv, im->arena, im->heads, &im->head_count, &im->line);
	if (e != OK)
		return say(im->said, e, MSG_NO_CSV, im->path, _("its first line cannot be read"));
	e = read_heads(im);
	if (e != OK)
		return e;
	if (im->column_of[MCOL_NAME] < 0 && im->column_of[MCOL_CODE] < 0)
		return say(im->said, ERR_INVALID, MSG_NO_MEMBER_COLUMN, im->path, NULL);
	return OK;
}

static enum err check_rows(struct member_import *im)
{
	struct csv first = im->csv;
	int64_t total = im->csv.end - im->begin;
	enum err e = OK;

	while (e == OK && im->row_count < MEMBER_ROWS_MAX) {
		arena_clear(&im->scratch);
		e = csv_next(&im->csv, &im->scratch, im->cells, &im->cell_count, &im->line);
		if (e == ERR_INVALID) {
			member_import_tell(im, MWHAT_UNREADABLE, MEMBER_COLUMNS, NULL, NULL);
			im->report->rows++;
			im->report->refused++;
			e = OK;
			break;
		}
		if (e != OK || im->cell_count == 0)
			break;
		e = check_row(im);
		/* The check is the first half of the work. */
		if (im->options->progress && im->row_count % PROGRESS_ROWS == 0)
			im->options->progress(im->options->ctx, im->csv.at - im->begin, total * 2);
	}
	im->csv = first;
	return e;
}

/* Cards, levels and stored value need the rights that they need one by one; value a second person, too. */
static enum err may(struct member_import *im)
{
	bool card = false, level = false, value = false;
	enum err e = OK;

	for (int i = 0; i < im->row_count; i++) {
		const struct member_in *in = &im->rows[i];

		if (in->act == MROW_REFUSED)
			continue;
		card = card || in->card;
		level = level || in->with_level;
		value = value || in->opening.principal_minor || in->opening.bonus_minor;
	}
	if (card)
		e = office_need(im->sh, PERM_CARD_ISSUE, im->said);
	if (e == OK && level)
		e = office_need(im->sh, PERM_MEMBER_LEVEL, im->said);
	if (e != OK || !value || im->options->dry_run)
		return e;
	if (!im->options->second || !*im->options->second)
		return say(im->said, ERR_DENIED, MSG_NEEDS_SECOND, _(permission_table[PERM_WALLET_ADJUST].words), NULL);
	return staff_second(im->sh, im->arena, im->options->second, im->options->pin, PERM_WALLET_ADJUST,
		&im->approver, im->said);
}

static enum err run(struct member_import *im)
{
	const struct wallet_law *law;
	enum err e = open_file(im);

	for (int i = 0; i <= LEVELS_MAX; i++)
		im->level_people[i] = -1;
	if (e == OK)
		e = wallet_law_now(im->sh, im->arena, &law);
	if (e == OK && law)
		memcpy(im->law_minor, law->balance_max_minor, sizeof im->law_minor);
	if (e == OK)
		e = check_rows(im);
	if (e == OK)
		e = check_referrers(im);
	if (e != OK)
		return e;
	settle(im);
	if (im->report->refused && !im->options->partly)
		return say(im->said, ERR_REFUSED, MSG_MEMBERS_REFUSED, arena_printf(im->arena, "%" PRId64,
			im->report->refused), NULL);
	e = may(im);
	if (e == OK)
		e = member_import_put(im);
	if (e == OK && !im->options->dry_run && im->report->created + im->report->updated > 0)
		search_rebuild(im->sh, SEARCH_MEMBERS);
	return e;
}

enum err members_import(struct shop *sh, struct arena *a, const char *path, const struct member_import_options *options,
	struct member_import_report *report, struct said *said)
{
	struct member_import *im;
	enum err e = office_need(sh, PERM_MEMBER_IMPORT, said);

	*report = (struct member_import_report){ .rows = 0 };
	if (e != OK)
		return e;
	im = arena_new(a, struct member_import);
	im->sh = sh;
	im->arena = a;
	im->options = options;
	im->report = report;
	im->said = said;
	im->path = path;
	e = run(im);
	map_release(&im->codes);
	map_release(&im->phones);
	map_release(&im->cards);
	free(im->rows);
	arena_release(&im->scratch);
	return said->id ? e : office_answer(said, e, path);
}
