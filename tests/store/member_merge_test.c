/* member_merge_test.c - one person who was two members, on both engines: found, made one with all that he has, and
 * found by both codes and cards from then on. */
#include "pg.h"

#include <unistd.h>

#include "../day.h"
#include "model/ledger.h"
#include "service/care.h"
#include "service/levels.h"
#include "service/member_has.h"
#include "service/members.h"
#include "service/wallet.h"
#include "store/db_test.h"
#include "store/member_store.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static int64_t opened(struct trade *tr, const struct member_edit *edit)
{
	struct member_edit anyway = *edit;
	int64_t id = 0;

	anyway.anyway = true;
	CHECK_INT(member_open(tr->sh, &tr->a, &anyway, &id, &said), OK);
	return id;
}

static bool gives(struct trade *tr, const char *member, const char *amount)
{
	const struct wallet_adjust gift = { .member = member, .amount = amount, .words = "1", .second = "2001",
		.pin = "331827" };
	struct wallet_done done;

	return CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &said), OK);
}

static enum err merge(struct trade *tr, const char *from, const char *into)
{
	return member_merge_into(tr->sh, &tr->a, &(struct member_merging){ from, into, "1", "2001", "331827" }, &said);
}

static int64_t count(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return CHECK_INT(db_one(tr->sh->db, &tr->a, &r, sql), OK) ? row_int(&r, 0, 0) : -1;
}

static bool finds(struct trade *tr, const char *text, int64_t id)
{
	struct member_hit hit;

	return CHECK_INT(member_find_one(tr->sh, &tr->a, text, &hit, &said), OK) && CHECK_INT(hit.member.id, id);
}

/* Two desks merge at once, each what the other keeps: asked before their transactions both may, and the second finds in
 * its own that nobody is there any more to be merged into. */
BOTH(nobody_is_merged_into_who_went_meanwhile)
{
	struct trade tr;
	int64_t id[3];

	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 3; i++)
		id[i] = opened(&tr, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000" });
	CHECK_INT(member_merge(tr.sh->db, id[0], MEMBER_ACTIVE, id[1], 1), OK);
	CHECK_INT(member_merge(tr.sh->db, id[1], MEMBER_ACTIVE, id[0], 2), ERR_STALE);
	CHECK_INT(member_merge(tr.sh->db, id[2], MEMBER_ACTIVE, id[0], 3), ERR_STALE);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE merged_into = id"), 0);
	CHECK_INT(member_wipe(tr.sh->db, id[1], MEMBER_ACTIVE, 4), OK);
	CHECK_INT(member_merge(tr.sh->db, id[2], MEMBER_ACTIVE, id[1], 5), ERR_STALE);
	trade_close(&tr);
}

BOTH(all_that_one_has_becomes_the_others)
{
	struct wallet_statement statement;
	struct member_sheet sheet;
	struct trade tr;
	int64_t wang;

	if (!begin(&tr, url))
		return;
	wang = opened(&tr, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000",
		.card = "6217001234567890" });
	opened(&tr, &(struct member_edit){ .name = "王小梅", .phone = "13800138000", .birthday = "1990-05-01",
		.address = "河南省郑州市庞路815号", .card = "6217001234567891" });
	opened(&tr, &(struct member_edit){ .name = "张大力", .phone = "13700137000", .referrer = "10000002" });
	gives(&tr, "10000001", "10");
	gives(&tr, "10000002", "5.50");
	CHECK_INT(merge(&tr, "10000002", "10000001"), OK);
	CHECK_STR(said_name(&said), "merged-into");
	finds(&tr, "10000002", wang);
	finds(&tr, "6217001234567891", wang);
	finds(&tr, "13800138000", wang);
	finds(&tr, "8000", wang);
	CHECK_INT(member_show(tr.sh, &tr.a, "10000002", &sheet, &said), OK);
	CHECK_STR(sheet.address, "河南省郑州市庞路815号");
	CHECK_INT(sheet.row.birthday.year, 1990);
	CHECK_INT(sheet.referred, 1);
	CHECK_INT(wallet_statement(tr.sh, &tr.a, "10000001", 20000101, 29991231, &statement, &said), OK);
	CHECK_INT(statement.closing.bonus_minor, 1550);
	CHECK_INT(statement.count, 2); /* what each was given: that it went over is neither */
	CHECK_INT(count(&tr, "SELECT -sum(amount) FROM balance WHERE account = 61"), 1550);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 68"), 1);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'member-merge' AND approver_id = 2001"), 1);
	/* The second card is refused, and says which counts. */
	{
		struct member_hit hit;

		CHECK_INT(member_find_one(tr.sh, &tr.a, "6217001234567891", &hit, &said), OK);
		CHECK_INT(member_known(tr.sh, &tr.a, &hit, &said), ERR_REFUSED);
		CHECK_STR(said_name(&said), "card-replaced");
	}
	CHECK_INT(merge(&tr, "10000002", "10000001"), ERR_REFUSED);
	CHECK_STR(said_name(&said), "members-same");
	/* Into a third one: who was merged before finds him, too. */
	CHECK_INT(merge(&tr, "10000001", "10000003"), OK);
	CHECK_INT(member_show(tr.sh, &tr.a, "10000002", &sheet, &said), OK);
	CHECK_STR(sheet.row.code, "10000003");
	CHECK_INT(sheet.row.referrer_id, 0);
	CHECK_INT(sheet.card_count, 1);
	trade_end(&tr);
}

BOTH(a_merge_needs_two_persons_and_two_members_that_may_buy)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	opened(&tr, &(struct member_edit){ .name = "甲", .phone = "13800138000" });
	opened(&tr, &(struct member_edit){ .name = "乙", .phone = "13900139000" });
	opened(&tr, &(struct member_edit){ .name = "", .bearer = "yes" });
	CHECK_INT(member_merge_into(tr.sh, &tr.a, &(struct member_merging){ "10000001", "10000002", "1", NULL, NULL },
		&said), ERR_DENIED);
	CHECK_INT(member_merge_into(tr.sh, &tr.a, &(struct member_merging){ "10000001", "10000002", "1", "3001",
		"615902" }, &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "own-approval");
	CHECK_INT(member_merge_into(tr.sh, &tr.a, &(struct member_merging){ "10000001", "10000002", "", "2001",
		"331827" }, &said), ERR_INVALID);
	CHECK_INT(merge(&tr, "10000003", "10000002"), ERR_REFUSED);
	CHECK_STR(said_name(&said), "merge-bearer");
	CHECK_INT(member_freeze(tr.sh, &tr.a, "10000001", true, "1", &said), OK);
	CHECK_INT(merge(&tr, "10000001", "10000002"), ERR_REFUSED);
	CHECK_INT(merge(&tr, "10000002", "10000001"), ERR_REFUSED);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE merged_into IS NOT NULL"), 0);
	trade_end(&tr);
}

BOTH(who_may_be_one_person_is_told)
{
	struct member_twins *list;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	opened(&tr, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000" });
	opened(&tr, &(struct member_edit){ .name = "王小梅", .phone = "13800138000" });
	opened(&tr, &(struct member_edit){ .name = "李秀英", .phone = "13900139001", .birthday = "1990-05-01" });
	opened(&tr, &(struct member_edit){ .name = "李秀英", .phone = "13900139002", .birthday = "05-01" });
	opened(&tr, &(struct member_edit){ .name = "李秀英", .phone = "13900139003", .birthday = "1991-05-02" });
	opened(&tr, &(struct member_edit){ .name = "张大力", .address = "河南省郑州市庞路815号3单元" });
	opened(&tr, &(struct member_edit){ .name = "张大力", .address = "河南省 郑州市,庞路８１５号" });
	opened(&tr, &(struct member_edit){ .name = "张大力", .address = "河南省郑州市庞路816号" });
	CHECK_INT(member_duplicates(tr.sh, &tr.a, 100, &list, &n, &said), OK);
	if (CHECK_INT(n, 3)) {
		CHECK_INT(list[0].by, TWIN_PHONE);
		CHECK_STR(list[0].second.code, "10000002");
		CHECK_INT(list[1].by, TWIN_BIRTHDAY);
		CHECK_STR(list[1].second.code, "10000004");
		CHECK_INT(list[2].by, TWIN_ADDRESS);
		CHECK_STR(list[2].first.code, "10000006");
		CHECK_STR(list[2].second.code, "10000007");
	}
	trade_end(&tr);
}

/* --- lost and recovered ----------------------------------------------------------------------------- */

static void ignored(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* Merged and erased after the backup: the journal says so, and who was forgotten does not come back with it. */
TEST(recovery_merges_and_forgets_again)
{
	const struct check_request quiet = { .found = ignored };
	struct care_source source = { .replace = false };
	struct check_result result;
	struct care_report report;
	struct trade tr;
	const char *why = "";
	char backup[700];
	int64_t wang;

	if (!begin(&tr, sqlite_new_store()))
		return;
	wang = opened(&tr, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000" });
	opened(&tr, &(struct member_edit){ .name = "王小梅", .phone = "13800138000", .card = "6217001234567891" });
	opened(&tr, &(struct member_edit){ .name = "张大力", .phone = "13700137000" });
	gives(&tr, "10000002", "5.50");
	snprintf(backup, sizeof backup, "%s/merge.db", t_tmpdir());
	CHECK_INT(care_backup(tr.sh, &tr.shop_arena, backup, &quiet, &result, &why), OK);
	CHECK_INT(merge(&tr, "10000002", "10000001"), OK);
	CHECK_INT(member_erase(tr.sh, &tr.a, &(struct member_erasing){ "10000003", "1", "3002", "482057" }, &said), OK);
	trade_close(&tr);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	source.backup = backup;
	source.journal_dir = tr.conf.journal_dir;
	if (!CHECK_INT(care_restore(&tr.shop_arena, &tr.conf, &source, &quiet, &report, &why), OK)) {
		printf("# %s\n", why);
		return;
	}
	CHECK_INT(report.check.wrong, 0);
	CHECK_INT(report.terminals[0].refused, 0);
	if (!trade_open(&tr) || !CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK))
		return;
	finds(&tr, "10000002", wang);
	finds(&tr, "6217001234567891", wang);
	CHECK_INT(count(&tr, "SELECT -sum(b.amount) FROM balance b JOIN member m ON m.id = b.holder_id"
		" WHERE b.account = 61 AND m.code = '10000001'"), 550);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE state = 7 AND name = '' AND phone = ''"), 1);
	trade_close(&tr);
}

T_MAIN
