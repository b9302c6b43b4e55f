/* keys.c - the acts of the trade and of the screen as one table, with the keys as shipped. */
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "screen_int.h"

#include <stdio.h>
#include <string.h>

static const struct key_action screen_actions[] = {
#define SCREEN_ACTION(id, name, phases, words, help) { SCR_##id, name, words, help },
#include "actions.def"
};
static const char *const screen_phases[] = {
#define SCREEN_ACTION(id, name, phases, words, help) phases,
#include "actions.def"
};
#define SCREEN_ACTION_COUNT ((int)(sizeof screen_actions / sizeof *screen_actions))

static const struct key_default key_defaults[] = {
#define KEY(screen, key, action, arg) { screen, key, action, arg },
#include "actions.def"
};
#define KEY_DEFAULT_COUNT ((int)(sizeof key_defaults / sizeof *key_defaults))

static const char *const menu_names[] = {
#define MENU(action) action,
#include "actions.def"
};
#define MENU_COUNT ((int)(sizeof menu_names / sizeof *menu_names))

struct keymap *screen_keymap(struct arena *a)
{
	int n = 0;
	struct key_action *list = arena_array(a, ACTIONS - 1 + SCREEN_ACTION_COUNT, sizeof *list);

	for (int i = ACT_NONE + 1; i < ACTIONS; i++)
		list[n++] = (struct key_action){ i, action_table[i].name, action_table[i].words,
			action_table[i].help };
	for (int i = 0; i < SCREEN_ACTION_COUNT; i++)
		list[n++] = screen_actions[i];
	return keymap_new(a, list, n, key_defaults, KEY_DEFAULT_COUNT);
}

static int action_by_name(const char *name)
{
	for (int i = 0; i < SCREEN_ACTION_COUNT; i++)
		if (strcmp(screen_actions[i].name, name) == 0)
			return screen_actions[i].number;
	return (int)action_find(name);
}

const int *menu_actions(void)
{
	static int list[MENU_COUNT + 1];

	if (!list[0]) {
		for (int i = 0; i < MENU_COUNT; i++)
			list[i] = action_by_name(menu_names[i]);
		list[MENU_COUNT] = -1;
	}
	return list;
}

const char *action_words(int action)
{
	if (action < ACTIONS)
		return _(action_table[action].words);
	return _(screen_actions[action - ACTIONS].label);
}

bool action_fits(int action, enum till_phase phase)
{
	static const char letter[] = { [TILL_OFF] = 'O', [TILL_LOCKED] = 'K', [TILL_NO_SHIFT] = 'N',
		[TILL_BASKET] = 'B', [TILL_PAYMENT] = 'P', [TILL_COUNTING] = 'C' };

	return strchr(action < ACTIONS ? action_table[action].phases : screen_phases[action - ACTIONS],
		letter[phase]) != NULL;
}

bool action_here(const struct ui *ui, int action)
{
	const char *phases = action < ACTIONS ? action_table[action].phases : screen_phases[action - ACTIONS];

	return ui->till ? strpbrk(phases, "OKNBPC") != NULL : strchr(phases, ui->desk ? 'D' : 'F') != NULL;
}

/* What the entry line understands, told once for F1 and the man page. */
static const struct { const char *form, *means; } entry_forms[] = {
	{ "CODE", N_("Sells the article with that barcode, PLU or article number") },
	{ "24*CODE", N_("Sells 24 of it; 24* before a scan does the same") },
	{ "9.9/CODE",
		N_("Sells it at 9.90, with a reason; 9.9/ before a scan does the same (/ or @)") },
	{ "=5*CODE", N_("As much of it as 5.00 buys; =5* before a scan does the same") },
	{ "+2  -1", N_("Two more, one less of the last line") },
	{ "*3", N_("Makes the last line 3") },
	{ "kkkl",
		N_("Letters search names, pinyin and article numbers; a digit or the arrows choose") },
};
#define ENTRY_FORM_COUNT ((int)(sizeof entry_forms / sizeof *entry_forms))

static void put_padded(struct sbuf *b, const char *text, int cols)
{
	sbuf_puts(b, text);
	for (int n = utf8_width(text); n < cols; n++)
		sbuf_putc(b, ' ');
}

char *help_text(struct ui *ui, struct arena *a, const char *screen)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	sbuf_printf(&b, "%s\n", keymap_help(ui->keys, screen, a));
	if (ui->till)
		sbuf_printf(&b, "\n%s\n", _("What can be typed:"));
	for (int i = 0; ui->till && i < ENTRY_FORM_COUNT; i++) {
		sbuf_puts(&b, "  ");
		put_padded(&b, entry_forms[i].form, 11);
		sbuf_printf(&b, "%s\n", _(entry_forms[i].means));
	}
	if (ui->till)
		sbuf_printf(&b, "\n%s\n",
			_("Digits typed before a function key are its argument: 5 F4 is 5 "
			"percent, 100 F12 is 100 in cash, 3 Del takes out line 3."));
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

/* --- the man page (mdoc) --------------------------------------------------------------------- */

/* A text of the tables for roff: a leading '.' or "'" and backslashes would be orders. */
static void put_roff(struct sbuf *b, const char *text)
{
	if (*text == '.' || *text == '\'')
		sbuf_puts(b, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			sbuf_puts(b, "\\e");
		else if (*text == '"')
			sbuf_puts(b, "\\(dq");
		else
			sbuf_putc(b, *text);
	}
}

/* One item: its term, what it takes or does, and a sentence. \& keeps a word from being a macro. */
static void man_item(struct sbuf *b, const char *term, const char *macro, const char *args,
	const char *help)
{
	sbuf_puts(b, ".It Cm \"\\&");
	put_roff(b, term);
	sbuf_putc(b, '"');
	if (*args) {
		sbuf_printf(b, " %s \"\\&", macro);
		put_roff(b, args);
		sbuf_putc(b, '"');
	}
	sbuf_putc(b, '\n');
	put_roff(b, help);
	sbuf_puts(b, ".\n");
}

static void man_keys(struct sbuf *b, const char *screen)
{
	char does[120];

	sbuf_printf(b, ".Ss [%s]\n.Bl -tag -width Ds\n", screen);
	for (int i = 0; i < KEY_DEFAULT_COUNT; i++) {
		const struct key_default *k = &key_defaults[i];
		int action = action_by_name(k->action);

		if (strcmp(k->screen, screen) != 0)
			continue;
		snprintf(does, sizeof does, "= %s%s%s", k->action, k->arg ? " " : "",
			k->arg ? k->arg : "");
		man_item(b, k->key, "No", does, action < ACTIONS ? action_table[action].help
			: screen_actions[action - ACTIONS].help);
	}
	sbuf_puts(b, ".El\n");
}

static void man_actions(struct sbuf *b)
{
	sbuf_puts(b, ".Sh ACTIONS OF THE TRADE\n.Bl -tag -width Ds\n");
	for (int i = ACT_NONE + 1; i < ACTIONS; i++)
		man_item(b, action_table[i].name, "Ar", action_table[i].args, action_table[i].help);
	sbuf_puts(b, ".El\n.Sh ACTIONS OF THE SCREEN\n.Bl -tag -width Ds\n");
	for (int i = 0; i < SCREEN_ACTION_COUNT; i++)
		man_item(b, screen_actions[i].name, "Ar", "", screen_actions[i].help);
	sbuf_puts(b, ".El\n");
}

/* --- the daily tasks --------------------------------------------------------------------------- */

static const struct screen_task tasks[] = {
#define TASK(id, words, keys, count) { #id, words, keys, count },
#include "tasks.def"
#undef TASK
};

const struct screen_task *screen_tasks(int *n)
{
	*n = (int)(sizeof tasks / sizeof *tasks);
	return tasks;
}

/* The key of "section/action", or of an action of the till, as the map is shipped. */
static const char *shipped_key(const char *name)
{
	const char *slash = strchr(name, '/');
	size_t n = slash ? (size_t)(slash - name) : strlen("till");
	const char *section = slash ? name : "till", *action = slash ? slash + 1 : name;

	for (int i = 0; i < KEY_DEFAULT_COUNT; i++)
		if (strncmp(key_defaults[i].screen, section, n) == 0 && !key_defaults[i].screen[n] &&
			strcmp(key_defaults[i].action, action) == 0)
			return key_defaults[i].key;
	return NULL;
}

int screen_task_keys(struct arena *a, const struct screen_task *task, const char **text)
{
	char *copy = arena_strdup(a, task->keys), *save = NULL;
	int count = 0;

	*text = "";
	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		bool scanned = *w == '[';
		const char *key = *w == '%' ? shipped_key(w + 1) : w;

		if (*w == '%' && !key)
			return -1;
		/* "[scan slip]" is one word here. */
		while (scanned && !strchr(w, ']') && save && *save)
			key = w = arena_printf(a, "%s %s", w, strtok_r(NULL, " ", &save));
		*text = arena_printf(a, "%s%s%s", *text, **text ? " " : "", key);
		if (*w == '%')
			count++;
		else if (!scanned && strcmp(w, "...") != 0)
			count += (int)strlen(w);
	}
	return count;
}

static void man_tasks(struct sbuf *b, struct arena *a)
{
	sbuf_puts(b, ".Sh DAILY TASKS\nWhat each costs, in keys as shipped; a scan or a card shown costs none.\n"
		".Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		const char *keys;
		int count = screen_task_keys(a, &tasks[i], &keys);

		man_item(b, keys, "No", arena_printf(a, count == 1 ? "= %d key" : "= %d keys", count), tasks[i].words);
	}
	sbuf_puts(b, ".El\n");
}

char *screen_keys_man(struct arena *a)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	sbuf_puts(&b, ".Sh KEYS AS SHIPPED\n");
	for (int i = 0; i < KEY_DEFAULT_COUNT; i++)
		if (i == 0 || strcmp(key_defaults[i].screen, key_defaults[i - 1].screen) != 0)
			man_keys(&b, key_defaults[i].screen);
	man_tasks(&b, a);
	sbuf_puts(&b, ".Sh WHAT CAN BE TYPED\n.Bl -tag -width Ds\n");
	for (int i = 0; i < ENTRY_FORM_COUNT; i++)
		man_item(&b, entry_forms[i].form, "", "", entry_forms[i].means);
	sbuf_puts(&b, ".El\n");
	man_actions(&b);
	sbuf_puts(&b, ".Sh SEE ALSO\n.Xr zhanggui 1\n");
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}
