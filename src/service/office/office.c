/* office.c - the right to edit master data, and what it was before. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/sales.h"

/* Ids are times; a document may be on a later business day than its id says, as many days as nobody confirms. */
#define ID_SLACK_DAYS 40

enum err office_need(const struct shop *sh, enum permission p, struct said *said)
{
	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (shop_may(sh, p))
		return OK;
	if (!shop_staff(sh)->id)
		return say(said, ERR_DENIED, MSG_NOT_SIGNED_ON, NULL, NULL);
	return say(said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[p].words), NULL);
}

enum err office_answer(struct said *said, enum err e, const char *what)
{
	if (e == OK || said->id != MSG_NONE)
		return e;
	switch (e) {
	case ERR_NOTFOUND: return say(said, e, MSG_NOT_FOUND, what, NULL);
	case ERR_EXISTS: return say(said, e, MSG_EXISTS, what, NULL);
	case ERR_STALE: return say(said, e, MSG_STALE, what, NULL);
	case ERR_CORRUPT: return say(said, e, MSG_STORE_CORRUPT, NULL, NULL);
	case ERR_UNKNOWN: return say(said, e, MSG_MAY_BE_DONE, NULL, NULL);
	case ERR_BUSY:
	case ERR_IO: return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	case OK:
	case ERR_REFUSED:
	case ERR_DENIED:
	case ERR_INVALID:
	case ERR_DEVICE: break;
	}
	return e;
}

enum err office_days(struct arena *a, int32_t from, int32_t to, struct said *said)
{
	if (!day_valid(from) || !day_valid(to) || from > to || days_between(from, to) >= SALES_DAYS_MAX)
		return say(said, ERR_INVALID, MSG_DAYS_BAD, arena_printf(a, "%d", SALES_DAYS_MAX), NULL);
	return OK;
}

int64_t office_first_id(int32_t day)
{
	return id_first(day_utc_ms(day) - ID_SLACK_DAYS * DAY_MS);
}

void office_reload(struct shop *sh)
{
	if (shop_load_master(sh) == OK)
		return;
	log_write(LOG_WARN, "what was changed is in the store, but could not be read again");
	sh->changes_seen = NOTHING_SEEN; /* the next beat reads it */
}

/* The JSON text of one side of the changes; "" when there is none. */
static char *side_json(const struct change *list, int n, bool after)
{
	json_t *object = json_object();
	char *text;

	for (int i = 0; i < n; i++) {
		const char *value = after ? list[i].becomes : list[i].was;

		if (value && (!list[i].was || !list[i].becomes || strcmp(list[i].was, list[i].becomes) != 0))
			json_object_set_new(object, list[i].name, json_string(value));
	}
	text = json_object_size(object) ? json_dumps(object, JSON_COMPACT) : strdup("");
	json_decref(object);
	if (!text)
		abort(); /* out of memory */
	return text;
}

enum err office_revise(struct shop *sh, const char *table, int64_t row_id, const struct change *list, int n)
{
	char *was = side_json(list, n, false), *becomes = side_json(list, n, true);
	enum err e = *was || *becomes ? past_expected(sh, table, row_id) : OK;

	if (e == OK && (*was || *becomes))
		e = revision_in_tx(sh, table, row_id, was, becomes);

	free(was);
	free(becomes);
	return e;
}

enum err office_audit(struct shop *sh, const char *action, int64_t subject_id, const char *detail)
{
	const struct audit_row row = { .action = action, .subject_id = subject_id, .detail = detail };

	return audit_in_tx(sh, &row, 1);
}

/* --- a row written ------------------------------------------------------------------------- */

struct write_call { const struct writing *w; struct said *said; };

static enum err write_body(struct shop *sh, void *arg)
{
	const struct write_call *call = arg;
	const struct writing *w = call->w;
	enum err e;

	*call->said = (struct said){ MSG_NONE, { NULL, NULL } };
	e = w->write(sh, w->row, call->said);
	if (e == OK)
		e = office_revise(sh, w->table, w->row_id, w->changes, w->change_count);
	return e == OK ? office_audit(sh, w->action, w->row_id, w->code) : e;
}

static bool changes_something(const struct writing *w)
{
	for (int i = 0; i < w->change_count; i++)
		if (!w->changes[i].was || strcmp(w->changes[i].was, w->changes[i].becomes) != 0)
			return true;
	return false;
}

enum err office_write(struct shop *sh, const struct writing *w, struct said *said)
{
	struct write_call call = { w, said };
	enum err e;

	if (!changes_something(w))
		return say(said, OK, MSG_UNCHANGED, w->what, NULL);
	e = shop_tx(sh, write_body, &call);
	if (e != OK)
		return office_answer(said, e, w->what);
	office_reload(sh);
	return say(said, OK, w->fresh ? MSG_ADDED : MSG_CHANGED, w->what, NULL);
}

/* --- what is typed ------------------------------------------------------------------------- */

enum err office_name(struct arena *a, const char *text, const char **out, struct said *said)
{
	const char *name = utf8_clean(a, text);

	if (!*name || strlen(name) > OFFICE_NAME_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A name"), *name ? name : _("empty"));
	*out = name;
	return OK;
}

enum err office_code(struct arena *a, const char *text, size_t most, const char *words, const char **out,
	struct said *said)
{
	const char *code = utf8_narrow(a, text);

	if (!*code || strlen(code) > most
		|| code[strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")])
		return say(said, ERR_INVALID, MSG_VALUE_BAD, words, *text ? text : _("empty"));
	*out = code;
	return OK;
}

enum err office_yes(const char *option, const char *text, bool *out, struct said *said)
{
	*out = strcmp(text, "yes") == 0;
	if (!*out && strcmp(text, "no") != 0)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, option, text);
	return OK;
}

enum err office_number(const char *text, int64_t least, int64_t most, const char *words, int64_t *out,
	struct said *said)
{
	char *end;

	*out = strtoll(text, &end, 10);
	if (!*text || *end || *out < least || *out > most)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, words, *text ? text : _("empty"));
	return OK;
}
