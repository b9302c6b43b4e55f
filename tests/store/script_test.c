/* script_test.c - the key of a script, on both engines: what somebody with the store but without the shop's keys makes
 * of its rows, store check finds; and a till does as it is bid only as far as the script's role goes. */
#include "../../src/service/shop/shop_int.h"
#include "../day.h"
#include "pg.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/staff.h"
#include "store/staff_store.h"

static char key_path[600];

/* A script of the shop, made by its manager; at the till nobody is signed on then. */
static bool script_make(struct trade *tr, const char *name, const char *role)
{
	const struct passwd *me = getpwuid(geteuid());
	struct script_new script = { .name = name, .unix_user = me ? me->pw_name : "", .role = role, .file = key_path };
	bool ok;

	snprintf(key_path, sizeof key_path, "%s/%s.key", t_tmpdir(), name);
	unlink(key_path);
	ok = does(tr, "sign-on 3001 615902") && CHECK_INT(script_add(tr->sh, &tr->a, &script, &tr->said), OK);
	return ok && does(tr, "sign-off");
}

static bool script_signs_on(struct trade *tr)
{
	return CHECK_INT(shop_sign_on_script(tr->sh, &tr->a, key_path, &tr->said), OK)
		&& CHECK(shop_staff(tr->sh)->script);
}

/* One statement changes the store behind its back, another puts it right again. */
static void tampered(struct trade *tr, const char *change, const char *back)
{
	struct checked k;

	CHECK(db_run(tr->sh->db, NULL, change) == OK);
	k = check_with(&tr->conf, NULL);
	if (!CHECK_INT(k.result.by_id[CHECK_SCRIPT], 1))
		printf("# not found: %s\n", change);
	CHECK(db_run(tr->sh->db, NULL, back) == OK);
	sound(&tr->conf);
}

BOTH(a_changed_key_is_found)
{
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !script_make(&tr, "cron", "cashier"))
		return;
	sound(&tr.conf);
	tampered(&tr, "UPDATE script_key SET unix_user = unix_user || 'x'",
		"UPDATE script_key SET unix_user = substr(unix_user, 1, length(unix_user) - 1)");
	tampered(&tr, "UPDATE staff SET role_id = (SELECT id FROM role WHERE code = 'manager') WHERE number = 'cron'",
		"UPDATE staff SET role_id = (SELECT id FROM role WHERE code = 'cashier') WHERE number = 'cron'");
	tampered(&tr, "UPDATE script_key SET digest = 'a' || digest",
		"UPDATE script_key SET digest = substr(digest, 2)");
	tampered(&tr, "UPDATE script_key SET revoked_at_ms = 1", "UPDATE script_key SET revoked_at_ms = NULL");
	tampered(&tr, "UPDATE staff SET kind = 'person' WHERE number = 'cron'",
		"UPDATE staff SET kind = 'script' WHERE number = 'cron'");
	CHECK(db_run(tr.sh->db, NULL, "UPDATE staff SET pin_hash = 'x' WHERE number = 'cron'") == ERR_REFUSED);
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(script_revoke(tr.sh, &tr.a, "cron", &tr.said), OK);
	sound(&tr.conf);
	tampered(&tr, "UPDATE script_key SET revoked_at_ms = NULL", "UPDATE script_key SET revoked_at_ms = 1");
	CHECK_INT(shop_sign_on_script(tr.sh, &tr.a, key_path, &tr.said), ERR_DENIED);
	CHECK_INT(tr.said.id, MSG_SCRIPT_GONE);
	trade_close(&tr);
}

/* A lead's role may approve; a script with it approves nothing, itself least of all. */
BOTH(a_script_stands_alone)
{
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !script_make(&tr, "night", "lead")
		|| !script_signs_on(&tr))
		return;
	CHECK(!shop_may(tr.sh, PERM_APPROVE));
	CHECK(shop_may(tr.sh, PERM_VOID));
	till_close(tr.t);
	if (!CHECK(till_open(tr.sh, &tr.t) == OK))
		return;
	does(&tr, "shift-open 100");
	does(&tr, "scan " COOKIES);
	does(&tr, "discount 15 1 1");
	CHECK_INT(act(&tr, "discount 50 1 1"), ERR_REFUSED);
	CHECK_INT(tr.said.id, MSG_SCRIPT_ALONE);
	CHECK_INT(act(&tr, "approve 3001 615902"), ERR_REFUSED);
	CHECK_INT(tr.said.id, MSG_NOTHING_TO_APPROVE);
	does(&tr, "cash 50");
	does(&tr, "sign-on 1008 2468");
	does(&tr, "scan " COOKIES);
	asked(&tr, "discount 50 1 1", "approve 3001 615902");
	act(&tr, "discount 60 1 1");
	CHECK_INT(act(&tr, "approve night 000000"), ERR_DENIED);
	CHECK_INT(tr.said.id, MSG_WRONG_PIN);
	trade_end(&tr);
}

T_MAIN
