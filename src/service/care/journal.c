/* journal.c - see journal.h. The journal copies what the store holds and not what was asked of
 * it, so it can be caught up with at any time and never says anything that was not committed. */
#include "service/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "service/paths.h"
#include "../shop/shop_int.h"
#include "store/master_store.h"

#define FORMAT "1"
#define CHECKSUM_HEX 16
#define CATCH_UP_MAX 1000  /* links written at once; what is left follows with the next */
#define BEGIN_MAX 200      /* links that a journal begins with where there was none */
#define AUDITS_MAX 1000    /* rows of one link, more than audit_rows_of gives */
#define SUFFIX ".journal"

/* --- one description for both directions ------------------------------------------------------ */

/* Writes fields to `out`, or where that is NULL reads them from `at`. */
struct codec {
	struct sbuf *out;
	const char *at, *end;
	struct arena *a;
	bool bad;
};

/* The bytes of the next field; an empty one where there is none. */
static const char *next_field(struct codec *c, size_t *len)
{
	const char *field = c->at, *tab;

	if (c->at >= c->end) {
		c->bad = true;
		*len = 0;
		return "";
	}
	tab = memchr(c->at, '\t', (size_t)(c->end - c->at));
	if (!tab) {
		c->bad = true;
		tab = c->end;
	}
	*len = (size_t)(tab - field);
	c->at = tab < c->end ? tab + 1 : c->end;
	return field;
}

static int64_t pack_int(struct codec *c, int64_t v)
{
	char digits[24];
	size_t len;
	const char *field;
	char *end;

	if (c->out) {
		sbuf_printf(c->out, "%" PRId64 "\t", v);
		return v;
	}
	field = next_field(c, &len);
	if (len == 0 || len >= sizeof digits) {
		c->bad = true;
		return 0;
	}
	memcpy(digits, field, len);
	digits[len] = '\0';
	errno = 0;
	v = strtoll(digits, &end, 10);
	if (*end || errno)
		c->bad = true;
	return v;
}

static void put_text(struct sbuf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\t' || *s == '\n' || *s == '\\')
			sbuf_putc(out, '\\');
		sbuf_putc(out, (char)(*s == '\t' ? 't' : *s == '\n' ? 'n' : *s));
	}
	sbuf_putc(out, '\t');
}

static const char *pack_text(struct codec *c, const char *s)
{
	size_t len, n = 0;
	const char *field;
	char *text;

	if (c->out) {
		put_text(c->out, s ? s : "");
		return s;
	}
	field = next_field(c, &len);
	text = arena_alloc(c->a, len + 1);
	for (size_t i = 0; i < len; i++) {
		char b = field[i];

		if (b == '\\' && i + 1 < len) {
			b = field[++i];
			b = (char)(b == 't' ? '\t' : b == 'n' ? '\n' : b);
		}
		text[n++] = b;
	}
	return text;
}

/* How many rows follow; where they are read, room for them. */
static void *pack_rows(struct codec *c, void *rows, int *n, int max, size_t size)
{
	int64_t count = pack_int(c, *n);

	if (c->out)
		return rows;
	if (c->bad || count < 0 || count > max) {
		c->bad = true;
		count = 0;
	}
	*n = (int)count;
	return arena_array(c->a, (size_t)count, size);
}

#define INT(field) ((field) = (__typeof__(field))pack_int(c, (int64_t)(field)))
#define TEXT(field) ((field) = pack_text(c, (field)))

#define OF_MEMBER 0x1000 /* added to the kind: a member follows; records of older programs have none */

static void pack_header(struct codec *c, struct document *d)
{
	int64_t kind = pack_int(c, d->kind | (d->member_id ? OF_MEMBER : 0));

	d->kind = (enum document_kind)(kind & ~(int64_t)OF_MEMBER);
	INT(d->series);
	INT(d->running);
	INT(d->staff_id);
	INT(d->approver_id);
	INT(d->shift_id);
	INT(d->business_day);
	INT(d->at_ms);
	INT(d->original_id);
	INT(d->partner_id);
	INT(d->reason_id);
	INT(d->total_minor);
	INT(d->discount_minor);
	INT(d->tax_minor);
	INT(d->rounding_minor);
	if (kind & OF_MEMBER)
		INT(d->member_id);
}

static void pack_line(struct codec *c, struct line *l)
{
	INT(l->line_no);
	INT(l->article_id);
	INT(l->department_id);
	INT(l->tax_rate_id);
	TEXT(l->code);
	TEXT(l->name);
	TEXT(l->unit);
	INT(l->qty_milli);
	INT(l->pack_milli);
	INT(l->list_price_minor);
	INT(l->price_minor);
	INT(l->price_source);
	INT(l->amount_minor);
	INT(l->discount_minor);
	INT(l->paid_minor);
	INT(l->tax_bp);
	INT(l->tax_minor);
	INT(l->flags);
	INT(l->original_line);
	INT(l->reason_id);
	INT(l->approver_id);
	/* The flags say whether these follow: records of older programs have none. */
	if (l->flags & LINE_LINKED)
		INT(l->parent_line);
	if (l->flags & LINE_SUPPLIED)
		INT(l->supplier_id);
	if (l->flags & LINE_SOLD_BY)
		INT(l->seller_id);
}

static void pack_discount(struct codec *c, struct discount *d)
{
	INT(d->line_no);
	INT(d->stage);
	INT(d->rule_id);
	INT(d->amount_minor);
	TEXT(d->why);
}

static void pack_payment(struct codec *c, struct payment *p)
{
	INT(p->n);
	INT(p->tender_id);
	INT(p->kind);
	INT(p->amount_minor);
	INT(p->rounding_minor);
	INT(p->given_minor);
	INT(p->change_minor);
	TEXT(p->reference);
}

static void pack_posting(struct codec *c, struct posting *p)
{
	INT(p->account);
	INT(p->holder_id);
	INT(p->unit);
	INT(p->amount);
}

static void pack_audit(struct codec *c, struct audit_store_row *r)
{
	INT(r->n);
	INT(r->at_ms);
	INT(r->terminal_id);
	INT(r->staff_id);
	INT(r->approver_id);
	TEXT(r->action);
	INT(r->subject_id);
	INT(r->reason_id);
	INT(r->amount_minor);
	TEXT(r->detail);
}

static void pack_document(struct codec *c, struct document *d)
{
	pack_header(c, d);
	d->lines = pack_rows(c, d->lines, &d->line_count, LINES_MAX, sizeof *d->lines);
	for (int i = 0; i < d->line_count; i++)
		pack_line(c, &d->lines[i]);
	d->discounts = pack_rows(c, d->discounts, &d->discount_count, LINE_DISCOUNTS_MAX,
		sizeof *d->discounts);
	for (int i = 0; i < d->discount_count; i++)
		pack_discount(c, &d->discounts[i]);
	d->payments = pack_rows(c, d->payments, &d->payment_count, DOCUMENT_PAYMENTS_MAX,
		sizeof *d->payments);
	for (int i = 0; i < d->payment_count; i++)
		pack_payment(c, &d->payments[i]);
	d->postings = pack_rows(c, d->postings, &d->posting_count, POSTINGS_MAX,
		sizeof *d->postings);
	for (int i = 0; i < d->posting_count; i++)
		pack_posting(c, &d->postings[i]);
}

/* Only where there are some; a record without is read as one that has none. */
static void pack_notes(struct codec *c, struct document *d)
{
	if (c->out ? !d->note_count : c->at >= c->end)
		return;
	d->notes = pack_rows(c, d->notes, &d->note_count, LINES_MAX + 2, sizeof *d->notes);
	for (int i = 0; i < d->note_count; i++) {
		INT(d->notes[i].line_no);
		TEXT(d->notes[i].text);
	}
}

static void pack_link(struct codec *c, struct journal_link *l)
{
	INT(l->seal.id);
	INT(l->seal.terminal_id);
	INT(l->seal.seq);
	INT(l->seal.key_n);
	TEXT(l->seal.link);
	INT(l->has_document);
	if (l->has_document) {
		TEXT(l->content);
		pack_document(c, &l->document);
	}
	l->audits = pack_rows(c, l->audits, &l->audit_count, AUDITS_MAX, sizeof *l->audits);
	for (int i = 0; i < l->audit_count; i++)
		pack_audit(c, &l->audits[i]);
	if (l->has_document)
		pack_notes(c, &l->document);
}

#undef INT
#undef TEXT

/* --- lines ------------------------------------------------------------------------------------ */

/* Against damage alone: whether a record is true is told by its link. */
static void checksum(const char *fields, char hex[SEAL_HEX])
{
	static const unsigned char no_key[SEAL_KEY_BYTES];
	struct seal s;

	seal_begin(&s, no_key);
	seal_text(&s, fields);
	seal_end(&s, hex);
	hex[CHECKSUM_HEX] = '\0';
}

void journal_format(const struct journal_link *link, struct sbuf *out)
{
	struct sbuf fields = SBUF_INIT;
	struct codec c = { .out = &fields };
	struct journal_link copy = *link; /* the codec writes each field back, unchanged */
	char hex[SEAL_HEX];

	pack_link(&c, &copy);
	checksum(sbuf_text(&fields), hex);
	sbuf_printf(out, FORMAT " %zu %s %s\n", fields.len, hex, sbuf_text(&fields));
	sbuf_release(&fields);
}

/* What a row does not say because its document does. */
static void complete(struct journal_link *l)
{
	struct document *d = &l->document;

	for (int i = 0; i < l->audit_count; i++)
		l->audits[i].seal_id = l->seal.id;
	if (!l->has_document)
		return;
	d->id = l->seal.id;
	d->terminal_id = l->seal.terminal_id;
	d->link = l->seal.link;
	for (int i = 0; i < d->line_count; i++)
		d->lines[i].original_id = d->lines[i].original_line ? d->original_id : 0;
}

enum err journal_parse(struct arena *a, const char *line, size_t len, struct journal_link *out)
{
	struct codec c = { .a = a };
	char *copy, *fields, *end, hex[SEAL_HEX];
	size_t wanted;

	*out = (struct journal_link){ 0 };
	while (len > 0 && line[len - 1] == '\n')
		len--;
	if (len < 4 || len > JOURNAL_LINE_MAX || memchr(line, '\0', len) || memcmp(line, FORMAT
		" ", 2) != 0)
		return ERR_INVALID;
	copy = arena_strndup(a, line, len);
	wanted = strtoul(copy + 2, &end, 10);
	if (*end != ' ' || strlen(end + 1) <= CHECKSUM_HEX || end[1 + CHECKSUM_HEX] != ' '
		|| wanted != strlen(end + 1) - CHECKSUM_HEX - 1)
		return ERR_INVALID;
	fields = end + 1 + CHECKSUM_HEX + 1;
	checksum(fields, hex);
	if (memcmp(hex, end + 1, CHECKSUM_HEX) != 0)
		return ERR_INVALID;
	c.at = fields;
	c.end = fields + wanted;
	pack_link(&c, out);
	if (c.bad || c.at != c.end)
		return ERR_INVALID;
	complete(out);
	return OK;
}

/* --- reading files ---------------------------------------------------------------------------- */

enum err journal_open(struct journal_reader *r, const char *path)
{
	*r = (struct journal_reader){ .file = fopen(path, "re") };
	if (!r->file)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	return OK;
}

enum err journal_next(struct journal_reader *r, struct arena *a, struct journal_link *out)
{
	ssize_t len;

	while ((len = getline(&r->line, &r->cap, r->file)) >= 0) {
		if (journal_parse(a, r->line, (size_t)len, out) == OK)
			return OK;
		if (len > 1) /* an empty line ends a torn record before it */
			r->damaged++;
	}
	return ferror(r->file) ? ERR_IO : ERR_NOTFOUND;
}

void journal_close(struct journal_reader *r)
{
	if (r->file)
		fclose(r->file);
	free(r->line);
	*r = (struct journal_reader){ 0 };
}

bool journal_name_parse(const char *name, int64_t *terminal_id, int64_t *series, int *month)
{
	int used = 0;

	if (sscanf(name, "%" SCNd64 "-%" SCNd64 "-%d" SUFFIX "%n", terminal_id, series, month,
		&used) != 3)
		return false;
	return used > 0 && !name[used] && *terminal_id > 0 && *series > 0;
}

/* --- writing: catching up with the chain ------------------------------------------------------ */

/* The last record of an open file: its link's number, 0 when there is none. A crash may have
 * torn the end off, so lines are tried from the end backwards. */
static int64_t last_seq(int fd, off_t size)
{
	struct arena a = ARENA_INIT;
	size_t want = size > JOURNAL_LINE_MAX ? JOURNAL_LINE_MAX : (size_t)size;
	char *bytes = arena_alloc(&a, want + 1);
	ssize_t got = pread(fd, bytes, want, size - (off_t)want);
	int64_t seq = 0;

	for (size_t end = got > 0 ? (size_t)got : 0; end > 0 && !seq;) {
		size_t start = end - 1;
		struct journal_link link;

		while (start > 0 && bytes[start - 1] != '\n')
			start--;
		if (journal_parse(&a, bytes + start, end - start, &link) == OK)
			seq = link.seal.seq;
		end = start;
	}
	arena_release(&a);
	return seq;
}

/* A torn end is closed with a line end, so that the next record stands on a line of its own. */
static bool close_torn_end(int fd, off_t size)
{
	char last = '\n';

	if (size == 0 || (pread(fd, &last, 1, size - 1) == 1 && last == '\n'))
		return true;
	return write(fd, "\n", 1) == 1;
}

/* Opens the file of this month; where it is new, the records go on from the month before. */
static bool open_file(struct shop *sh, const char *name, int64_t seq_before)
{
	struct arena a = ARENA_INIT;
	const char *path = arena_printf(&a, "%s/%s", sh->conf.journal_dir, name);
	struct stat st;
	bool ok;

	if (sh->journal_fd >= 0)
		close(sh->journal_fd);
	sh->journal_fd = -1;
	if (paths_make_parent(path) == OK)
		sh->journal_fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	ok = sh->journal_fd >= 0 && fstat(sh->journal_fd, &st) == 0
		&& close_torn_end(sh->journal_fd, st.st_size);
	if (ok) {
		int64_t seq = last_seq(sh->journal_fd, st.st_size);

		if (seq || sh->journal_seq < 0)
			sh->journal_seq = seq ? seq : seq_before;
		snprintf(sh->journal_name, sizeof sh->journal_name, "%s", name);
	}
	arena_release(&a);
	return ok;
}

static void close_file(struct shop *sh)
{
	if (sh->journal_fd >= 0)
		close(sh->journal_fd);
	sh->journal_fd = -1;
	sh->journal_seq = -1;
	sh->journal_name[0] = '\0';
}

static void file_name(char out[40], const struct terminal_row *t, int year, int month)
{
	snprintf(out, 40, "%" PRId64 "-%" PRId64 "-%04d%02d" SUFFIX, t->id, t->series, year, month);
}

/* The last link that the file of the month before has; 0 when there is none. */
static int64_t last_month_seq(const struct shop *sh, const struct terminal_row *t, struct civil now)
{
	struct arena a = ARENA_INIT;
	char name[sizeof sh->journal_name];
	int64_t seq = 0;
	struct stat st;
	int fd;

	file_name(name, t, now.month > 1 ? now.year : now.year - 1, now.month > 1 ? now.month - 1
		: 12);
	fd = open(arena_printf(&a, "%s/%s", sh->conf.journal_dir, name), O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &st) == 0)
		seq = last_seq(fd, st.st_size);
	if (fd >= 0)
		close(fd);
	arena_release(&a);
	return seq;
}

/* The file of a terminal's series and month. After a gap of months, or in a new folder, the records
 * begin with the newest links: what is older is in the backups. */
static bool ready(struct shop *sh, const struct terminal_row *t)
{
	struct civil now = clock_local(clock_now_ms());
	char name[sizeof sh->journal_name];
	int64_t before = 0;

	file_name(name, t, now.year, now.month);
	if (sh->journal_fd >= 0 && strcmp(name, sh->journal_name) == 0)
		return true;
	if (sh->journal_seq < 0) {
		before = last_month_seq(sh, t, now);
		if (before < t->chain_seq - BEGIN_MAX)
			before = t->chain_seq - BEGIN_MAX;
	}
	return open_file(sh, name, before);
}

static bool append(struct shop *sh, const struct journal_link *link)
{
	struct sbuf line = SBUF_INIT;
	ssize_t put;
	bool ok;

	journal_format(link, &line);
	put = write(sh->journal_fd, line.data, line.len);
	ok = put == (ssize_t)line.len;
	sbuf_release(&line);
	if (ok)
		sh->journal_seq = link->seal.seq;
	return ok;
}

static enum err follow(struct shop *sh, struct arena *a)
{
	struct terminal_row t;
	struct seal_row *seals;
	int n = 0;
	enum err e = terminal_by_id(sh->db, a, sh->terminal_id, &t);

	if (e != OK)
		return e;
	if (!ready(sh, &t))
		return ERR_IO;
	e = seals_after(sh->db, a, sh->terminal_id, sh->journal_seq, CATCH_UP_MAX, &seals, &n);
	for (int i = 0; e == OK && i < n; i++) {
		struct journal_link link;

		e = link_load(sh->db, a, &seals[i], &link);
		if (e == OK && !append(sh, &link))
			e = ERR_IO;
	}
	return e;
}

void journal_follow(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	enum err e = *sh->conf.journal_dir ? follow(sh, &a) : OK;

	if (e != OK) {
		log_write(LOG_WARN, "the journal in %s is behind: %s; what it lacks follows when"
			" it can",
			sh->conf.journal_dir, err_name(e));
		close_file(sh); /* the next link looks at the file's end again */
	}
	arena_release(&a);
}
