/* office.c - the back office: its main menu by topic, and what all its screens do alike. */
#include "office_int.h"

#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "service/fixes.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define GROUPS_MAX 9
#define OFFICE_FOOT_ROWS 4

static const char *const group_words[GROUPS_MAX + 1] = {
#define GROUP(digit, words) [digit] = (words),
#include "topic.def"
};

static const struct topic topics[] = {
#define none NULL
#define TOPIC(digit, name, words, perm, ops, book, help) { digit, name, words, PERM_##perm, &(ops), (book) },
#include "topic.def"
#undef none
};
static const char *const topic_help[] = {
#define TOPIC(digit, name, words, perm, ops, book, help) help,
#include "topic.def"
};
#define TOPIC_COUNT ((int)(sizeof topics / sizeof *topics))

/* The office's menu is locked and left from the menu itself, too. */
enum { GROUP_LOCK = 9, GROUP_LEAVE = 0 };

struct office_state {
	int64_t to_mend;        /* on the fix list; 0 none, or not for who is signed on */
	int64_t leave_asked_ms; /* Esc was pressed once */
	int group;              /* whose topics are listed */
};

static const uint16_t office_bar[] = { SCR_LOCK_OFFICE, SCR_SIGN_OUT, SCR_LANGUAGE, SCR_PROMPT, SCR_QUIT, SCR_MENU,
	SCR_HELP, 0 };

/* --- topics ------------------------------------------------------------------------------------ */

/* The topics of a group that the one who is signed on may see. */
static int topics_of(const struct ui *ui, int group, const struct topic *list[TOPIC_COUNT])
{
	int n = 0;

	for (int i = 0; i < TOPIC_COUNT; i++)
		if (topics[i].group == group && shop_may(ui->shop, topics[i].perm))
			list[n++] = &topics[i];
	return n;
}

void office_push(struct screen *s, const struct screen_ops *ops, const void *arg, int tag)
{
	if (screen_push(s, ops, arg, tag) != OK)
		screen_refuse(s, "%s", *shop_error(ui_of(s)->shop) ? shop_error(ui_of(s)->shop)
			: _("This cannot be shown now"));
}

static enum react open_topic(struct screen *s, const char *name)
{
	for (int i = 0; i < TOPIC_COUNT; i++) {
		if (strcmp(topics[i].name, name) != 0)
			continue;
		if (!shop_may(ui_of(s)->shop, topics[i].perm))
			screen_refuse(s, _("You may not do this: %s"), _(permission_table[topics[i].perm].words));
		else
			office_push(s, topics[i].ops, topics[i].arg, TAG_PLAIN);
		return REACT_REDRAW;
	}
	screen_refuse(s, _("There is no topic %s. F1 in the main menu names them"), name);
	return REACT_REDRAW;
}

static void choose_topic(struct screen *s, int group)
{
	struct office_state *st = s->state;
	const struct topic *list[TOPIC_COUNT];
	int n = topics_of(ui_of(s), group, list);
	struct menu_item items[TOPIC_COUNT] = { { 0 } };

	st->group = group;
	if (n == 1)
		open_topic(s, list[0]->name);
	for (int i = 0; i < n; i++)
		items[i].label = _(list[i]->words);
	if (n > 1)
		ask_choice(s, group, _(group_words[group]), NULL, items, n, 0);
}

/* --- what all screens do alike ----------------------------------------------------------------- */

static void sign_out(struct screen *s)
{
	shop_sign_off(ui_of(s)->shop);
	ui_of(s)->unwind = true;
	office_push(s, &signon_ops, NULL, TAG_PLAIN);
}

enum react office_act(struct screen *s, int action, const char *arg)
{
	switch (action) {
	case SCR_OPEN:
		return open_topic(s, arg);
	case SCR_LOCK_OFFICE:
		ui_lock(s);
		return REACT_NONE;
	case SCR_SIGN_OUT:
		sign_out(s);
		return REACT_NONE;
	default:
		return ui_common(s, action);
	}
}

bool office_unwinds(struct screen *s)
{
	return ui_of(s)->unwind;
}

enum react office_event(struct screen *s, const struct event *e)
{
	struct ui *ui = ui_of(s);

	switch (e->kind) {
	case EVENT_TICK:
		ui_tick(s);
		return screen_is_top(s) && status_refresh(ui) ? REACT_REDRAW : REACT_NONE;
	case EVENT_RESIZE:
	case EVENT_STORE:
		return REACT_REDRAW;
	case EVENT_KEY:
		return REACT_BEEP;
	default:
		return REACT_PASS;
	}
}

struct rect office_frame(struct screen *s, const char *title, const char *right, const char *hint, const uint16_t *keys)
{
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect();
	int y = all.h - OFFICE_FOOT_ROWS;

	ui->stage = (struct rect){ 1, 0, y - 1, all.w };
	ui_bar(ui, keys);
	status_draw(ui, 0, all.w);
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, title);
	draw_field(1, all.w - 1 - text_width(right), text_width(right), STYLE_DIM, ALIGN_RIGHT, right);
	draw_hline(y, 0, all.w, STYLE_LINE);
	ui->message_y = y + 1;
	ui->message_cols = all.w;
	screen_draw_toast(s, y + 1, 0, all.w);
	if (screen_is_top(s)) {
		draw_field(y + 2, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, hint);
		keybar_draw(ui->keys, s->ops->name, keys, y + 3, 0, all.w);
	}
	return (struct rect){ 2, 1, y - 2, all.w - 2 };
}

/* --- the main menu ------------------------------------------------------------------------------ */

static enum err begin(struct screen *s, const void *arg)
{
	(void)arg;
	return screen_push(s, &signon_ops, NULL, TAG_PLAIN);
}

/* What wants mending is told on the first screen. */
static void count_fixes(struct screen *s)
{
	struct office_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	int64_t counts[FIXES];

	st->to_mend = 0;
	if (!shop_may(ui->shop, PERM_ARTICLES) || fixes_count(ui->shop, false, counts, &said) != OK)
		return;
	for (int i = 0; i < FIXES; i++)
		st->to_mend += counts[i];
}

/* What a group holds, as far as it may be seen and has room. */
static const char *group_text(struct ui *ui, int group, int cols)
{
	const struct topic *list[TOPIC_COUNT];
	int n = topics_of(ui, group, list);
	const char *text = "";

	for (int i = 0; i < n; i++) {
		const char *more = arena_printf(&ui->paint, i ? _("%s, %s") : "%s%s", text, _(list[i]->words));

		if (text_width(more) + (i + 1 < n) > cols)
			return arena_printf(&ui->paint, "%s…", text);
		text = more;
	}
	return text;
}

static int words_cols(struct rect r)
{
	return r.w < 90 ? 26 : 34;
}

static void draw_line(struct rect r, int y, int digit, const char *words, const char *more)
{
	int wide = words_cols(r);

	draw_printf(y, r.x + 2, 3, STYLE_KEY, "%d", digit);
	draw_field(y, r.x + 6, wide - 2, STYLE_STRONG, ALIGN_LEFT, words);
	draw_field(y, r.x + 4 + wide, r.w - wide - 4, STYLE_DIM, ALIGN_LEFT, more);
}

static void draw(struct screen *s)
{
	struct ui *ui = ui_of(s);
	struct office_state *st = s->state;
	struct rect r = office_frame(s, _("Back office"), st->to_mend
		? arena_printf(&ui->event, _("On the fix list: %lld"), (long long)st->to_mend) : "",
		_("A digit chooses, Esc signs off"), office_bar);
	int step = r.h >= 22 ? 2 : 1, y = r.y + 1;
	bool any = false;

	for (int g = 1; g < GROUPS_MAX; g++) {
		const char *text = group_words[g] ? group_text(ui, g, r.w - words_cols(r) - 4) : "";

		if (!*text)
			continue;
		any = true;
		draw_line(r, y, g, _(group_words[g]), text);
		y += step;
	}
	if (!any)
		draw_field(y, r.x + 2, r.w - 2, STYLE_WARNING, ALIGN_LEFT,
			_("Nothing of this is yours to see. Ask who keeps the roles"));
	y += 1;
	draw_line(r, y, GROUP_LOCK, _("Lock"), "");
	draw_line(r, y + step, GROUP_LEAVE, _("Sign off"), "");
}

/* Esc is pressed once too often by hands that go back: the second one counts. */
static enum react leave(struct screen *s, int64_t now_ms)
{
	struct office_state *st = s->state;
	bool again = st->leave_asked_ms && now_ms - st->leave_asked_ms < TOAST_MS;

	st->leave_asked_ms = again ? 0 : now_ms;
	if (again)
		sign_out(s);
	else
		screen_notice(s, STYLE_WARNING, "%s", _("Esc again signs off"));
	return REACT_REDRAW;
}

static enum react key(struct screen *s, const struct event *e)
{
	struct office_state *st = s->state;
	const struct topic *list[TOPIC_COUNT];
	int digit = e->code - '0';

	if (e->code == TKEY_ESC)
		return leave(s, e->at_ms);
	st->leave_asked_ms = 0;
	if (e->code == '0')
		sign_out(s);
	else if (e->code == '9')
		ui_lock(s);
	else if (digit > 0 && digit < GROUPS_MAX && topics_of(ui_of(s), digit, list) > 0)
		choose_topic(s, digit);
	else
		return REACT_BEEP;
	return REACT_REDRAW;
}

static enum react event(struct screen *s, const struct event *e)
{
	return e->kind == EVENT_KEY ? key(s, e) : office_event(s, e);
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct office_state *st = s->state;
	const struct topic *list[TOPIC_COUNT];

	ui_of(s)->unwind = false;
	count_fixes(s);
	if (!a->given)
		return REACT_REDRAW;
	if (a->tag > 0 && a->tag < GROUPS_MAX) {
		if (a->choice < topics_of(ui_of(s), st->group, list))
			open_topic(s, list[a->choice]->name);
		return REACT_REDRAW;
	}
	return ui_resume(s, a);
}

const struct screen_ops office_ops = {
	.name = "office", .title = N_("Back office"), .flags = SCREEN_HOLD, .size = sizeof(struct office_state),
	.bar = office_bar, .open = begin, .draw = draw, .act = office_act, .event = event, .resume = resume
};

/* --- the man page (mdoc) ------------------------------------------------------------------------ */

char *screen_office_man(struct arena *a)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	sbuf_puts(&b, ".Sh TOPICS\n");
	for (int g = 1; g < GROUPS_MAX; g++) {
		bool any = false;

		for (int i = 0; i < TOPIC_COUNT; i++) {
			if (topics[i].group != g)
				continue;
			if (!any)
				sbuf_printf(&b, ".Ss %d %s\n.Bl -tag -width Ds\n", g, group_words[g]);
			any = true;
			sbuf_printf(&b, ".It Ic open Cm %s\n%s.\nThe right\n.Cm %s .\n", topics[i].name, topic_help[i],
				permission_table[topics[i].perm].name);
		}
		if (any)
			sbuf_puts(&b, ".El\n");
	}
	sbuf_puts(&b, ".Sh SEE ALSO\n.Xr zhanggui 1 ,\n.Xr zhanggui-keys 7 ,\n.Xr zhanggui-settings 7\n");
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}
