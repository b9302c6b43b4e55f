/* member_import_row.c - one row of a file of members: its cells read by the rules of the form, and what is wrong. */
#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "member_file_int.h"

#define DATE_PARTS 3

/* One word of several languages for one that the form takes. */
struct word { const char *form, *others; };
static const struct word sexes[] = {
	{ "female", "female|f|woman|女|女士|女性" }, { "male", "male|m|man|男|先生|男性" },
	{ "unknown", "unknown|未知|保密|不详" },
}, yes_no[] = { { "yes", "yes|y|true|1|是|有" }, { "no", "no|n|false|0|否|无" } },
	states[] = { { "active", "active|正常|有效|启用" }, { "prospect", "prospect|潜在|潜在会员|意向" },
	{ "applied", "applied|申请|待审|待审核" }, { "frozen", "frozen|冻结|停用" },
	{ "left", "left|退会|已退会|注销" },
};

/* Is key one of the words, which '|' separates? */
static bool one_of(const char *words, const char *key)
{
	size_t n = strlen(key);

	for (size_t length; *words; words += length + (words[length] == '|')) {
		length = strcspn(words, "|");
		if (length == n && strncmp(words, key, n) == 0)
			return true;
	}
	return false;
}

#define WORD(list, a, cell) word_of(list, sizeof (list) / sizeof *(list), a, cell)
static const char *word_of(const struct word *words, size_t n, struct arena *a, const char *cell)
{
	const char *key = utf8_key(a, cell);

	for (size_t i = 0; i < n; i++)
		if (one_of(words[i].others, key))
			return words[i].form;
	return cell;
}

/* "1990/5/1", "1990年5月1日 00:00", "5.1": years, months and days as "1990-05-01", "05-01"; anything else as it is. */
static const char *date_text(struct arena *a, const char *cell)
{
	const char *text = utf8_narrow(a, cell), *at = text;
	int part[DATE_PARTS], n = 0;

	while (n < DATE_PARTS && *at >= '0' && *at <= '9') {
		size_t digits = strspn(at, "0123456789");

		if (digits > 4)
			return text;
		part[n] = 0;
		for (; digits; digits--, at++)
			part[n] = part[n] * 10 + (*at - '0');
		n++;
		while (*at && *at != ' ' && *at != 'T' && (*at < '0' || *at > '9'))
			at++;
	}
	at += strspn(at, " T0:.");
	if (*at || (n != 2 && n != DATE_PARTS))
		return text;
	return n == 2 ? arena_printf(a, "%02d-%02d", part[0], part[1]) : arena_printf(a, "%04d-%02d-%02d", part[0],
		part[1], part[2]);
}

/* An extension, "x123", is of a telephone exchange; a member is found by what stands before it. */
static const char *phone_text(struct member_import *im, const char *cell)
{
	const char *end = strpbrk(cell, "xX#");
	char *text;

	if (!end || end == cell)
		return cell;
	text = utf8_narrow(&im->scratch, arena_strndup(&im->scratch, cell, (size_t)(end - cell)));
	member_import_tell(im, MWHAT_PHONE_EXTENSION, MCOL_PHONE, cell, text);
	return text;
}

/* Province and town stand before the address: in Chinese without a gap, else behind it, with commas. */
static const char *address_text(struct member_import *im)
{
	const char *province = member_import_cell(im, MCOL_PROVINCE), *city = member_import_cell(im, MCOL_CITY);
	const char *address = member_import_cell(im, MCOL_ADDRESS);
	const char *all = arena_printf(&im->scratch, "%s%s%s", province, city, address);
	uint32_t cp = 0;

	if (!*province && !*city)
		return address;
	for (const char *at = all; *at; ) {
		at += utf8_decode(at, strlen(at), &cp);
		if (cp > 0x2e7f) /* what is written without blanks */
			return all;
	}
	return arena_printf(&im->scratch, "%s%s%s%s%s", address, *address && *city ? ", " : "", city,
		*province && (*address || *city) ? ", " : "", province);
}

/* A cell as the form takes it; "" none. */
static const char *cell_text(struct member_import *im, enum member_column column)
{
	const char *cell = member_import_cell(im, column);

	if (column == MCOL_ADDRESS)
		return address_text(im);
	if (!*cell)
		return "";
	switch (column) {
	case MCOL_SEX:
		return WORD(sexes, &im->scratch, cell);
	case MCOL_LUNAR: case MCOL_BEARER:
		return WORD(yes_no, &im->scratch, cell);
	case MCOL_STATE:
		return WORD(states, &im->scratch, cell);
	case MCOL_PHONE:
		return phone_text(im, cell);
	case MCOL_BIRTHDAY: case MCOL_FROM: case MCOL_UNTIL: case MCOL_LEVEL_UNTIL:
		return date_text(&im->scratch, cell);
	default:
		return cell;
	}
}

/* In this order: the birthday of the lunar calendar is read by its rules. */
static const struct { size_t offset; enum member_column column; enum member_what what; } fields[] = {
	{ offsetof(struct member_edit, name), MCOL_NAME, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, bearer), MCOL_BEARER, MWHAT_YES_NO_BAD },
	{ offsetof(struct member_edit, sex), MCOL_SEX, MWHAT_SEX_BAD },
	{ offsetof(struct member_edit, phone), MCOL_PHONE, MWHAT_PHONE_BAD },
	{ offsetof(struct member_edit, birthday), MCOL_BIRTHDAY, MWHAT_BIRTHDAY_BAD },
	{ offsetof(struct member_edit, email), MCOL_EMAIL, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, address), MCOL_ADDRESS, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, postcode), MCOL_POSTCODE, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, note), MCOL_NOTE, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, id_number), MCOL_ID_NUMBER, MWHAT_TEXT_LONG },
	{ offsetof(struct member_edit, from), MCOL_FROM, MWHAT_DAY_BAD },
	{ offsetof(struct member_edit, until), MCOL_UNTIL, MWHAT_DAY_BAD },
};

static bool lunar_of(struct member_import *im, const struct member *row)
{
	const char *text = cell_text(im, MCOL_LUNAR);

	if (*text && strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		member_import_tell(im, MWHAT_YES_NO_BAD, MCOL_LUNAR, text, NULL);
	return *text ? strcmp(text, "yes") == 0 : row->birthday.lunar;
}

/* "王*", "138****8000": nobody is called so. */
static bool masked(struct member_import *im, enum member_column column, const char *text)
{
	if (column != MCOL_NAME && column != MCOL_PHONE && column != MCOL_EMAIL && column != MCOL_ADDRESS)
		return false;
	if (!strstr(text, "****") && (utf8_len(text) != 2 || text[strlen(text) - 1] != '*'))
		return false;
	member_import_tell(im, MWHAT_MASKED, column, text, NULL);
	return true;
}

static void read_field(struct member_import *im, size_t i, const char *text, bool lunar, struct member *row)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct member_edit edit = { .id = 0 };
	const char **at = (const char **)(void *)((char *)&edit + fields[i].offset);

	*at = text;
	if (fields[i].column == MCOL_BIRTHDAY)
		row->birthday = (struct birthday){ .month = 1, .lunar = lunar }; /* by which calendar it is read */
	if (member_fields(im->sh, im->arena, &edit, row, &said) != OK)
		member_import_tell(im, fields[i].what, fields[i].column, text, NULL);
}

void member_import_fields(struct member_import *im, struct member *row)
{
	const char *sealed = row->id_sealed, *digest = row->id_digest;
	bool lunar = lunar_of(im, row), nameless = true;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *text = cell_text(im, fields[i].column);

		nameless = nameless && (fields[i].column != MCOL_NAME || !*text);
		if (*text && !masked(im, fields[i].column, text))
			read_field(im, i, text, lunar, row);
	}
	if (*sealed && strcmp(digest, row->id_digest) == 0) /* sealed anew it would look like another */
		row->id_sealed = sealed;
	if (!*row->name && !row->bearer && nameless)
		member_import_tell(im, MWHAT_NO_NAME, MCOL_NAME, NULL, NULL);
	if (row->until_day && row->until_day < row->from_day)
		member_import_tell(im, MWHAT_DAYS_TURNED, MCOL_UNTIL, day_text(&im->scratch, row->until_day), NULL);
}

enum err member_import_own(struct member_import *im, struct member_in *in)
{
	struct attribute_value_row *was = NULL;
	int was_count = 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < im->attribute_count; i++) {
		const struct attribute_row *of = &im->attributes[i];
		const char *cell = member_import_cell_at(im, im->attribute_head[i]), *value, *now;
		enum attribute_fault fault;

		if (!*cell)
			continue;
		fault = attribute_parse(&im->scratch, &of->def, of->def.kind == ATTRIBUTE_DATE
			? date_text(&im->scratch, cell) : cell, &value);
		if (fault) {
			member_import_tell_at(im, MWHAT_ATTRIBUTE_BAD, im->attribute_head[i], cell,
				attribute_fault_words(fault));
			continue;
		}
		if (in->was && !was)
			e = attribute_values_of(im->sh->db, &im->scratch, in->row.id, &was, &was_count);
		now = attribute_among(was, was_count, of->id);
		if (e != OK || strcmp(now, value) == 0)
			continue;
		if (!in->own.rows)
			attributes_begin(im->arena, &in->own, im->attribute_count);
		attributes_add(im->arena, &in->own, of, arena_strdup(im->arena, now), arena_strdup(im->arena, value));
	}
	return e;
}

int member_import_state(struct member_import *im)
{
	const char *text = cell_text(im, MCOL_STATE);

	if (!*text)
		return MEMBER_ACTIVE;
	for (int i = MEMBER_PROSPECT; i <= MEMBER_LEFT; i++)
		if (strcmp(member_state_name[i], text) == 0)
			return i;
	member_import_tell(im, MWHAT_STATE_BAD, MCOL_STATE, text, NULL);
	return MEMBER_ACTIVE;
}

bool member_import_day(struct member_import *im, enum member_column column, int32_t *day)
{
	const char *text = cell_text(im, column);

	*day = 0;
	return !*text || strcmp(text, "-") == 0 || clock_parse_day(text, day);
}
