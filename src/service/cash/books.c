/* books.c - see books.h. What is added up are the postings themselves, so that the journal balances because every
 * document does; the day's documents are read in stretches, so that no reader holds the store for long. */
#include "service/books.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../shop/shop_int.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/sbuf.h"
#include "base/seal.h"
#include "base/tr.h"
#include "model/code.h"
#include "model/ledger.h"
#include "store/cash_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"

#define SLICE 2000       /* documents read at once */
#define NUMBER_MAX 20    /* characters of an account number */
#define ACCOUNTS_MAX 71  /* beyond every number of enum account */

/* To add an account: its name here, its number in the setting books.accounts. */
static const char *const account_name[ACCOUNTS_MAX] = {
	[ACCOUNT_DRAWER] = "drawer", [ACCOUNT_SAFE] = "safe", [ACCOUNT_TENDER] = "tender",
	[ACCOUNT_EXCHANGE] = "exchange", [ACCOUNT_TRANSIT] = "transit", [ACCOUNT_BANK] = "bank",
	[ACCOUNT_REVENUE] = "revenue", [ACCOUNT_TAX] = "tax", [ACCOUNT_ROUNDING] = "rounding",
	[ACCOUNT_OVER_SHORT] = "over-short", [ACCOUNT_EXPENSE] = "expense", [ACCOUNT_INCOME] = "income",
	[ACCOUNT_VOUCHER] = "voucher", [ACCOUNT_HOUSE] = "house", [ACCOUNT_ORDER] = "order", [ACCOUNT_TIP] = "tip",
	[ACCOUNT_DONATION] = "donation", [ACCOUNT_FOREIGN] = "foreign", [ACCOUNT_FOREIGN_SAFE] = "foreign-safe",
	[ACCOUNT_CHEQUE] = "cheque", [ACCOUNT_CHEQUE_SENT] = "cheque-sent", [ACCOUNT_BOUNCED] = "bounced",
	[ACCOUNT_FORFEIT] = "forfeit", [ACCOUNT_FEE] = "fee", [ACCOUNT_DEPOSIT] = "deposit",
	[ACCOUNT_PRINCIPAL] = "principal", [ACCOUNT_BONUS] = "bonus", [ACCOUNT_BONUS_COST] = "bonus-cost",
	[ACCOUNT_POINTS_COST] = "points-cost", [ACCOUNT_CARD_FEE] = "card-fee",
	[ACCOUNT_CARD_FORFEIT] = "card-forfeit", [ACCOUNT_OPENING] = "opening",
};

/* --- account numbers -------------------------------------------------------------------------------- */

/* The number that the setting gives a name, NULL when it gives none. */
static const char *number_of(struct arena *a, const char *setting, const char *name)
{
	size_t n = strlen(name);

	while (*(setting += strspn(setting, " "))) {
		size_t word = strcspn(setting, " ");

		if (word > n && strncmp(setting, name, n) == 0 && setting[n] == '=')
			return arena_strndup(a, setting + n + 1, word - n - 1);
		setting += word;
	}
	return NULL;
}

static bool number_ok(const char *text, size_t n)
{
	if (n < 1 || n > NUMBER_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '.' && text[i] != '-')
			return false;
	return true;
}

static bool name_known(const char *name, size_t n)
{
	const char *slash = memchr(name, '/', n);
	size_t most = slash ? (size_t)(slash - name) : n;

	for (int i = 0; i < ACCOUNTS_MAX; i++)
		if (account_name[i] && strlen(account_name[i]) == most && strncmp(account_name[i], name, most) == 0)
			return true;
	return false;
}

bool books_accounts_ok(const char *text)
{
	while (*(text += strspn(text, " "))) {
		size_t word = strcspn(text, " "), name = strcspn(text, "=");

		if (name >= word || !name_known(text, name) || !number_ok(text + name + 1, word - name - 1))
			return false;
		text += word;
	}
	return true;
}

int books_accounts(const struct shop *sh, struct arena *a, struct books_account **list)
{
	int n = 0;

	*list = arena_array(a, ACCOUNTS_MAX, sizeof **list);
	for (int i = 0; i < ACCOUNTS_MAX; i++) {
		const char *number = account_name[i] ? number_of(a, setting_text(sh, SET_BOOKS_ACCOUNTS),
			account_name[i]) : NULL;

		if (account_name[i])
			(*list)[n++] = (struct books_account){ account_name[i], number ? number : "" };
	}
	return n;
}

/* --- one entry -------------------------------------------------------------------------------------- */

struct entry_line { const char *number, *name, *code; int64_t amount_minor; };
struct books {
	struct shop *sh;
	struct arena *a;
	const struct books_request *request;
	struct sbuf out;
	struct entry_line *lines;          /* of the entry under way */
	int count, room;
	int32_t day;
	int entry;
	const char *document;
	int64_t debit_minor;
	const char *unnumbered;      /* an account that has no number */
};

/* By what people call it: codes stay when names are changed, so the same days stay the same bytes. */
static const char *holder_code(struct books *b, int64_t account, int64_t holder_id)
{
	const struct tender *tender;
	const struct tax_rate *tax;
	const struct department *department;
	const struct reason *reason;
	struct terminal_row terminal;
	struct shift_row shift;
	const char *code = arena_printf(b->a, "%lld", (long long)holder_id);

	switch (account) {
	case ACCOUNT_DRAWER: case ACCOUNT_FOREIGN: /* a drawer of a cashier's own is told with that of the till */
		if (terminal_by_id(b->sh->db, b->a, holder_id, &terminal) == OK)
			code = terminal.code;
		else if (shift_get(b->sh->db, b->a, holder_id, &shift) == OK)
			code = shift.terminal_code;
		break;
	case ACCOUNT_TENDER: case ACCOUNT_FEE:
		if ((tender = shop_tender(b->sh, holder_id)) != NULL)
			code = tender->code;
		break;
	case ACCOUNT_TAX:
		if ((tax = shop_tax_rate(b->sh, holder_id)) != NULL)
			code = tax->code;
		break;
	case ACCOUNT_REVENUE:
		if ((department = shop_department(b->sh, holder_id)) != NULL)
			code = department->code;
		break;
	case ACCOUNT_EXPENSE: case ACCOUNT_INCOME:
		if ((reason = shop_reason(b->sh, holder_id)) != NULL)
			code = arena_printf(b->a, "%d", reason->digit);
		break;
	default: /* bags, vouchers, cheques and accounts of customers are told together */
		code = "";
	}
	return code;
}

static enum err add(struct books *b, const struct ledger_sum *sum)
{
	const char *setting = setting_text(b->sh, SET_BOOKS_ACCOUNTS), *name, *code, *number;

	if (!sum->amount)
		return OK;
	code = holder_code(b, sum->account, sum->holder_id);
	name = sum->account > 0 && sum->account < ACCOUNTS_MAX && account_name[sum->account]
		? account_name[sum->account] : arena_printf(b->a, "account-%lld", (long long)sum->account);
	number = number_of(b->a, setting, arena_printf(b->a, "%s/%s", name, code));
	if (!number)
		number = number_of(b->a, setting, name);
	if (!number) {
		b->unnumbered = name;
		return ERR_REFUSED;
	}
	for (int i = 0; i < b->count; i++)
		if (strcmp(b->lines[i].name, name) == 0 && strcmp(b->lines[i].code, code) == 0) {
			b->lines[i].amount_minor += sum->amount;
			return OK;
		}
	if (b->count == b->room) {
		int room = b->room ? b->room * 2 : 64;
		struct entry_line *lines = arena_array(b->a, (size_t)room, sizeof *lines);

		if (b->count)
			memcpy(lines, b->lines, (size_t)b->count * sizeof *lines);
		b->lines = lines;
		b->room = room;
	}
	b->lines[b->count++] = (struct entry_line){ number, name, code, sum->amount };
	return OK;
}

static int by_account(const void *x, const void *y)
{
	const struct entry_line *a = x, *b = y;
	int order = strcmp(a->number, b->number);

	if (order == 0)
		order = strcmp(a->name, b->name);
	return order ? order : strcmp(a->code, b->code);
}

static void put_row(struct books *b, const char *const *cells, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			sbuf_putc(&b->out, ',');
		csv_put(&b->out, cells[i]);
	}
	sbuf_puts(&b->out, "\r\n");
}

/* Debits and credits of an entry are the same: each document's postings sum to zero. */
static enum err put_entry(struct books *b)
{
	const char *day = day_text(b->a, b->day);
	int64_t sum = 0;
	int row = 0;

	if (b->count > 1)
		qsort(b->lines, (size_t)b->count, sizeof *b->lines, by_account);
	for (int i = 0; i < b->count; i++)
		sum += b->lines[i].amount_minor;
	if (sum != 0)
		return ERR_CORRUPT;
	b->entry++;
	for (int i = 0; i < b->count; i++) {
		const struct entry_line *l = &b->lines[i];
		const char *cells[] = { day, arena_printf(b->a, "%d-%d", (int)b->day, b->entry),
			arena_printf(b->a, "%d", row + 1), l->number, l->name, l->code,
			l->amount_minor > 0 ? money_text(b->a, l->amount_minor) : "",
			l->amount_minor < 0 ? money_text(b->a, -l->amount_minor) : "", b->document };

		if (!l->amount_minor)
			continue;
		b->debit_minor += l->amount_minor > 0 ? l->amount_minor : 0;
		put_row(b, cells, (int)(sizeof cells / sizeof *cells));
		row++;
	}
	b->count = 0;
	b->entry -= row == 0;
	return OK;
}

/* --- a day ------------------------------------------------------------------------------------------ */

static enum err put_documents(struct books *b, int64_t after_id, int64_t last_id)
{
	struct ledger_sum *sums;
	int n = 0;
	enum err e = cash_document_postings(b->sh->db, b->a, b->day, after_id, last_id, &sums, &n);

	for (int i = 0; e == OK && i < n; i++) {
		b->document = doc_number_text(b->a, sums[i].terminal_code, sums[i].series, sums[i].running);
		e = add(b, &sums[i]);
		if (e == OK && (i + 1 == n || sums[i + 1].document_id != sums[i].document_id))
			e = put_entry(b);
	}
	return e;
}

static enum err add_sums(struct books *b, int64_t after_id, int64_t last_id)
{
	struct ledger_sum *sums;
	int n = 0;
	enum err e = cash_day_postings(b->sh->db, b->a, b->day, after_id, last_id, &sums, &n);

	for (int i = 0; e == OK && i < n; i++)
		e = add(b, &sums[i]);
	return e;
}

static enum err put_day(struct books *b)
{
	int64_t after_id = 0;
	enum err e = OK;
	int n;

	b->entry = 0;
	b->document = "";
	do {
		struct day_head *heads;

		n = 0;
		e = cash_day_heads(b->sh->db, b->a, b->day, after_id, SLICE, &heads, &n);
		if (e != OK || n == 0)
			break;
		e = b->request->by_document ? put_documents(b, after_id, heads[n - 1].id)
			: add_sums(b, after_id, heads[n - 1].id);
		after_id = heads[n - 1].id;
	} while (e == OK && n == SLICE);
	return e == OK && !b->request->by_document ? put_entry(b) : e;
}

/* --- the run ---------------------------------------------------------------------------------------- */

#define DAYS_SHIFT INT64_C(100000000) /* subject of the audit: from * 10^8 + to */

static void run_of(const struct audit_found *row, struct books_run *out)
{
	*out = (struct books_run){ .from = (int32_t)(row->subject_id / DAYS_SHIFT),
		.to = (int32_t)(row->subject_id % DAYS_SHIFT), .by_document = row->detail[0] == 'd',
		.digest = row->detail + 2, .debit_minor = row->amount_minor, .staff = row->staff,
		.at_ms = row->at_ms };
}

enum err books_runs(struct shop *sh, struct arena *a, struct books_run **list, int *n)
{
	struct audit_found *rows;
	enum err e = cash_audits(sh->db, a, "journal-export", &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		run_of(&rows[i], &(*list)[i]);
		(*list)[i].run = *n - i;
	}
	return OK;
}

static enum err days_ready(struct books *b, struct said *said)
{
	const struct books_request *r = b->request;
	struct books_run *runs;
	int n = 0, days = 0;
	enum err e = books_runs(b->sh, b->a, &runs, &n);

	for (int i = 0; e == OK && !r->again && i < n; i++)
		if (runs[i].from <= r->to && runs[i].to >= r->from)
			return say(said, ERR_REFUSED, MSG_EXPORTED_BEFORE, arena_printf(b->a, "%d", runs[i].run), NULL);
	for (int32_t day = r->from; e == OK && day <= r->to; day = day_add(day, 1)) {
		struct day_row row;

		if (++days > BOOKS_DAYS_MAX)
			return say(said, ERR_REFUSED, MSG_TOO_MANY_DAYS, arena_printf(b->a, "%d", BOOKS_DAYS_MAX),
				NULL);
		e = day_get(b->sh->db, b->a, day, &row);
		if (e == OK && !row.closed)
			return say(said, ERR_REFUSED, MSG_DAY_OPEN, day_text(b->a, day), NULL);
		e = e == ERR_NOTFOUND ? OK : e;
	}
	return e;
}

static void digest_of(const char *text, char hex[SEAL_HEX])
{
	static const unsigned char nobody[SEAL_KEY_BYTES] = { 0 };
	struct seal s;

	seal_begin(&s, nobody);
	seal_text(&s, text);
	seal_end(&s, hex);
}

static enum err put_days(struct books *b)
{
	static const char *const heads[] = { "day", "entry", "line", "account", "item", "code", "debit", "credit",
		"document" };
	enum err e = OK;

	put_row(b, heads, (int)(sizeof heads / sizeof *heads));
	for (int32_t day = b->request->from; e == OK && day <= b->request->to; day = day_add(day, 1)) {
		b->day = day;
		e = put_day(b);
	}
	return e;
}

static enum err failed(const struct books *b, enum err e, struct said *said)
{
	if (e == ERR_REFUSED && b->unnumbered)
		return say(said, e, MSG_NO_ACCOUNT_NUMBER, b->unnumbered, NULL);
	return e == ERR_REFUSED ? e : say(said, e, e == ERR_CORRUPT ? MSG_STORE_CORRUPT : MSG_STORE_FAILED, NULL,
		NULL);
}

enum err books_export(struct shop *sh, struct arena *a, const struct books_request *request, char **text, size_t *n,
	struct books_run *run, struct said *said)
{
	struct books b = { .sh = sh, .a = a, .request = request, .out = SBUF_INIT };
	char digest[SEAL_HEX];
	struct books_run *runs;
	int count = 0;
	enum err e;

	*said = (struct said){ 0 };
	if (!shop_may(sh, PERM_CASH_BOOK))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[PERM_CASH_BOOK].words), NULL);
	e = days_ready(&b, said);
	if (e == OK)
		e = put_days(&b);
	if (e == OK) {
		digest_of(sbuf_text(&b.out), digest);
		e = audit_one(sh, &(struct audit_row){ .action = "journal-export",
			.subject_id = request->from * DAYS_SHIFT + request->to, .amount_minor = b.debit_minor,
			.detail = arena_printf(a, "%c %.16s", request->by_document ? 'd' : 's', digest) });
	}
	if (e == OK)
		e = books_runs(sh, a, &runs, &count);
	if (e == OK) {
		*run = runs[0];
		*n = b.out.len;
		*text = arena_strndup(a, sbuf_text(&b.out), b.out.len);
	}
	sbuf_release(&b.out);
	return e == OK ? OK : failed(&b, e, said);
}
