/* tables.c - the lists of message.def, permission.def, limit.def and setting.def as tables.
 * Their sentences and words are msgids; whoever shows one translates it. */
#include "base/tr.h"
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
#define SETTING(id, name, type, scope, min, max, choices, def, help) \
	[SET_##id] = { name, SETTING_##type, SETTING_##scope, min, max, choices, def, help },
#include "service/setting.def"
#undef SETTING
};
