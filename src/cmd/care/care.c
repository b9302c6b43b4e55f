/* care.c - the store looked after: checked, its heads noted, copied, put back, recovered. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/care.h"
#include "service/check.h"
#include "service/init.h"
#include "service/paths.h"

/* --- findings --------------------------------------------------------------------------------- */

/* Findings are kept until the check is over: then the table is told whole. */
struct findings {
	struct cmd *c;
	struct finding *list;
	int count, room;
};

static void keep_finding(void *ctx, const struct finding *f)
{
	struct findings *k = ctx;
	struct arena *a = k->c->arena;

	if (k->count == k->room) {
		int room = k->room ? k->room * 2 : 64;
		struct finding *list = arena_array(a, (size_t)room, sizeof *list);

		if (k->count)
			memcpy(list, k->list, (size_t)k->count * sizeof *list);
		k->list = list;
		k->room = room;
	}
	k->list[k->count++] = (struct finding){ f->id, { arena_strdup(a, f->arg[0]),
		arena_strdup(a, f->arg[1]) } };
}

static void tell_findings(struct cmd *c, const struct findings *k, const struct check_result *r)
{
	static const struct out_column columns[] = {
		{ "finding", N_("Kind"), OUT_STRING }, { "wrong", N_("Wrong"), OUT_YES },
		{ "times", N_("Times"), OUT_NUMBER }, { "text", N_("Found"), OUT_STRING }
	};

	out_table(c->out, "findings", columns, 4);
	for (int i = 0; i < k->count; i++) {
		const struct check_entry *e = &check_table[k->list[i].id];

		out_text(c->out, e->name);
		out_int(c->out, e->severity == 'E');
		out_int(c->out, r->by_id[k->list[i].id]);
		out_text(c->out, finding_text(c->arena, &k->list[i]));
	}
}

/* The answer to a check: findings if there are any, then the verdict. */
static enum exit_code verdict(struct cmd *c, const struct findings *k, const struct check_result *r)
{
	char *links = arena_printf(c->arena, "%lld", (long long)r->links);
	struct said said = { MSG_STORE_SOUND, { arena_printf(c->arena, "%lld",
		(long long)r->documents), links } };

	if (k->count)
		tell_findings(c, k, r);
	if (r->wrong) {
		bool keys = r->wrong == r->by_id[CHECK_KEY] + r->by_id[CHECK_KEY_LACKS];

		said = (struct said){ keys ? MSG_STORE_KEYS : MSG_STORE_UNSOUND,
			{ arena_printf(c->arena, "%lld", (long long)r->wrong), NULL } };
		return cmd_fail(c, ERR_CORRUPT, &said);
	}
	if (r->unproven)
		said = (struct said){ MSG_STORE_UNPROVEN, { arena_printf(c->arena, "%lld",
			(long long)r->unproven),
			links } };
	return cmd_done(c, &said);
}

/* A command without a shop sets up what an open shop would have. */
static enum exit_code begin(struct cmd *c, bool store_wanted)
{
	const char *url = c->front->shop.store_url, *kind, *why = "";

	if (paths_store_there(url))
		log_open(c->front->log_path, "zhanggui", LOG_INFO);
	else if (store_wanted)
		return cmd_missing(c, _("store at %s"), url);
	if (!c->front->frozen)
		return EXIT_DONE;
	if (init_kind(c->arena, url, &kind, &why) == OK && strcmp(kind, "shop") == 0)
		return front_error(EXIT_REFUSED, "%s", _("--now is for test and demo stores only"));
	clock_freeze(c->front->now_ms);
	return EXIT_DONE;
}

static enum exit_code care_failed(enum err e, const char *why)
{
	enum exit_code code = e == ERR_EXISTS || e == ERR_BUSY || e == ERR_REFUSED
		|| e == ERR_NOTFOUND || e == ERR_DENIED
		|| e == ERR_INVALID ? EXIT_REFUSED : EXIT_STORE;

	return front_error(code, "%s", why ? why : err_name(e));
}

enum exit_code cmd_store_check(struct cmd *c)
{
	struct findings k = { .c = c };
	struct check_request request = { .heads_file = cmd_option(c, "heads"),
		.found = keep_finding,
		.progress = cmd_progress, .ctx = &k };
	struct check_result result;
	const char *why = NULL;
	enum exit_code code = begin(c, true);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = check_store(c->arena, &c->front->shop, &request, &result, &why);
	return e == OK ? verdict(c, &k, &result) : care_failed(e, why);
}

enum exit_code cmd_store_heads(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "terminal", N_("Till"), OUT_STRING }, { "seq", N_("Links"), OUT_NUMBER },
		{ "link", N_("Link"), OUT_STRING }
	};
	const char *file = cmd_option(c, "append");
	struct head *list;
	int n;
	enum err e = heads_list(c->shop, c->arena, &list, &n);

	if (e == OK && file)
		e = heads_append(file, list, n);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	if (file)
		return cmd_done(c, &(struct said){ MSG_HEADS_NOTED, { arena_printf(c->arena, "%d",
			n), file } });
	out_table(c->out, "heads", columns, 3);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].terminal);
		out_int(c->out, list[i].seq);
		out_text(c->out, list[i].link);
	}
	return EXIT_DONE;
}

/* --- backup ----------------------------------------------------------------------------------- */

enum exit_code cmd_store_backup(struct cmd *c)
{
	const char *file = cmd_operand(c, 0), *why = NULL;
	struct findings k = { .c = c };
	struct check_request request = { .found = keep_finding, .progress = cmd_progress,
		.ctx = &k };
	struct check_result result = { 0 };
	enum err e = care_backup(c->shop, c->arena, file, &request, &result, &why);

	if (e == OK)
		return cmd_done(c, &(struct said){ MSG_BACKUP_DONE, { file, NULL } });
	if (e == ERR_CORRUPT)
		tell_findings(c, &k, &result);
	return care_failed(e, why);
}

/* --- restore and recover ---------------------------------------------------------------------- */

static void tell_recovered(struct cmd *c, const struct care_report *r)
{
	static const struct out_column columns[] = {
		{ "terminal", N_("Till"), OUT_STRING }, { "documents", N_("Documents put back"),
			OUT_NUMBER },
		{ "acts", N_("Acts put back"), OUT_NUMBER }, { "missing", N_("Links missing"),
			OUT_NUMBER },
		{ "refused", N_("Records that do not fit"), OUT_NUMBER }
	};
	static const struct out_column rest[] = {
		{ "damaged", N_("Damaged records in the journals"), OUT_NUMBER },
		{ "stubs", N_("Articles, people, means of payment known by their documents alone"), OUT_NUMBER }
	};

	out_table(c->out, "recovered", columns, 5);
	for (int i = 0; i < r->terminal_count; i++) {
		out_text(c->out, r->terminals[i].code);
		out_int(c->out, r->terminals[i].documents);
		out_int(c->out, r->terminals[i].acts);
		out_int(c->out, r->terminals[i].missing);
		out_int(c->out, r->terminals[i].refused);
	}
	out_record(c->out, "journals", rest, 2);
	out_int(c->out, r->damaged);
	out_int(c->out, r->stubs);
}

static enum exit_code put_back(struct cmd *c, const char *backup, const char *journal_dir)
{
	const struct care_source source = { backup, journal_dir, cmd_flag(c, "replace"),
		cmd_flag(c, "anyway") };
	struct findings k = { .c = c };
	struct check_request request = { .found = keep_finding, .progress = cmd_progress,
		.ctx = &k };
	struct care_report report;
	struct said said;
	const char *why = NULL;
	enum exit_code code = begin(c, false);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = care_restore(c->arena, &c->front->shop, &source, &request, &report, &why);
	if (journal_dir && (e == OK || e == ERR_CORRUPT))
		tell_recovered(c, &report);
	if (report.check.wrong)
		tell_findings(c, &k, &report.check);
	if (e != OK)
		return care_failed(e, why);
	said = (struct said){ report.kept ? MSG_RESTORED_ASIDE : MSG_RESTORED,
		{ c->front->shop.store_url, report.kept } };
	return cmd_done(c, &said);
}

enum exit_code cmd_store_restore(struct cmd *c)
{
	return put_back(c, cmd_operand(c, 0), NULL);
}

enum exit_code cmd_store_recover(struct cmd *c)
{
	const char *journal = cmd_option(c, "journal");

	return put_back(c, cmd_operand(c, 0), journal ? journal : c->front->shop.journal_dir);
}
