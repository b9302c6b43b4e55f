/* invoice_test.c - tax invoices of receipts: the code on the paper, asked for once, what came back, on both engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "service/invoice.h"
#include "service/report.h"
#include "../../src/service/shop/shop_int.h"
#include "../../src/service/till/papers_int.h"
#include "store/master_store.h"

#define OFFICE "sign-on 3001 615902"

static struct arena a = ARENA_INIT;

static bool set(struct trade *tr, const char *name, const char *value)
{
	struct said said;

	return CHECK_INT(setting_set(tr->sh, name, value, false, &said), OK);
}

/* Three biscuits and a bag of crisps, 22.50, then the office's hand. */
static char *sold(struct trade *tr)
{
	char *number;

	does(tr, "enter 3*" FINGERS);
	does(tr, "scan " CHIPS);
	does(tr, "cash 50");
	number = arena_strdup(&a, view(tr)->done.number);
	return number;
}

static const char *code_of(struct trade *tr, const char *number)
{
	struct document d;
	char *code = arena_alloc(&a, INVOICE_CODE_MAX);

	if (!CHECK_INT(receipt_get(tr->sh, &a, number, &d), OK))
		return "";
	invoice_code(tr->sh, d.id, code);
	return code;
}

static char *receipt_paper(struct trade *tr, const char *number)
{
	struct document d;
	struct paper p;

	if (!CHECK_INT(receipt_get(tr->sh, &a, number, &d), OK) ||
		!CHECK_INT(paper_of_document(tr->sh, &a, &d, 0, 32, &p), OK))
		return arena_strdup(&a, "");
	return paper_text(&p, &a);
}

static enum err claim(struct trade *tr, const char *number, const char *code, const char *reference,
	struct invoice *v)
{
	return invoice_claim(tr->sh, &a, number, code, reference, v, &tr->said);
}

BOTH(the_code_is_on_the_paper_where_it_is_wanted)
{
	struct trade tr;
	char *one, *two;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	one = sold(&tr);
	two = sold(&tr);
	CHECK(!strstr(receipt_paper(&tr, one), "提取码"));
	does(&tr, OFFICE);
	set(&tr, "invoice.print", "yes");
	CHECK(strstr(receipt_paper(&tr, one), arena_printf(&a, "电子发票提取码:%s", code_of(&tr, one))) != NULL);
	CHECK_STR(invoice_link(tr.sh, &a, one, "7K9M2QXR"), "01-1-000002-7K9M2QXR");
	set(&tr, "invoice.url", "https://fp.example.cn/?n={number}&c={code}");
	CHECK_STR(invoice_link(tr.sh, &a, one, "7K9M2QXR"), "https://fp.example.cn/?n=01-1-000002&c=7K9M2QXR");
	CHECK(strcmp(code_of(&tr, one), code_of(&tr, two)) != 0);
	trade_end(&tr);
}

/* Who brings goods back shows the paper; whichever of its codes is scanned opens the receipt. */
BOTH(the_code_for_the_invoice_opens_the_receipt)
{
	static const char *const urls[] = { "", "https://fp.example.cn/?n={number}&c={code}" };
	struct trade tr;
	const char *link;
	char *number;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	number = sold(&tr);
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		does(&tr, OFFICE);
		set(&tr, "invoice.url", urls[i]);
		link = invoice_link(tr.sh, &a, number, code_of(&tr, number));
		does(&tr, "sign-on 1008 2468");
		does_with(&tr, "scan", link);
		CHECK_STR(view(&tr)->receipt.number, number);
		does(&tr, "back");
		does_with(&tr, "return", link);
		CHECK_STR(view(&tr)->receipt.number, number);
		does(&tr, "back");
		CHECK(view(&tr)->receipt.sale == NULL);
	}
	CHECK_INT(count(&tr, "SELECT count(*) FROM fix_item"), 0);
	trade_end(&tr);
}

BOTH(a_receipt_is_invoiced_once)
{
	struct trade tr;
	struct invoice v;
	const char *code;
	char *number, *other;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	number = sold(&tr);
	other = sold(&tr);
	code = code_of(&tr, number);
	CHECK_INT(claim(&tr, number, code, NULL, &v), ERR_DENIED);
	does(&tr, OFFICE);
	CHECK_INT(claim(&tr, number, code_of(&tr, other), NULL, &v), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "invoice-code");
	CHECK_INT(claim(&tr, "01-1-000999", code, NULL, &v), ERR_NOTFOUND);
	CHECK_INT(claim(&tr, "01-1-000001", code_of(&tr, "01-1-000001"), NULL, &v), ERR_NOTFOUND);
	CHECK_INT(invoice_look(tr.sh, &a, number, code, &v, &tr.said), OK);
	CHECK(!v.claimed);
	CHECK_INT(v.line_count, 2);
	CHECK_INT(invoice_amount(v.now), 2250);
	CHECK_INT(claim(&tr, number, code, "a b", &v), ERR_INVALID);
	CHECK_INT(claim(&tr, number, code, "F-1", &v), OK);
	CHECK_INT(invoice_amount(v.invoiced), 2250);
	/* The same again is done already; another is refused. */
	CHECK_INT(claim(&tr, number, code, "F-1", &v), OK);
	CHECK_INT(claim(&tr, number, code, "F-2", &v), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "invoice-before");
	CHECK_INT(claim(&tr, number, code, NULL, &v), ERR_REFUSED);
	/* By another's hand at another till it is the same row. */
	CHECK_INT(db_begin(tr.sh->db), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE invoice_claim SET reference = 'x'"), ERR_REFUSED);
	db_rollback(tr.sh->db);
	set(&tr, "invoice.days", "1");
	clock_freeze(clock_now_ms() + INT64_C(25) * 3600000);
	CHECK_INT(claim(&tr, other, code_of(&tr, other), NULL, &v), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "invoice-old");
	trade_end(&tr);
}

static int due(struct trade *tr, int64_t *amount_minor)
{
	struct invoice *list;
	int n = -1;

	CHECK_INT(invoice_reversals(tr->sh, &a, 10, &list, &n, &tr->said), OK);
	*amount_minor = n > 0 ? invoice_amount(list[0].due) : 0;
	return n;
}

BOTH(what_comes_back_is_netted_before_and_reversed_after)
{
	struct trade tr;
	struct invoice v;
	struct invoice_entry *entries;
	int64_t amount;
	const char *code;
	char *number;
	int n;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	number = sold(&tr);
	code = code_of(&tr, number);
	does_with(&tr, "return", number);
	CHECK_STR(said_name(&tr.said), "for-return");
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	does(&tr, OFFICE);
	CHECK_INT(claim(&tr, number, code, "F-1", &v), OK);
	CHECK_INT(invoice_amount(v.now), 1750);
	CHECK_INT(due(&tr, &amount), 0);
	CHECK_INT(invoice_reverse(tr.sh, &a, number, NULL, &v, &tr.said), ERR_REFUSED);
	/* The cashier is told, and so is the slip. */
	does(&tr, "sign-on 1008 2468");
	does_with(&tr, "return", number);
	CHECK_STR(said_name(&tr.said), "for-return-invoiced");
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	CHECK(strstr(receipt_paper(&tr, view(&tr)->done.number), "红字发票") != NULL);
	does(&tr, OFFICE);
	CHECK_INT(due(&tr, &amount), 1);
	CHECK_INT(amount, 500);
	CHECK_INT(invoice_reverse(tr.sh, &a, number, "R-1", &v, &tr.said), OK);
	CHECK_INT(due(&tr, &amount), 0);
	CHECK_INT(invoice_reverse(tr.sh, &a, number, "R-1", &v, &tr.said), ERR_REFUSED);
	does(&tr, "sign-on 1008 2468");
	does_with(&tr, "return-all", arena_printf(&a, "%s 1", number));
	does(&tr, "cash");
	does(&tr, OFFICE);
	CHECK_INT(due(&tr, &amount), 1);
	CHECK_INT(amount, 1250);
	CHECK_INT(invoice_reverse(tr.sh, &a, number, NULL, &v, &tr.said), OK);
	CHECK_INT(invoice_entries(tr.sh, &a, 20261121, 20261121, &entries, &n, &tr.said), OK);
	amount = 0;
	for (int i = 0; i < n; i++)
		amount += invoice_amount(entries[i].figures);
	CHECK_INT(n, 3);
	CHECK_INT(amount, 0);
	/* Nothing is left of another one: it cannot be invoiced at all. */
	does(&tr, "sign-on 1008 2468");
	number = sold(&tr);
	does_with(&tr, "return-all", arena_printf(&a, "%s 1", number));
	does(&tr, "cash");
	does(&tr, OFFICE);
	CHECK_INT(claim(&tr, number, code_of(&tr, number), NULL, &v), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "invoice-nothing");
	trade_end(&tr);
}

T_MAIN
