/* member_own_test.c - what a shop itself wants to know of its members, what they agreed to and who belongs to them, on
 * both engines: taken by its kind, searched by an index, out to a file and back, kept through a merge, gone when he is
 * forgotten; and what nobody said is found. */
#include "pg.h"

#include <unistd.h>

#include "../day.h"
#include "base/sbuf.h"
#include "service/attributes.h"
#include "service/care.h"
#include "service/consents.h"
#include "service/member_file.h"
#include "store/consent_store.h"
#include "store/db_test.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static bool begin(struct trade *tr, const char *url)
{
	static const struct member_edit members[] = { { .name = "王晓梅", .phone = "13800138000" },
		{ .name = "李秀英", .phone = "13900139000" }, { .name = "张伟", .phone = "13700137000" } };
	bool ok = trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);

	for (size_t i = 0; ok && i < sizeof members / sizeof *members; i++)
		ok = CHECK_INT(member_open(tr->sh, &tr->a, &members[i], NULL, &said), OK);
	return ok;
}

static enum err add(struct trade *tr, const struct attribute_edit *edit)
{
	return attribute_add(tr->sh, &tr->a, edit, &said);
}

static bool attributes(struct trade *tr)
{
	return CHECK_INT(add(tr, &(struct attribute_edit){ .code = "skin", .name = "肤质", .kind = "choice",
		.choices = "干性; 油性; 混合" }), OK) && CHECK_INT(add(tr, &(struct attribute_edit){ .code = "size",
		.name = "鞋码", .kind = "number", .decimals = "1", .min = "0", .max = "50" }), OK) &&
		CHECK_INT(add(tr, &(struct attribute_edit){ .code = "pet", .name = "宠物", .kind = "text" }), OK);
}

static enum err set(struct trade *tr, const char *member, const char *code, const char *value)
{
	const struct attribute_value one = { code, value };

	return member_change(tr->sh, &tr->a, member, &(struct member_edit){ .attributes = &one, .attribute_count = 1 },
		&said);
}

static int64_t count(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return CHECK_INT(db_one(tr->sh->db, &tr->a, &r, sql), OK) ? row_int(&r, 0, 0) : -1;
}

/* The codes of those who are found, with blanks between. */
static const char *found(struct trade *tr, const char *condition)
{
	struct member *list;
	const char *text = "";
	int n = 0;

	if (members_where(tr->sh, &tr->a, condition, 0, 10, &list, &n, &said) != OK)
		return said_name(&said);
	for (int i = 0; i < n; i++)
		text = arena_printf(&tr->a, "%s%s%s", text, i ? " " : "", list[i].code + 7);
	return text;
}

BOTH(an_attribute_takes_what_its_kind_lets)
{
	struct trade tr;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(add(&tr, &(struct attribute_edit){ .code = "skin", .name = "x" }), ERR_EXISTS);
	CHECK_INT(add(&tr, &(struct attribute_edit){ .code = "phone", .name = "x" }), ERR_EXISTS);
	CHECK_INT(add(&tr, &(struct attribute_edit){ .code = "c1", .name = "x", .kind = "choice" }), ERR_INVALID);
	CHECK_INT(add(&tr, &(struct attribute_edit){ .code = "c2", .name = "x", .kind = "colour" }), ERR_INVALID);
	CHECK_INT(set(&tr, "10000001", "size", "０"), OK); /* the least, in full width */
	CHECK_INT(set(&tr, "10000001", "size", "-0.1"), ERR_INVALID);
	CHECK_INT(set(&tr, "10000001", "size", "50"), OK);
	CHECK_INT(set(&tr, "10000001", "size", "50.1"), ERR_INVALID);
	CHECK_INT(set(&tr, "10000001", "skin", "中性"), ERR_INVALID);
	CHECK_INT(set(&tr, "10000001", "nose", "long"), ERR_NOTFOUND);
	/* Choices are put behind the others, never between them. */
	CHECK_INT(attribute_set(tr.sh, &tr.a, &(struct attribute_edit){ .code = "skin", .choices = "油性; 干性; 混合" },
		&said), ERR_REFUSED);
	CHECK_INT(attribute_set(tr.sh, &tr.a, &(struct attribute_edit){ .code = "skin",
		.choices = "干性; 油性; 混合; 中性", .required = "yes" }, &said), OK);
	CHECK_INT(set(&tr, "10000001", "skin", "中性"), OK);
	CHECK_INT(set(&tr, "10000001", "skin", ""), ERR_INVALID);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member_attribute"), 2);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'member-edit'"), 3);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE detail LIKE '%中性%'"), 0);
	CHECK_INT(attribute_set(tr.sh, &tr.a, &(struct attribute_edit){ .code = "skin", .active = "no" }, &said), OK);
	CHECK_INT(set(&tr, "10000001", "skin", "干性"), ERR_NOTFOUND);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member_attribute"), 2);
	trade_end(&tr);
}

BOTH(members_are_found_by_what_is_known_of_them)
{
	struct trade tr;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(set(&tr, "10000001", "size", "9.5"), OK);
	CHECK_INT(set(&tr, "10000002", "size", "42"), OK);
	CHECK_INT(set(&tr, "10000003", "pet", "A black CAT"), OK);
	CHECK_STR(found(&tr, "size>=9.5"), "1 2");
	CHECK_STR(found(&tr, "size >= 9.6"), "2");
	CHECK_STR(found(&tr, "鞋码<=9.5"), "1");
	CHECK_STR(found(&tr, "size<>42"), "1");
	CHECK_STR(found(&tr, "size=42.0"), "2");
	CHECK_STR(found(&tr, "size empty"), "3");
	CHECK_STR(found(&tr, "size given"), "1 2");
	CHECK_STR(found(&tr, "pet has cat"), "3");
	CHECK_STR(found(&tr, "pet has dog"), "");
	CHECK_STR(found(&tr, "pet>=a"), "attribute-condition");
	CHECK_STR(found(&tr, "size"), "attribute-condition");
	CHECK_STR(found(&tr, "size="), "attribute-condition");
	CHECK_STR(found(&tr, "nose=1"), "no-attribute");
	trade_end(&tr);
}

static enum err keep(void *ctx, const char *text, size_t n)
{
	sbuf_add(ctx, text, n);
	return OK;
}

static const char *file_of(const char *text)
{
	static char path[] = "/tmp/zhanggui-own-XXXXXX.csv";
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

static enum err take(struct trade *tr, const char *text, struct member_import_report *r)
{
	return members_import(tr->sh, &tr->a, file_of(text), &(struct member_import_options){ .anyway = true }, r,
		&said);
}

BOTH(they_come_in_from_a_file_and_go_out_into_one)
{
	struct member_import_report r;
	struct sbuf out = SBUF_INIT;
	struct trade tr;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(take(&tr, "code,肤质,SIZE,nose\n10000001,油性,41.5,x\n10000002,,39,\n", &r), OK);
	CHECK_INT(r.updated, 2);
	CHECK_INT(r.ignored_count, 1);
	CHECK_STR(found(&tr, "size given"), "2 1");
	CHECK_INT(take(&tr, "code,size\n10000001,41.5\n", &r), OK);
	CHECK_INT(r.unchanged, 1);
	CHECK_INT(take(&tr, "code,size\n10000001,41.55\n10000003,99\n", &r), ERR_REFUSED);
	CHECK_INT(r.refused, 2);
	CHECK_INT(members_export(tr.sh, &tr.a, "1", keep, &out, &said), OK);
	CHECK(strstr(sbuf_text(&out), ",bonus,pet,size,skin\n"));
	CHECK(strstr(sbuf_text(&out), ",,,41.5,油性\n"));
	CHECK_INT(take(&tr, sbuf_text(&out), &r), OK);
	CHECK_INT(r.unchanged, 3);
	sbuf_release(&out);
	trade_end(&tr);
}

static enum err says(struct trade *tr, const char *member, const char *channel, const char *given)
{
	return consent_say(tr->sh, &tr->a, &(struct consent_edit){ member, channel, given, NULL, "paper" }, &said);
}

static const char *agrees(struct trade *tr, const char *code)
{
	struct member_hit hit;
	struct consent *list;
	int n = 0;

	if (!CHECK_INT(member_find_one(tr->sh, &tr->a, code, &hit, &said), OK) ||
		!CHECK_INT(member_consents(tr->sh, &tr->a, hit.member.id, &list, &n), OK))
		return "";
	return consents_words(&tr->a, list, n);
}

BOTH(what_he_agrees_to_is_kept_word_by_word)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_STR(agrees(&tr, "10000001"), "");
	CHECK_INT(says(&tr, "10000001", "sms", "yes"), OK);
	CHECK_INT(says(&tr, "10000001", "sms", "yes"), OK); /* said once is said */
	CHECK_INT(says(&tr, "10000001", "call", "yes"), OK);
	CHECK_STR(agrees(&tr, "10000001"), "text message, call");
	CHECK_INT(says(&tr, "10000001", "sms", "no"), OK);
	CHECK_STR(agrees(&tr, "10000001"), "call");
	CHECK_INT(says(&tr, "10000001", "drum", "yes"), ERR_INVALID);
	CHECK_INT(says(&tr, "10000001", "sms", "perhaps"), ERR_INVALID);
	CHECK_INT(count(&tr, "SELECT count(*) FROM consent"), 3);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'member-consent'"), 3);
	/* Nobody changes it behind the record, or takes it away. */
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE consent SET given = 1", NULL, 0), ERR_REFUSED);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "DELETE FROM consent", NULL, 0), ERR_REFUSED);
	tr.sh->staff.may[PERM_MEMBER_EDIT] = false;
	CHECK_INT(says(&tr, "10000001", "sms", "yes"), ERR_DENIED);
	trade_end(&tr);
}

static enum err belongs(struct trade *tr, const char *member, const char *relation, const char *other, const char *name)
{
	return contact_add(tr->sh, &tr->a, &(struct contact_edit){ member, relation, other, name, "13600136000", NULL },
		&said);
}

static int contacts(struct trade *tr, const char *code, struct contact **list)
{
	struct member_hit hit;
	int n = 0;

	if (CHECK_INT(member_find_one(tr->sh, &tr->a, code, &hit, &said), OK))
		CHECK_INT(member_contacts(tr->sh, &tr->a, hit.member.id, list, &n), OK);
	return n;
}

BOTH(who_belongs_to_him_is_reached_from_both)
{
	struct contact *list;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(belongs(&tr, "10000001", "妈妈", "10000002", NULL), OK);
	CHECK_INT(belongs(&tr, "10000001", "儿子", NULL, "王小明"), OK);
	CHECK_INT(belongs(&tr, "10000001", "妈妈", "10000001", NULL), ERR_REFUSED);
	CHECK_INT(belongs(&tr, "10000001", "", NULL, "王小明"), ERR_INVALID);
	CHECK_INT(belongs(&tr, "10000001", "哥哥", NULL, NULL), ERR_INVALID);
	if (!CHECK_INT(contacts(&tr, "10000001", &list), 2))
		return;
	CHECK_STR(list[0].other, "10000002");
	CHECK_STR(list[0].name, "李秀英");
	CHECK_STR(list[1].phone, "13600136000");
	if (!CHECK_INT(contacts(&tr, "10000002", &list), 1))
		return;
	CHECK(list[0].names_him && strcmp(list[0].other, "10000001") == 0 && strcmp(list[0].relation, "妈妈") == 0);
	CHECK_INT(contact_drop(tr.sh, &tr.a, "10000001", 3, &said), ERR_NOTFOUND);
	CHECK_INT(contact_drop(tr.sh, &tr.a, "10000001", 2, &said), OK);
	CHECK_INT(contacts(&tr, "10000001", &list), 1);
	trade_end(&tr);
}

BOTH(the_limit_counts_those_of_the_state_that_was_asked_for)
{
	struct member *list;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(set(&tr, "10000001", "size", "36"), OK);
	CHECK_INT(set(&tr, "10000002", "size", "41"), OK);
	CHECK_INT(member_freeze(tr.sh, &tr.a, "10000001", true, "1", &said), OK);
	CHECK_INT(members_where(tr.sh, &tr.a, "size given", MEMBER_ACTIVE, 1, &list, &n, &said), OK);
	if (CHECK_INT(n, 1))
		CHECK_STR(list[0].code, "10000002");
	CHECK_INT(members_where(tr.sh, &tr.a, "pet empty", MEMBER_ACTIVE, 1, &list, &n, &said), OK);
	if (CHECK_INT(n, 1))
		CHECK_STR(list[0].code, "10000002");
	CHECK_INT(members_where(tr.sh, &tr.a, "pet empty", MEMBER_FROZEN, 9, &list, &n, &said), OK);
	CHECK_INT(n, 1);
	trade_end(&tr);
}

static bool merge(struct trade *tr, const char *from, const char *into)
{
	return CHECK_INT(member_merge_into(tr->sh, &tr->a, &(struct member_merging){ from, into, "1", "2001",
		"331827" }, &said), OK);
}

BOTH(all_of_it_goes_with_a_merge_and_ends_when_he_is_forgotten)
{
	struct contact *list;
	struct trade tr;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(set(&tr, "10000001", "size", "41"), OK);
	CHECK_INT(set(&tr, "10000002", "size", "36"), OK);
	CHECK_INT(set(&tr, "10000002", "pet", "三花猫"), OK);
	CHECK_INT(says(&tr, "10000002", "sms", "yes"), OK);
	CHECK_INT(belongs(&tr, "10000002", "女儿", "10000003", NULL), OK);
	CHECK_INT(belongs(&tr, "10000002", "姐姐", "10000001", NULL), OK);
	if (!merge(&tr, "10000002", "10000001"))
		return;
	CHECK_STR(found(&tr, "size given"), "1"); /* his own stays */
	CHECK_STR(found(&tr, "size=41"), "1");
	CHECK_STR(found(&tr, "pet has 猫"), "1");
	CHECK_STR(agrees(&tr, "10000001"), "text message");
	if (CHECK_INT(contacts(&tr, "10000001", &list), 1)) /* not himself */
		CHECK_STR(list[0].other, "10000003");
	CHECK_INT(contacts(&tr, "10000003", &list), 1);
	tr.sh->staff.may[PERM_MEMBER_ERASE] = true;
	CHECK_INT(member_erase(tr.sh, &tr.a, &(struct member_erasing){ "10000001", "1", "3002", "482057" }, &said), OK);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member_attribute"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM consent"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM member_contact"), 0);
	trade_end(&tr);
}

BOTH(what_nobody_said_is_found)
{
	struct trade tr;

	if (!begin(&tr, url) || !attributes(&tr))
		return;
	CHECK_INT(set(&tr, "10000001", "skin", "油性"), OK);
	CHECK_INT(set(&tr, "10000002", "size", "41"), OK);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE member_attribute SET value = '痘' WHERE value = '油性'", NULL,
		0), OK);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE member_attribute SET sort_key = '9' WHERE value = '41'", NULL,
		0), OK);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "INSERT INTO consent (id, member_id, channel, purpose, given, source,"
		" staff_id, at_ms) SELECT 1, min(id), 1, 1, 1, 1, 3001, 5 FROM member", NULL, 0), OK);
	trade_close(&tr);
	CHECK_INT(check_with(&tr.conf, NULL).result.by_id[CHECK_ATTRIBUTE], 2);
	CHECK_INT(check_with(&tr.conf, NULL).result.by_id[CHECK_CONSENT], 1);
}

T_MAIN
