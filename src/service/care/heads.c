/* heads.c - the ends of the chains, noted where whoever can cut a chain cannot reach: a file
 * outside the store, Z reports, receipts. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "check_int.h"
#include "model/code.h"
#include "service/paths.h"
#include "store/check_store.h"

#define LINK_LEAST 8 /* characters of a link that a receipt prints */

/* --- writing ---------------------------------------------------------------------------------- */

enum err heads_of(struct db *db, struct arena *a, bool all, struct head **list, int *n)
{
	struct terminal_row *rows;
	int count = 0;
	enum err e = terminals_list(db, a, &rows, &count);

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count, sizeof **list);
	for (int i = 0; i < count; i++)
		if (all || rows[i].chain_seq > 0)
			(*list)[(*n)++] = (struct head){ rows[i].code, rows[i].chain_seq,
				rows[i].chain_link };
	return OK;
}

enum err heads_list(struct shop *sh, struct arena *a, struct head **list, int *n)
{
	return heads_of(sh->db, a, false, list, n);
}

enum err heads_append(const char *path, const struct head *list, int n)
{
	struct arena a = ARENA_INIT;
	struct sbuf text = SBUF_INIT;
	enum err e = paths_make_parent(path);
	int fd = e == OK ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	for (int i = 0; i < n; i++)
		sbuf_printf(&text, "%s %lld %s %s\n", list[i].terminal, (long long)list[i].seq,
			list[i].link, clock_iso(&a, clock_now_ms()));
	if (fd < 0 || write(fd, sbuf_text(&text), text.len) != (ssize_t)text.len || fsync(fd) != 0)
		e = ERR_IO;
	if (fd >= 0)
		close(fd);
	sbuf_release(&text);
	arena_release(&a);
	return e;
}

void heads_write(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	struct head *list;
	int n;
	enum err e = heads_list(sh, &a, &list, &n);

	if (e == OK)
		e = heads_append(sh->conf.heads_file, list, n);
	if (e != OK)
		log_write(LOG_WARN, "heads could not be noted in %s: %s", sh->conf.heads_file,
			strerror(errno));
	arena_release(&a);
}

/* --- reading ---------------------------------------------------------------------------------- */

struct noted {
	const char *terminal; /* NULL: a receipt's number */
	const char *number, *link;
	int64_t seq, at_ms;   /* at_ms 0: the line does not say */
};

struct notes { struct noted *list; int count, room; };

static bool is_link(const char *s)
{
	size_t n = strlen(s);

	return n >= LINK_LEAST && n < SEAL_HEX && strspn(s, "0123456789abcdef") == n;
}

/* "TERMINAL SEQ LINK [TIME]" or "NUMBER LINK". */
static bool read_note(char *text, struct arena *a, struct noted *out)
{
	struct doc_number number;
	char *word[4] = { NULL }, *save = NULL, *end;
	int n = 0;

	for (char *w = strtok_r(text, " \t\r\n", &save); w; w = strtok_r(NULL, " \t\r\n", &save)) {
		if (n == 4)
			return false;
		word[n++] = arena_strdup(a, w);
	}
	if (n == 2 && doc_number_read(word[0], &number) && is_link(word[1])) {
		out->number = word[0];
		out->link = word[1];
		return true;
	}
	if (n < 3 || !is_link(word[2]) || (n == 4 && clock_parse(word[3], &out->at_ms) != OK))
		return false;
	out->terminal = word[0];
	out->seq = strtoll(word[1], &end, 10);
	out->link = word[2];
	return !*end && out->seq > 0;
}

static void add_note(struct notes *notes, struct arena *a, const struct noted *note)
{
	if (notes->count == notes->room) {
		int room = notes->room ? notes->room * 2 : 64;
		struct noted *list = arena_array(a, (size_t)room, sizeof *list);

		if (notes->count)
			memcpy(list, notes->list, (size_t)notes->count * sizeof *list);
		notes->list = list;
		notes->room = room;
	}
	notes->list[notes->count++] = *note;
}

static enum err read_notes(struct check *c, const char *path, struct notes *notes)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	size_t cap = 0;
	enum err e = OK;

	if (!f)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	for (int line = 1; getline(&text, &cap, f) >= 0; line++) {
		struct noted note = { 0 };
		char number[16];

		if (text[strspn(text, " \t\r\n")] == '\0' || text[strspn(text, " \t")] == '#')
			continue;
		snprintf(number, sizeof number, "%d", line);
		if (read_note(text, &c->keep, &note))
			add_note(notes, &c->keep, &note);
		else
			check_found(c, CHECK_HEAD_LINE, number, NULL);
	}
	if (ferror(f))
		e = ERR_IO;
	free(text);
	fclose(f);
	return e;
}

/* --- comparing -------------------------------------------------------------------------------- */

static struct chain *chain_of(struct check *c, const char *code)
{
	for (int i = 0; i < c->chain_count; i++)
		if (strcmp(c->chains[i].code, code) == 0)
			return &c->chains[i];
	return NULL;
}

static bool begins_with(const char *link, const char *noted)
{
	return strncmp(link, noted, strlen(noted)) == 0;
}

/* A restore after it was noted went back to before it: that is on record in the office's chain. */
static bool given_up_by_restore(const struct check *c, const struct noted *note)
{
	for (const struct restore *r = c->restores; r; r = r->next)
		if (strcmp(r->terminal, note->terminal) == 0 && note->seq > r->seq
			&& note->at_ms <= r->at_ms)
			return true;
	return false;
}

/* Is the link at a noted place the noted one? *given_up counts those that a restore excuses. */
static enum err compare_place(struct check *c, const struct noted *note, int64_t *given_up)
{
	struct chain *ch = chain_of(c, note->terminal);
	const char *name = arena_printf(&c->slice, "%s#%lld", note->terminal, (long long)note->seq);
	struct seal_row *seals;
	int n = 0;
	enum err e = ch ? seals_after(c->db, &c->slice, ch->terminal_id, note->seq - 1, 1, &seals,
		&n) : OK;
	bool there = e == OK && n == 1 && seals[0].seq == note->seq;

	if (e != OK)
		return e;
	if (there && begins_with(seals[0].link, note->link)) {
		if (note->seq > ch->proven_seq)
			ch->proven_seq = note->seq;
	} else if (given_up_by_restore(c, note)) {
		++*given_up;
	} else if (there) {
		check_found(c, CHECK_HEAD_OTHER, name, NULL);
	} else if (ch && note->seq > ch->seq) {
		check_found_at(c, CHECK_HEAD_CUT, ch->code, note->seq);
	} else {
		check_found(c, CHECK_HEAD_LOST, name, NULL);
	}
	return OK;
}

static enum err compare_receipt(struct check *c, const struct noted *note)
{
	struct doc_number number;
	struct seal_row seal;
	int64_t id;
	enum err e;

	(void)doc_number_read(note->number, &number);
	e = document_id_by_number(c->db, &c->slice, number.terminal, number.series, number.running,
		&id);
	if (e == OK)
		e = check_seal(c->db, &c->slice, id, &seal);
	if (e == ERR_NOTFOUND) {
		check_found(c, CHECK_HEAD_LOST, note->number, NULL);
		return OK;
	}
	if (e != OK)
		return e;
	if (!begins_with(seal.link, note->link))
		check_found(c, CHECK_HEAD_OTHER, note->number, NULL);
	for (int i = 0; i < c->chain_count; i++)
		if (c->chains[i].terminal_id == seal.terminal_id && begins_with(seal.link,
			note->link)
			&& seal.seq > c->chains[i].proven_seq)
			c->chains[i].proven_seq = seal.seq;
	return OK;
}

static enum err compare(struct check *c, const struct notes *notes)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < notes->count; i++) {
		const struct noted *note = &notes->list[i];
		int64_t given_up = 0;

		e = note->terminal ? compare_place(c, note, &given_up) : compare_receipt(c, note);
		if (given_up)
			check_found_at(c, CHECK_HEAD_RESTORED, note->terminal, note->seq);
		arena_clear(&c->slice);
	}
	return e;
}

enum err check_heads(struct check *c, const char *path, bool required)
{
	struct notes notes = { NULL, 0, 0 };
	enum err e;

	if (!path)
		return OK; /* a copy: the shop's heads know of more than it can have */
	e = read_notes(c, path, &notes);
	if (e == OK)
		e = compare(c, &notes);
	if (e != OK && (required || e != ERR_NOTFOUND))
		return e == ERR_IO ? ERR_INVALID : e; /* the file's failure is none of the store */
	for (int i = 0; i < c->chain_count; i++) {
		const struct chain *ch = &c->chains[i];

		if (ch->seq > ch->proven_seq)
			check_found_at(c, CHECK_TAIL, ch->code, ch->seq - ch->proven_seq);
		c->out->unproven += ch->seq - ch->proven_seq;
	}
	return OK;
}
