/* member_file_test.c - members from a file on both engines: taken whole or not at all, begun again after it was cut
 * off, what they bring posted once; and back into a file, masked for who may not see names. */
#include "pg.h"

#include <unistd.h>

#include "../day.h"
#include "base/sbuf.h"
#include "model/ledger.h"
#include "service/care.h"
#include "service/member_file.h"
#include "service/members.h"
#include "service/wallet.h"
#include "store/db_test.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;
static int problems[MEMBER_WHATS];

static void count_problem(void *ctx, const struct member_problem *p)
{
	(void)ctx;
	problems[p->what]++;
}

static bool begin(struct trade *tr, const char *url)
{
	memset(problems, 0, sizeof problems);
	return trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static const char *file_of(const char *text)
{
	static char path[] = "/tmp/zhanggui-members-XXXXXX.csv";
	static bool made;
	FILE *f;

	if (!made)
		close(mkstemps(path, 4));
	made = true;
	f = fopen(path, "w");
	fputs(text, f);
	fclose(f);
	return path;
}

static enum err take(struct trade *tr, const char *path, bool partly, struct member_import_report *r)
{
	const struct member_import_options options = { .partly = partly, .second = "2001", .pin = "331827",
		.problem = count_problem };

	return members_import(tr->sh, &tr->a, path, &options, r, &said);
}

static int64_t count(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return CHECK_INT(db_one(tr->sh->db, &tr->a, &r, sql), OK) ? row_int(&r, 0, 0) : -1;
}

BOTH(what_members_bring_is_posted_once)
{
	static const char *const text = "code,name,phone,principal,bonus,referrer\n"
		"A2,李秀英,13900139001,50,,A1\nA1,王晓梅,13800138000,1200.50,100,\n"
		",张大力,13700137000,,7.01,13900139001\n";
	struct member_import_report r;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(take(&tr, file_of(text), false, &r), OK);
	CHECK_INT(r.created, 3);
	CHECK_INT(r.principal_minor, 125050);
	CHECK_INT(r.bonus_minor, 10701);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 72"), 1);
	CHECK_INT(count(&tr, "SELECT sum(amount) FROM posting WHERE account = 70"), 135751);
	CHECK_INT(count(&tr, "SELECT -sum(amount) FROM balance WHERE account IN (60, 61)"), 135751);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member a JOIN member b ON a.referrer_id = b.id"), 2);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'opening' AND approver_id = 2001"), 1);
	/* Again, as after a power cut: nothing is left to do, and nothing is posted. */
	CHECK_INT(take(&tr, file_of(text), false, &r), OK);
	CHECK_INT(r.unchanged, 3);
	CHECK_INT(count(&tr, "SELECT sum(amount) FROM posting WHERE account = 70"), 135751);
	/* Another amount for one who has some is no correction. */
	CHECK_INT(take(&tr, file_of("code,principal\nA1,1200.51\n"), false, &r), ERR_REFUSED);
	CHECK_INT(problems[MWHAT_VALUE_OTHER], 1);
	trade_end(&tr);
}

BOTH(one_refused_row_leaves_all_as_it_was)
{
	static const char *const text = "code,name,phone\nA1,王晓梅,13800138000\nA2,李秀英,139\n";
	struct member_import_report r;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(take(&tr, file_of(text), false, &r), ERR_REFUSED);
	CHECK_STR(said_name(&said), "members-refused");
	CHECK_INT(count(&tr, "SELECT count(*) FROM member"), 0);
	CHECK_INT(take(&tr, file_of(text), true, &r), OK);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member"), 1);
	CHECK_INT(problems[MWHAT_PHONE_BAD], 2);
	trade_close(&tr);
}

BOTH(who_would_have_brought_himself_is_refused)
{
	struct member_import_report r;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(take(&tr, file_of("code,name,referrer\nA1,甲,A2\nA2,乙,A3\nA3,丙,A1\nA4,丁,A4\nA5,戊,A9\n"), false,
		&r), ERR_REFUSED);
	CHECK_INT(problems[MWHAT_REFERRER_SELF], 4);
	CHECK_INT(problems[MWHAT_REFERRER_UNKNOWN], 1);
	trade_close(&tr);
}

static enum err into(void *ctx, const char *text, size_t n)
{
	sbuf_add(ctx, text, n);
	return OK;
}

BOTH(who_may_not_see_names_exports_them_masked)
{
	struct member_import_report r;
	struct sbuf out = SBUF_INIT;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(take(&tr, file_of("code,name,phone,address\nA1,王晓梅,13800138000,河南路1号\n"), false, &r), OK);
	CHECK_INT(members_export(tr.sh, &tr.a, "", into, &out, &said), ERR_INVALID);
	CHECK_INT(out.len, 0);
	tr.sh->staff.may[PERM_MEMBER_NAMES] = false;
	CHECK_INT(members_export(tr.sh, &tr.a, "1", into, &out, &said), OK);
	CHECK(strstr(sbuf_text(&out), "A1,王*,,138****8000,"));
	CHECK(!strstr(sbuf_text(&out), "13800138000") && !strstr(sbuf_text(&out), "河南路"));
	tr.sh->staff.may[PERM_MEMBER_NAMES] = true;
	CHECK_INT(take(&tr, file_of(sbuf_text(&out)), false, &r), ERR_REFUSED);
	CHECK(problems[MWHAT_MASKED] >= 2);
	sbuf_clear(&out);
	CHECK_INT(members_export(tr.sh, &tr.a, "1", into, &out, &said), OK);
	CHECK_INT(take(&tr, file_of(sbuf_text(&out)), false, &r), OK);
	CHECK_INT(r.unchanged, 1);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'member-export'"), 2);
	sbuf_release(&out);
	trade_close(&tr);
}

/* Several batches, codes given between those of the file, and of every row its member. */
BOTH(thousands_come_in_batches)
{
	struct sbuf text = SBUF_INIT;
	struct member_import_report r;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	sbuf_printf(&text, "code,name,phone,principal\n10000003,甲,13100000000,\n");
	for (int i = 0; i < 1200; i++)
		sbuf_printf(&text, ",会员%d,1390000%04d,%s\n", i, i, i % 2 ? "1" : "");
	CHECK_INT(take(&tr, file_of(sbuf_text(&text)), false, &r), OK);
	CHECK_INT(r.created, 1201);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE code BETWEEN '10000001' AND '10001201'"), 1201);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 72"), 8);
	CHECK_INT(count(&tr, "SELECT sum(amount) FROM posting WHERE account = 70"), 60000);
	CHECK_INT(take(&tr, file_of(sbuf_text(&text)), false, &r), OK);
	CHECK_INT(r.unchanged, 1201);
	sbuf_release(&text);
	trade_end(&tr);
}

TEST(the_sample_of_members_comes_in)
{
	const char *folder = getenv("ZG_SAMPLES");
	struct member_import_report r;
	struct trade tr;
	char path[600];

	snprintf(path, sizeof path, "%s/members_fake.csv", folder ? folder : "../shared/samples");
	if (access(path, R_OK) != 0) {
		printf("# there is no %s\n", path);
		return;
	}
	if (!begin(&tr, sqlite_new_store()))
		return;
	CHECK_INT(take(&tr, path, false, &r), OK);
	CHECK_INT(r.rows, 600);
	CHECK_INT(r.created, 600);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE name = '' OR phone = '' OR address = ''"
		" OR birth_year = 0"), 0);
	CHECK_INT(take(&tr, path, false, &r), OK);
	CHECK_INT(r.unchanged, 600);
	trade_end(&tr);
}

T_MAIN
