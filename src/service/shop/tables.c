/* tables.c - the lists of message.def, permission.def, limit.def and setting.def as tables.
 * Their sentences and words are msgids; whoever shows one translates it. And the stable names of kinds and flags. */
#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "model/article.h"
#include "service/master.h"
#include "service/shop.h"

const struct message_entry message_table[MESSAGES] = {
#define G 'G'
#define W 'W'
#define E 'E'
#define MESSAGE(id, name, severity, msgid) [MSG_##id] = { name, severity, msgid },
#include "service/message.def"
#undef MESSAGE
#undef E
#undef W
#undef G
};

const struct permission_entry permission_table[PERMISSIONS] = {
	[PERM_NONE] = { "", "", "" },
#define PERMISSION(id, name, words, roles) [PERM_##id] = { name, words, roles },
#include "service/permission.def"
#undef PERMISSION
};

const struct limit_entry limit_table[LIMITS] = {
#define LIMIT(id, name, words, c, l, m, o) [LIMIT_##id] = { name, words, { c, l, m, o } },
#include "service/limit.def"
#undef LIMIT
};

const struct setting_entry setting_table[SETTINGS] = {
#define SETTING(id, name, type, scope, min, max, choices, words, def, help) \
	[SET_##id] = { name, SETTING_##type, SETTING_##scope, min, max, choices, words, def, help },
#include "service/setting.def"
#undef SETTING
};

/* --- stable names -------------------------------------------------------------------------- */

const char *const reason_kind_name[REASON_KINDS] = {
	[REASON_NONE] = "none", [REASON_LINE_VOID] = "line-void", [REASON_CANCEL] = "cancel",
	[REASON_PRICE] = "price", [REASON_DISCOUNT] = "discount", [REASON_RETURN] = "return",
	[REASON_VOID] = "void", [REASON_NO_SALE] = "no-sale", [REASON_REPRINT] = "reprint",
	[REASON_MONEY_OUT] = "money-out", [REASON_TENDER_CORRECT] = "tender-correct", [REASON_VOUCHER] = "voucher",
	[REASON_PAY_IN] = "pay-in", [REASON_PAY_OUT] = "pay-out", [REASON_REOPEN_DAY] = "reopen-day",
	[REASON_MEMBER] = "member", [REASON_CARD] = "card",
};

const char *const tender_kind_name[TENDER_KINDS] = {
	"none", [TENDER_CASH] = "cash", [TENDER_CARD] = "card", [TENDER_QR] = "qr", [TENDER_EXCHANGE] = "exchange",
	[TENDER_VOUCHER] = "voucher", [TENDER_HOUSE] = "account", [TENDER_ORDER] = "deposit",
	[TENDER_FOREIGN] = "foreign", [TENDER_CHEQUE] = "cheque", [TENDER_STORED] = "stored",
	[TENDER_POINTS] = "points",
};

const struct flag_name tender_flag_names[] = {
	{ "change", TENDER_GIVES_CHANGE }, { "drawer", TENDER_OPENS_DRAWER },
	{ "reference", TENDER_NEEDS_REFERENCE }, { "refund", TENDER_REFUNDABLE }, { "active", TENDER_ACTIVE },
	{ "hidden", TENDER_HIDDEN }, { "second-slip", TENDER_SECOND_SLIP }, { "outside", TENDER_ASKS_OUTSIDE },
	{ NULL, 0 },
};

const struct flag_name article_flag_names[] = {
	{ "weighed", ARTICLE_WEIGHED }, { "open-price", ARTICLE_OPEN_PRICE }, { "no-discount", ARTICLE_NO_DISCOUNT },
	{ "no-points", ARTICLE_NO_POINTS }, { "no-override", ARTICLE_NO_OVERRIDE }, { "stopped", ARTICLE_STOPPED },
	{ "deposit", ARTICLE_DEPOSIT },
	{ NULL, 0 },
};

const struct role_default role_defaults[] = {
	{ "cashier", "C", 0 }, { "lead", "L", 1 }, { "manager", "M", 2 }, { "office", "O", 3 },
	{ "area", "MO", 2 }, { "hq", "MO", 2 }, { NULL, NULL, 0 },
};

const struct role_default *role_default(const char *code)
{
	const struct role_default *r = role_defaults;

	while (r->code && strcmp(r->code, code) != 0)
		r++;
	return r->code ? r : NULL;
}

bool role_has_by_default(const struct role_default *role, const struct permission_entry *p)
{
	return strpbrk(p->roles, role->letters) != NULL;
}

int name_index(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return i;
	return -1;
}

bool flags_read(const struct flag_name *list, const char *text, unsigned *flags)
{
	for (*flags = 0; *(text += strspn(text, " "));) {
		size_t n = strcspn(text, " ");
		const struct flag_name *f = list;

		while (f->name && (strlen(f->name) != n || memcmp(f->name, text, n) != 0))
			f++;
		if (!f->name)
			return false;
		*flags |= f->flag;
		text += n;
	}
	return true;
}

char *flags_text(struct arena *a, const struct flag_name *list, unsigned flags)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (; list->name; list++)
		if (flags & list->flag)
			sbuf_printf(&b, "%s%s", b.len ? " " : "", list->name);
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}
