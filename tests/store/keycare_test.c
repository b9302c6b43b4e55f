/* keycare_test.c - new keys in the middle of trade: what was sealed before stays provable, and a
 * crash between the file and the store does no harm. */
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/service/shop/shop_int.h"
#include "../day.h"
#include "pg.h"
#include "service/care.h"
#include "service/import.h"
#include "service/keycare.h"
#include "service/keys.h"
#include "service/staff.h"

static bool sell_one(struct trade *tr)
{
	return does(tr, "scan " FINGERS) && does(tr, "cash");
}

static bool office_open(struct trade *office, const struct trade *first)
{
	const char *why = "";
	struct said said;

	memset(office, 0, sizeof *office);
	office->conf = first->conf;
	office->conf.terminal = NULL;
	if (!CHECK(shop_open(&office->shop_arena, &office->conf, &office->sh, &why) == OK))
		return false;
	return CHECK(shop_sign_on(office->sh, &office->shop_arena, "3001", "615902", &said) == OK);
}

static void office_close(struct trade *office)
{
	shop_close(office->sh);
	arena_release(&office->shop_arena);
}

static void nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

BOTH(a_new_key_seals_and_the_old_one_proves)
{
	struct trade tr, office;
	struct said said;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr) || !sell_one(&tr))
		return;
	if (!office_open(&office, &tr))
		return;
	CHECK(keys_rotate(office.sh, &said) == OK);
	CHECK(sell_one(&tr)); /* an open till goes on with the old key */
	sound(&tr.conf);
	trade_close(&tr);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468") || !sell_one(&tr))
		return;
	CHECK_INT(tr.sh->keys.seal_count, 2);
	sound(&tr.conf);
	CHECK(keys_rotate(office.sh, &said) == OK);
	trade_close(&tr);
	office_close(&office);
	sound(&tr.conf);
}

/* The file has a key that the store does not know: the crash came between the two. */
BOTH(a_rotation_that_was_not_committed_does_no_harm)
{
	struct trade tr, office;
	struct shop_keys keys;
	struct said said;
	const char *why = "";

	if (!trade_init(&tr, url, "01"))
		return;
	if (!CHECK(keys_load(&tr.shop_arena, tr.conf.key_file, &keys, &why) == OK))
		return;
	seal_random(keys.seal[1], SEAL_KEY_BYTES);
	keys.seal_count = 2;
	CHECK(keys_save(&tr.shop_arena, tr.conf.key_file, &keys, true, &why) == OK);
	if (!trade_open(&tr) || !day_begin(&tr) || !sell_one(&tr))
		return;
	CHECK_INT(tr.sh->keys.seal_count, 1);
	trade_close(&tr);
	if (!office_open(&office, &tr))
		return;
	CHECK(keys_rotate(office.sh, &said) == OK);
	office_close(&office);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468") || !sell_one(&tr))
		return;
	trade_end(&tr);
}

/* Who was open before a rotation, as the worker is for weeks, still proves what the new key seals. */
TEST(a_backup_of_who_was_open_before_is_sound)
{
	const struct check_request request = { .found = nothing };
	struct check_result result;
	struct trade tr, office;
	struct said said;
	const char *why = "";

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr) ||
		!office_open(&office, &tr))
		return;
	CHECK(keys_rotate(office.sh, &said) == OK);
	CHECK(care_backup(tr.sh, &tr.a, arena_printf(&tr.shop_arena, "%s/rotated.db", t_tmpdir()), &request,
		&result, &why) == OK);
	CHECK_INT(result.wrong, 0);
	office_close(&office);
	trade_close(&tr);
}

/* Another program that is open, waits for a word, and then rotates; its exit code is 0 when it could. */
static int rotate_when_told(struct trade *tr, int ready, int told)
{
	struct trade office;
	struct said said;
	char c = 'r';

	if (!office_open(&office, tr) || write(ready, &c, 1) != 1 || read(told, &c, 1) != 1
		|| keys_rotate(office.sh, &said) != OK)
		return 1;
	office_close(&office);
	return 0;
}

/* The second began before the first was done: it must not take the first one's key out of the file. */
BOTH(keys_of_two_rotations_are_both_kept)
{
	struct trade tr, office;
	struct said said;
	int ready[2], told[2], status = -1;
	pid_t other;
	char c;

	if (!trade_init(&tr, url, "01") || !CHECK(pipe(ready) == 0 && pipe(told) == 0))
		return;
	fflush(stdout);
	other = fork();
	if (other == 0)
		_exit(rotate_when_told(&tr, ready[1], told[0]));
	close(ready[1]);
	if (CHECK(read(ready[0], &c, 1) == 1) && office_open(&office, &tr)) {
		CHECK(keys_rotate(office.sh, &said) == OK);
		office_close(&office);
	}
	CHECK(write(told[1], "g", 1) == 1);
	CHECK(waitpid(other, &status, 0) == other);
	CHECK_INT(status, 0);
	close(ready[0]);
	close(told[0]);
	close(told[1]);
	if (!trade_open(&tr) || !day_begin(&tr) || !sell_one(&tr))
		return;
	CHECK_INT(tr.sh->keys.seal_count, 3);
	trade_end(&tr);
}

/* The journals bring a key, an article and a cashier that the backup does not know. */
TEST(recovery_brings_what_was_made_after_the_backup)
{
	static const struct import_options options = { .unknown = IMPORT_REFUSE };
	const struct check_request request = { .found = nothing };
	struct trade tr, office;
	struct import_report imported;
	struct check_result result;
	struct care_report report;
	struct care_source source = { 0 };
	struct said said;
	char backup[760], csv[760];
	const char *why = "";

	if (!trade_init(&tr, sqlite_new_store(), "01") || !office_open(&office, &tr))
		return;
	snprintf(backup, sizeof backup, "%s/before.db", t_tmpdir());
	snprintf(csv, sizeof csv, "%s/new.csv", t_tmpdir());
	CHECK(care_backup(office.sh, &tr.a, backup, &request, &result, &why) == OK);
	CHECK(t_write(csv, "name,barcode,price,category\n新到海盐汽水,6901234569995,4.50,饮料\n"));
	if (import_articles(office.sh, &tr.a, csv, &options, &imported, &said) != OK
		|| imported.refused)
		printf("# %s %d\n", said_text(&tr.a, &said), (int)imported.refused);
	CHECK(staff_add(office.sh, &tr.a, &(struct staff_new){ "1500", "新来的", "cashier", "150015",
		"" }, &said)
		== OK);
	CHECK(keys_rotate(office.sh, &said) == OK);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1500 150015") || !does(&tr, "shift-open 100"))
		return;
	does(&tr, "scan 6901234569995");
	does(&tr, "cash");
	trade_close(&tr);
	office_close(&office);
	sound(&tr.conf);
	source = (struct care_source){ backup, tr.conf.journal_dir, true, false };
	if (!CHECK(care_restore(&tr.a, &tr.conf, &source, &request, &report, &why) == OK))
		printf("# %s\n", why);
	CHECK_INT(report.stubs, 2);
	sound(&tr.conf);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	CHECK_INT(view(&tr)->shift_id > 0, true);
	does_with(&tr, "return", "01-1-000002");
	does(&tr, "return-line 1");
	asked(&tr, "cash", "reason 1");
	trade_end(&tr);
}

T_MAIN
