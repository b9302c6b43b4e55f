/* member_privacy_test.c - what is kept of a person is given to him, and forgotten: not a byte of it is left in the
 * store, what was posted stays and the store is sound. */
#include "pg.h"

#include "../day.h"
#include "service/care.h"
#include "service/members.h"
#include "service/wallet.h"
#include "store/db_test.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static void opened(struct trade *tr, const char *name, const char *phone)
{
	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .anyway = true,
		.email = "wangxiaomei@example.org", .address = "河南省郑州市庞路815号", .birthday = "1990-05-01",
		.id_number = "11010519491231002X", .card = "" }, NULL, &said), OK);
}

static enum err erase(struct trade *tr, const char *member)
{
	tr->sh->staff.may[PERM_MEMBER_ERASE] = true;
	return member_erase(tr->sh, &tr->a, &(struct member_erasing){ member, "1", "3002", "482057" }, &said);
}

static int64_t count(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return CHECK_INT(db_one(tr->sh->db, &tr->a, &r, sql), OK) ? row_int(&r, 0, 0) : -1;
}

/* Whether a file holds these bytes. */
static bool holds(const char *path, const char *text)
{
	char *all;
	FILE *f = fopen(path, "rb");
	long n;
	bool found;

	if (!f)
		return false;
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	all = malloc((size_t)n + 1);
	found = fread(all, 1, (size_t)n, f) == (size_t)n && memmem(all, (size_t)n, text, strlen(text));
	free(all);
	fclose(f);
	return found;
}

static bool store_holds(const char *url, const char *text)
{
	char path[700];

	snprintf(path, sizeof path, "%s-wal", url + strlen("sqlite:"));
	return holds(url + strlen("sqlite:"), text) || holds(path, text);
}

TEST(of_who_is_erased_not_a_byte_is_left)
{
	static const char *const gone[] = { "王晓梅", "欧阳晓梅", "13800138000", "13700137111",
		"wangxiaomei@example.org", "庞路815号" };
	const char *url = sqlite_new_store();
	struct trade tr;

	if (!begin(&tr, url))
		return;
	opened(&tr, "王晓梅", "13800138000");
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .name = "欧阳晓梅",
		.phone = "13700137111" }, &said), OK);
	CHECK(store_holds(url, gone[0]) && store_holds(url, gone[1]));
	CHECK_INT(erase(&tr, "10000001"), OK);
	CHECK_STR(said_name(&said), "erased");
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (!CHECK(!store_holds(url, gone[i])))
			printf("# %s is there\n", gone[i]);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE id_digest <> '' OR id_sealed <> ''"), 0);
	trade_end(&tr);
}

BOTH(who_has_value_is_not_forgotten)
{
	const struct wallet_adjust gift = { .member = "10000001", .amount = "5", .words = "1", .second = "2001",
		.pin = "331827" }, back = { .member = "10000001", .amount = "-5", .words = "1", .second = "2001",
		.pin = "331827" };
	struct wallet_done done;
	struct member_data data;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	opened(&tr, "王晓梅", "13800138000");
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &gift, &done, &said), OK);
	CHECK_INT(erase(&tr, "10000001"), ERR_REFUSED);
	CHECK_STR(said_name(&said), "erase-has");
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &back, &done, &said), OK);
	CHECK_INT(member_data(tr.sh, &tr.a, "10000001", "", &data, &said), ERR_INVALID);
	CHECK_INT(member_data(tr.sh, &tr.a, "10000001", "1", &data, &said), OK);
	CHECK_STR(data.id_number, "11010519491231002X");
	CHECK_INT(data.past_count, 1);
	CHECK_INT(erase(&tr, "10000001"), OK);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE state = 7 AND name = '' AND phone = ''"), 1);
	CHECK_INT(count(&tr, "SELECT count(*) FROM revision WHERE table_name = 'member'"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM posting WHERE account = 61"), 2);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action IN ('member-data', 'member-erase')"), 2);
	CHECK_INT(erase(&tr, "10000001"), ERR_REFUSED);
	trade_end(&tr);
}

T_MAIN
