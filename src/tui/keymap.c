/* keymap.c - keys to actions. A few hundred bindings at most, looked through in order. */
#include "tui/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "tui/key.h"

#define BINDINGS_MAX 1000
#define EVERYWHERE "all"
#define HELP_KEY_COLS 8

struct bound {
	const char *screen;
	int32_t code;
	struct binding does; /* action 0: the file unbound it */
};

struct keymap {
	struct arena *arena;
	const struct key_action *actions;
	int action_count;
	const struct key_default *defaults; /* for the names of screens */
	int default_count;
	struct bound *bounds;
	int count;
};

const struct key_action *keymap_named(const struct keymap *k, const char *name)
{
	int i;

	for (i = 0; i < k->action_count; i++)
		if (strcmp(k->actions[i].name, name) == 0)
			return &k->actions[i];
	return NULL;
}

const struct key_action *keymap_action(const struct keymap *k, int number)
{
	int i;

	for (i = 0; i < k->action_count; i++)
		if (k->actions[i].number == number)
			return &k->actions[i];
	return NULL;
}

const struct key_action *keymap_actions(const struct keymap *k, int *count)
{
	*count = k->action_count;
	return k->actions;
}

static struct bound *bound_of(const struct keymap *k, const char *screen, int32_t code)
{
	int i;

	for (i = 0; i < k->count; i++)
		if (k->bounds[i].code == code && strcmp(k->bounds[i].screen, screen) == 0)
			return &k->bounds[i];
	return NULL;
}

static void put_binding(struct keymap *k, const char *screen, int32_t code, struct binding does)
{
	struct bound *b = bound_of(k, screen, code);

	if (!b) {
		if (k->count == BINDINGS_MAX)
			abort();
		b = &k->bounds[k->count++];
		b->screen = screen;
		b->code = code;
	}
	b->does = does;
}

struct keymap *keymap_new(struct arena *a, const struct key_action *actions, int action_count,
	const struct key_default *defaults, int default_count)
{
	struct keymap *k = arena_new(a, struct keymap);
	int i;

	*k = (struct keymap){ .arena = a, .actions = actions, .action_count = action_count,
		.defaults = defaults, .default_count = default_count };
	k->bounds = arena_array(a, BINDINGS_MAX, sizeof *k->bounds);
	for (i = 0; i < default_count; i++) {
		const struct key_action *act = keymap_named(k, defaults[i].action);
		int32_t code = key_parse(defaults[i].key);

		if (!act || !code || bound_of(k, defaults[i].screen, code))
			abort();
		put_binding(k, defaults[i].screen, code, (struct binding){ act->number,
			defaults[i].arg ? defaults[i].arg : "" });
	}
	return k;
}

/* A screen's name as the defaults write it; NULL when there is none of that name. */
static const char *known_screen(const struct keymap *k, const char *name)
{
	int i;

	if (strcasecmp(name, EVERYWHERE) == 0)
		return EVERYWHERE;
	for (i = 0; i < k->default_count; i++)
		if (strcasecmp(k->defaults[i].screen, name) == 0)
			return k->defaults[i].screen;
	return NULL;
}

/* One line of a file, understood. */
struct line { const char *screen; int32_t code; struct binding does; };

static const char *understand(const struct keymap *k, struct arena *a, const char *path,
	const struct ini_item *item, struct line *out)
{
	const char *value = item->value + strspn(item->value, " "); /* quotes keep blanks */
	const char *space = strchr(value, ' ');
	const struct key_action *act;
	char *name = space ? arena_strndup(a, value, (size_t)(space - value)) : arena_strdup(a, value);

	out->screen = known_screen(k, item->section);
	if (!out->screen)
		return arena_printf(a, _("%s:%d: [%s] is no screen that has keys: correct the name, "
			"or use [all]."), path, item->line, item->section);
	out->code = key_parse(item->key);
	if (!out->code)
		return arena_printf(a, _("%s:%d: \"%s\" is no key: write it as F4, Ctrl-X, Del or one "
			"character."), path, item->line, item->key);
	out->does = (struct binding){ 0, "" };
	if (!*name)
		return NULL;
	act = keymap_named(k, name);
	if (!act)
		return arena_printf(a, _("%s:%d: \"%s\" is no action: the key list of F1 and the manual "
			"page zhanggui-keys name them all."), path, item->line, name);
	while (space && *space == ' ')
		space++;
	out->does = (struct binding){ act->number, space ? utf8_clean(k->arena, space) : "" };
	return NULL;
}

enum err keymap_load(struct keymap *k, struct arena *a, const struct ini *ini, const char **why)
{
	struct line *lines = arena_array(a, (size_t)ini->count + 1, sizeof *lines);
	char name[KEY_NAME_MAX];
	int i, j;

	for (i = 0; i < ini->count; i++) {
		*why = understand(k, a, ini->path, &ini->items[i], &lines[i]);
		for (j = 0; j < i && !*why; j++)
			if (lines[j].code == lines[i].code && lines[j].screen == lines[i].screen)
				*why = arena_printf(a, _("%s:%d: the key %s is given twice for this "
					"screen, first in line %d: take one away."), ini->path,
					ini->items[i].line, key_text(lines[i].code, name),
					ini->items[j].line);
		if (*why) {
			*why = utf8_clean(a, *why); /* it names what the file says */
			return ERR_INVALID;
		}
	}
	if (k->count + ini->count > BINDINGS_MAX) {
		*why = arena_printf(a, _("%s: more than %d keys are bound: take some away."), ini->path,
			BINDINGS_MAX);
		return ERR_INVALID;
	}
	for (i = 0; i < ini->count; i++)
		put_binding(k, lines[i].screen, lines[i].code, lines[i].does);
	return OK;
}

const struct binding *keymap_find(const struct keymap *k, const char *screen, int32_t code,
	bool everywhere)
{
	const struct bound *b = bound_of(k, screen, code);

	if (!b && everywhere)
		b = bound_of(k, EVERYWHERE, code);
	return b && b->does.action ? &b->does : NULL;
}

int32_t keymap_key(const struct keymap *k, const char *screen, int action)
{
	int i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < k->count; i++) {
			const struct bound *b = &k->bounds[i];

			if (b->does.action == action && !*b->does.arg &&
					strcmp(b->screen, pass ? EVERYWHERE : screen) == 0 &&
					keymap_find(k, screen, b->code, true) == &b->does)
				return b->code;
		}
	return 0;
}

/* Chinese labels stand right behind the key, others after a blank. */
static bool needs_blank(const char *label)
{
	return (unsigned char)*label < 0x80;
}

static int item_cols(const struct keymap *k, const char *screen, int action, char *key,
	const char **label)
{
	int32_t code = keymap_key(k, screen, action);
	const struct key_action *act = keymap_action(k, action);

	if (!code || !act)
		return 0;
	key_label(code, key);
	*label = _(act->label);
	return text_width(key) + (needs_blank(*label) ? 1 : 0) + text_width(*label);
}

int keybar_item(int y, int x, int cols, const char *key, const char *label)
{
	int used = draw_text(y, x, cols, STYLE_KEY, key);

	if (needs_blank(label))
		used += draw_text(y, x + used, cols - used, STYLE_NORMAL, " ");
	return used + draw_text(y, x + used, cols - used, STYLE_NORMAL, label) + 1;
}

void keybar_draw(const struct keymap *k, const char *screen, const uint16_t *actions,
	int y, int x, int cols)
{
	char key[KEY_NAME_MAX];
	const char *label = "";
	int end = x + cols, keep = 0, n = 0, i, at = x;

	while (actions && actions[n])
		n++;
	if (n)
		keep = item_cols(k, screen, actions[n - 1], key, &label) + 1;
	draw_field(y, x, cols, STYLE_NORMAL, ALIGN_LEFT, "");
	for (i = 0; i < n; i++) {
		int w = item_cols(k, screen, actions[i], key, &label);

		if (!w || (at + w + (i < n - 1 ? keep : 0) > end && i < n - 1))
			continue;
		at += keybar_item(y, at, end - at, key, label);
	}
}

static void help_line(const struct keymap *k, const struct bound *b, struct sbuf *out)
{
	const struct key_action *act = keymap_action(k, b->does.action);
	char key[KEY_NAME_MAX];
	int pad = HELP_KEY_COLS - text_width(key_label(b->code, key));

	assert(act); /* keys are bound to actions of the table only */
	sbuf_printf(out, "%s%*s%s", key, pad > 1 ? pad : 1, "", _(act->label));
	if (*b->does.arg)
		sbuf_printf(out, " %s", b->does.arg);
	sbuf_printf(out, " - %s\n", _(act->help));
}

char *keymap_help(const struct keymap *k, const char *screen, struct arena *a)
{
	struct sbuf text = SBUF_INIT;
	char *copy;
	int i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < k->count; i++)
			if (k->bounds[i].does.action &&
					strcmp(k->bounds[i].screen, pass ? EVERYWHERE : screen) == 0 &&
					keymap_find(k, screen, k->bounds[i].code, true) ==
						&k->bounds[i].does)
				help_line(k, &k->bounds[i], &text);
	copy = arena_strdup(a, sbuf_text(&text));
	sbuf_release(&text);
	return copy;
}
