/* tui_demo_tool.c - every widget of the room tui in one small program, for tui_test.c and for eyes
 * (shot_tool). It knows no trade: "goods" are four lines of a table.
 *   tui_demo_tool [--theme NAME] [--prefix BYTE] [--suffix BYTE] [--no-timing] [--keys FILE] */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "tui/big.h"
#include "tui/dialog.h"
#include "tui/edit.h"
#include "tui/form.h"
#include "tui/key.h"
#include "tui/list.h"
#include "tui/menu.h"
#include "tui/pager.h"
#include "tui/screen.h"
#include "tui/term.h"

enum {
	ACT_HELP = 1, ACT_MESSAGE, ACT_CHOICE, ACT_LINE, ACT_PIN, ACT_LIST, ACT_FORM, ACT_STYLES,
	ACT_NOTICE, ACT_ADD, ACT_MENU, ACT_CRASH, ACT_QUIT
};

static const struct key_action actions[] = {
	{ ACT_HELP, "help", N_("Help"), N_("Explains the keys.") },
	{ ACT_MESSAGE, "message", N_("Message"), N_("Shows a message.") },
	{ ACT_CHOICE, "choice", N_("Choice"), N_("Asks for one of numbered items.") },
	{ ACT_LINE, "line", N_("Line"), N_("Asks for a line of text.") },
	{ ACT_PIN, "pin", N_("PIN"), N_("Asks for a PIN.") },
	{ ACT_LIST, "list", N_("List"), N_("Asks for a row of a list.") },
	{ ACT_FORM, "form", N_("Form"), N_("Opens a form.") },
	{ ACT_STYLES, "styles", N_("Styles"), N_("Shows every style.") },
	{ ACT_NOTICE, "notice", N_("Notice"), N_("Shows a notice that goes by itself.") },
	{ ACT_ADD, "add", N_("Add"), N_("Adds the article with that code.") },
	{ ACT_MENU, "menu", N_("Menu"), N_("Opens a menu on a screen of its own.") },
	{ ACT_CRASH, "crash", N_("Crash"), N_("Aborts, to see the terminal given back.") },
	{ ACT_QUIT, "quit", N_("Quit"), N_("Ends the program.") },
};

static const struct key_default defaults[] = {
	{ "demo", "F2", "message", NULL }, { "demo", "F3", "choice", NULL },
	{ "demo", "F4", "line", NULL }, { "demo", "F5", "list", NULL },
	{ "demo", "F6", "form", NULL }, { "demo", "F7", "styles", NULL },
	{ "demo", "F8", "notice", NULL }, { "demo", "F9", "menu", NULL },
	{ "demo", "Ctrl-P", "pin", NULL }, { "demo", "F11", "add", "6920000000005" },
	{ "demo", "Ctrl-X", "crash", NULL }, { "all", "F12", "quit", NULL },
	{ "all", "F1", "help", NULL },
};

static const uint16_t demo_bar[] = { ACT_MESSAGE, ACT_CHOICE, ACT_LINE, ACT_LIST, ACT_FORM,
	ACT_STYLES, ACT_NOTICE, ACT_MENU, ACT_QUIT, ACT_HELP, 0 };

static const struct { const char *code, *name; int milli, unit_minor; } goods[] = {
	{ "6901234567892", "康师傅冰红茶500ml", 2000, 300 },
	{ "2101234", "红富士苹果(散)", 1258, 900 },
	{ "6920000000005", "蒙牛纯牛奶250ml*12", 1000, 4590 },
	{ "000017", "Zoë's café crème, very long English name", 1000, 30 },
};
#define GOODS (int)(sizeof goods / sizeof goods[0])
#define ROWS_MAX 500

struct demo {
	int rows[ROWS_MAX], row_count;
	int64_t total_minor;
	struct list roll;
	struct edit entry;
	char heard[EVENT_TEXT_MAX + 64]; /* the last event, in words */
	struct rect entry_place, roll_place, totals_place, heard_place;
	bool sold; /* since the last drawing */
};

static const char *money(int64_t minor, char *buf)
{
	snprintf(buf, LIST_CELL_MAX, "%lld.%02lld", (long long)(minor / 100), (long long)(minor % 100));
	return buf;
}

static int64_t amount_minor(int good)
{
	return (int64_t)goods[good].milli * goods[good].unit_minor / 1000;
}

static const char *roll_cell(void *ctx, int row, int column, char *buf)
{
	const struct demo *d = ctx;
	int good = d->rows[row];

	switch (column) {
	case 0:
		snprintf(buf, LIST_CELL_MAX, "%d", row + 1);
		return buf;
	case 1:
		return goods[good].name;
	case 2:
		if (goods[good].milli % 1000)
			snprintf(buf, LIST_CELL_MAX, "%d.%03d", goods[good].milli / 1000,
				goods[good].milli % 1000);
		else
			snprintf(buf, LIST_CELL_MAX, "%d", goods[good].milli / 1000);
		return buf;
	case 3:
		return money(goods[good].unit_minor, buf);
	default:
		return money(amount_minor(good), buf);
	}
}

static const struct list_column roll_columns[] = {
	{ "", 2, ALIGN_RIGHT, false, 0 },
	{ N_("Item"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Qty"), 6, ALIGN_RIGHT, false, 2 },
	{ N_("Price"), 7, ALIGN_RIGHT, true, 3 },
	{ N_("Amount"), 8, ALIGN_RIGHT, true, 0 },
};

static void add(struct demo *d, const char *code)
{
	int i;

	for (i = 0; i < GOODS && strcmp(goods[i].code, code) != 0; i++)
		;
	if (i == GOODS || d->row_count == ROWS_MAX)
		return;
	d->rows[d->row_count++] = i;
	d->total_minor += amount_minor(i);
	list_set_count(&d->roll, d->row_count);
}

static enum err demo_open(struct screen *s, const void *arg)
{
	struct demo *d = s->state;

	(void)arg;
	list_init(&d->roll, roll_columns, 5, LIST_HEAD | LIST_ROLL | LIST_COUNT, roll_cell, d);
	edit_init(&d->entry, EDIT_TEXT, 60);
	return OK;
}

/* Totals and large figures at the right, or below the roll on a narrow screen. */
static void draw_totals(struct demo *d, struct rect r)
{
	char buf[LIST_CELL_MAX];

	snprintf(buf, sizeof buf, "%d", d->row_count);
	draw_text(r.y, r.x, r.w, STYLE_NORMAL, _("Pieces"));
	draw_money(r.y, r.x + r.w - 8, 8, STYLE_NORMAL, buf);
	draw_text(r.y + 1, r.x, r.w, STYLE_NORMAL, _("To pay"));
	if (r.h >= 2 + BIG_ROWS)
		big_draw(r.y + 2, r.x, r.w, STYLE_DUE, money(d->total_minor, buf));
	else
		draw_money(r.y + 1, r.x + r.w - 12, 12, STYLE_DUE, money(d->total_minor, buf));
}

static void draw_entry(struct demo *d)
{
	struct rect p = d->entry_place;

	draw_text(p.y, p.x, 3, STYLE_KEY, " > ");
	edit_draw(&d->entry, p.y, p.x + 3, p.w - 3, STYLE_NORMAL, true);
}

static void draw_heard(struct demo *d)
{
	struct rect p = d->heard_place;

	draw_field(p.y, p.x, p.w, STYLE_DIM, ALIGN_LEFT, d->heard);
}

/* A line sold is drawn over what is there: a whole frame is ten times the work. */
static void demo_draw_input(struct screen *s)
{
	struct demo *d = s->state;

	if (d->sold) {
		list_draw_from(&d->roll, d->roll_place, d->row_count - 1);
		draw_totals(d, d->totals_place);
		draw_heard(d);
		d->sold = false;
	}
	draw_entry(d);
}

static void demo_draw(struct screen *s)
{
	struct demo *d = s->state;
	struct rect all = screen_rect();
	int left = all.w >= 60 ? all.w * 5 / 8 : all.w, bottom = all.h - 4;
	int totals = all.w >= 60 ? 0 : all.h >= 16 ? 5 : 2;

	draw_bar(0, 0, all.w, STYLE_BAR, _(" Demo of the widgets"), "掌柜 03 ");
	d->roll_place = (struct rect){ 1, 0, bottom - 1 - totals, left };
	d->totals_place = totals ? (struct rect){ bottom - totals, 1, totals, all.w - 2 } :
		(struct rect){ 2, left + 2, bottom - 2, all.w - left - 3 };
	list_draw(&d->roll, d->roll_place);
	draw_totals(d, d->totals_place);
	if (!totals)
		draw_vline(1, left, bottom - 1, STYLE_LINE);
	draw_hline(bottom, 0, all.w, STYLE_LINE);
	if (!totals)
		draw_joint(bottom, left, JOINT_BOTTOM, STYLE_LINE);
	screen_draw_toast(s, bottom + 1, 0, all.w);
	d->entry_place = (struct rect){ bottom + 2, 0, 1, all.w * 2 / 5 };
	d->heard_place = (struct rect){ bottom + 2, all.w * 2 / 5 + 1, 1, all.w - all.w * 2 / 5 - 1 };
	screen_draw_keys(s, all.h - 1, 1, all.w - 2);
	draw_heard(d);
	draw_entry(d);
	d->sold = false;
}

static void heard(struct demo *d, const char *what, const char *text, int taken_back)
{
	snprintf(d->heard, sizeof d->heard, "%s [%.900s] back %d", what, text, taken_back);
}

static enum react demo_key(struct demo *d, int32_t code)
{
	char name[KEY_NAME_MAX];

	if (edit_key(&d->entry, code))
		return REACT_INPUT;
	if (code == TKEY_ENTER && d->entry.len) {
		heard(d, "entered", d->entry.text, 0);
		edit_clear(&d->entry);
		return REACT_REDRAW;
	}
	heard(d, "key", key_text(code, name), 0);
	return REACT_REDRAW | REACT_BEEP;
}

static enum react demo_event(struct screen *s, const struct event *e)
{
	struct demo *d = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return demo_key(d, e->code);
	case EVENT_PASTE:
		edit_paste(&d->entry, e->text);
		heard(d, "pasted", e->text, 0);
		return REACT_REDRAW;
	case EVENT_SCAN:
		heard(d, "scan", e->text, e->code);
		add(d, e->text);
		d->sold = d->row_count > 0;
		return REACT_INPUT | REACT_GOOD;
	default:
		return REACT_PASS;
	}
}

static enum react demo_resume(struct screen *s, const struct answer *a)
{
	struct demo *d = s->state;

	snprintf(d->heard, sizeof d->heard, "answer %d: %s %d [%.900s]", a->tag,
		a->given ? "given" : "none", a->choice, a->text);
	return REACT_REDRAW;
}

static const struct list_column people_columns[] = {
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Phone"), 11, ALIGN_RIGHT, false, 1 },
	{ N_("Balance"), 10, ALIGN_RIGHT, true, 0 },
};

static const char *people_cell(void *ctx, int row, int column, char *buf)
{
	static const char *const names[] = { "李秀英", "欧阳修远", "𠮷野家", "Ann Smith", "单雄信" };

	(void)ctx;
	if (column == 0)
		snprintf(buf, LIST_CELL_MAX, "%s %d", names[row % 5], row + 1);
	else if (column == 1)
		snprintf(buf, LIST_CELL_MAX, "138****%04d", row * 37 % 10000);
	else
		snprintf(buf, LIST_CELL_MAX, "%d.%02d", row * 919 % 100000, row % 100);
	return buf;
}

static void ask_one(struct screen *s, int action)
{
	static const struct menu_item reasons[] = {
		{ "顾客不要了 (changed mind)", NULL, false }, { "扫错 (mis-scan)", "Del", false },
		{ "价格不对 (wrong price)", NULL, true }, { "测试 (test)", NULL, false },
	};
	static const struct line_question line = { .title = "Member", .label = "Name",
		.text = "Type the name as on the card. 请输入会员卡上的姓名。", .initial = "李",
		.min_chars = 1, .max_chars = 20, .scan_too = true };
	static const struct line_question pin = { .title = "PIN", .kind = EDIT_PIN, .max_chars = 6,
		.min_chars = 4, .label = "消费密码" };
	static const struct list_question people = { .title = "Members", .columns = people_columns,
		.column_count = 3, .cell = people_cell, .count = 120 };

	if (action == ACT_CHOICE)
		ask_choice(s, action, "Cancel?", "取消 6 行, 63.40?", reasons, 4, -1);
	else if (action == ACT_LIST)
		ask_list(s, action, &people);
	else
		ask_line(s, action, action == ACT_PIN ? &pin : &line);
}

/* --- a screen with a form --- */

static const char *const levels[] = { N_("Silver"), N_("Gold"), N_("Platinum"), NULL };
static const struct field fields[] = {
	{ N_("Number"), FIELD_SHOW, 10, 0, NULL, NULL },
	{ N_("Name"), FIELD_TEXT, 30, FIELD_REQUIRED, N_("As on the identity card."), NULL },
	{ N_("Mobile"), FIELD_DIGITS, 11, FIELD_REQUIRED, N_("11 digits."), NULL },
	{ N_("Level"), FIELD_CHOICE, 0, 0, N_("Left and Right choose."), levels },
	{ N_("Balance"), FIELD_NUMBER, 10, 0, NULL, NULL },
	{ N_("PIN"), FIELD_PIN, 6, 0, N_("Typed by the customer."), NULL },
};

static enum err form_open(struct screen *s, const void *arg)
{
	struct form *f = s->state;

	(void)arg;
	form_init(f, &s->arena, fields, 6);
	form_set(f, 0, "M-000123");
	return OK;
}

static void form_screen_draw(struct screen *s)
{
	struct rect all = screen_rect();

	draw_bar(0, 0, all.w, STYLE_BAR, " Form", "");
	form_draw(s->state, rect_inset(all, 2, 1));
	screen_draw_toast(s, all.h - 1, 0, all.w);
}

static enum react form_event(struct screen *s, const struct event *e)
{
	struct form *f = s->state;

	if (e->kind == EVENT_PASTE)
		return form_paste(f, e->text) ? REACT_REDRAW : REACT_BEEP;
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	switch (form_key(f, e->code)) {
	case FORM_DONE:
		if (strlen(form_get(f, 2)) != 11) {
			form_blame(f, 2, _("A mobile number has 11 digits."));
			return REACT_REDRAW | REACT_BEEP;
		}
		screen_answer(s, form_choice(f, 3), form_get(f, 1), NULL);
		return REACT_CLOSE;
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static const struct screen_ops form_ops = {
	.name = "form", .size = sizeof(struct form), .open = form_open, .draw = form_screen_draw,
	.event = form_event,
};

/* --- a screen with every style, a gauge and large figures --- */

static void styles_draw(struct screen *s)
{
	static const char *const names[STYLE_COUNT] = { "normal", "dim", "strong", "title", "bar",
		"key", "line", "money", "due", "change", "error", "warning", "done", "info",
		"selected", "entry", "void", "dialog" };
	struct rect all = screen_rect(), box = { 0, all.w / 2, 7, all.w - all.w / 2 };
	int i;

	(void)s;
	for (i = 0; i < STYLE_COUNT; i++)
		draw_note(i, 0, all.w / 2 - 1, (enum style)i, names[i]);
	draw_box(box, STYLE_DIALOG, "盒子 box");
	draw_field(1, box.x + 1, box.w - 2, STYLE_NORMAL, ALIGN_LEFT, "左 left");
	draw_field(2, box.x + 1, box.w - 2, STYLE_NORMAL, ALIGN_CENTRE, "中 centre");
	draw_field(3, box.x + 1, box.w - 2, STYLE_NORMAL, ALIGN_RIGHT, "右 right");
	draw_money(4, box.x + 1, box.w - 2, STYLE_MONEY, "1234567.89");
	draw_gauge(5, box.x + 1, box.w - 2, STYLE_DONE, 37, 100);
	big_draw(8, box.x, box.w, STYLE_DUE, "-12.50");
	big_draw(12, box.x, box.w, STYLE_CHANGE, "0123456789");
	draw_text(16, box.x, box.w, STYLE_NORMAL,
		"bad\x1b[31m\x01 \xff\xc3 e\xCC\x81 \xE2\x80\xAEtab\there");
	draw_text(17, box.x, box.w, STYLE_NORMAL, "𱍐 \xF0\x9F\xAB\xA8 rare");
	draw_text(18, all.w - 3, 3, STYLE_NORMAL, "中文");
	draw_wrapped((struct rect){ 19, box.x, all.h - 19, box.w }, STYLE_DIM,
		"A paragraph wraps between words, 中文可以在任何字之间换行，但标点不在行首。", 0);
}

static enum react close_on_esc(struct screen *s, const struct event *e)
{
	(void)s;
	return e->kind == EVENT_KEY && e->code == TKEY_ESC ? REACT_CLOSE : REACT_PASS;
}

static const struct screen_ops styles_ops = {
	.name = "styles", .draw = styles_draw, .event = close_on_esc,
};

/* --- a screen with a menu of tenders side by side --- */

static enum err menu_open(struct screen *s, const void *arg)
{
	static const struct menu_item tenders[] = {
		{ "现金", NULL, false }, { "银行卡", NULL, false }, { "微信/支付宝", NULL, false },
		{ "储值卡", NULL, false }, { "积分", NULL, false }, { "优惠券", NULL, true },
		{ "代金券", NULL, false }, { "挂账", NULL, false }, { "外币", NULL, false },
		{ "支票", NULL, false }, { "礼券", NULL, false }, { "云闪付", NULL, false },
	};

	(void)arg;
	menu_init(s->state, tenders, 12, 0);
	return OK;
}

static void menu_screen_draw(struct screen *s)
{
	struct rect all = screen_rect();

	draw_bar(0, 0, all.w, STYLE_BAR, " Menu", "");
	menu_draw(s->state, (struct rect){ 2, 1, all.w >= 60 ? 4 : all.h - 4, all.w - 2 });
}

static enum react menu_event(struct screen *s, const struct event *e)
{
	int chosen;

	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	chosen = menu_key(s->state, e->code);
	if (chosen >= 0) {
		screen_answer(s, chosen, "", NULL);
		return REACT_CLOSE;
	}
	return chosen == MENU_MOVED ? REACT_REDRAW : close_on_esc(s, e);
}

static const struct screen_ops menu_ops = {
	.name = "menu", .flags = SCREEN_HOLD, .size = sizeof(struct menu), .open = menu_open,
	.draw = menu_screen_draw, .event = menu_event,
};

static enum react open_screen(struct screen *s, const struct screen_ops *ops, int tag)
{
	return screen_push(s, ops, NULL, tag) == OK ? REACT_NONE : REACT_BEEP;
}

static enum react demo_act(struct screen *s, int action, const char *arg)
{
	switch (action) {
	case ACT_HELP:
		ask_pager(s, _("Keys"), keymap_help(screen_keys(s), "demo", &s->arena));
		return REACT_NONE;
	case ACT_MESSAGE:
		ask_message(s, STYLE_NORMAL, "Message", "商品 6901234567892 找不到。\n"
			"No such article: scan it again, or type its number.");
		return REACT_NONE;
	case ACT_FORM:
		return open_screen(s, &form_ops, action);
	case ACT_STYLES:
		return open_screen(s, &styles_ops, action);
	case ACT_MENU:
		return open_screen(s, &menu_ops, action);
	case ACT_NOTICE:
		screen_notice(s, STYLE_DONE, "已打印 Printed");
		return REACT_NONE;
	case ACT_ADD:
		add(s->state, arg);
		return REACT_REDRAW;
	case ACT_CRASH:
		abort();
	case ACT_QUIT:
		return REACT_CLOSE;
	default:
		ask_one(s, action);
		return REACT_NONE;
	}
}

static const struct screen_ops demo_ops = {
	.name = "demo", .title = N_("Demo"), .size = sizeof(struct demo), .bar = demo_bar,
	.open = demo_open, .draw = demo_draw, .draw_input = demo_draw_input, .act = demo_act,
	.event = demo_event, .resume = demo_resume,
};

static void loop(struct screens *st, struct event_queue *q)
{
	struct event e;
	struct pollfd p[2];

	screens_refresh(st);
	for (;;) {
		int ms = term_timeout_ms();
		bool idle;

		term_pollfds(p);
		idle = poll(p, 2, ms >= 0 && ms < 1000 ? ms : 1000) == 0;
		term_read(q);
		if (idle)
			event_put(q, EVENT_TICK, 0, "");
		while (event_take(q, &e))
			if (!screens_event(st, &e))
				return;
		screens_refresh(st);
	}
}

static int fail(const char *why)
{
	fprintf(stderr, "%s\n", why);
	return 2;
}

static struct keymap *keys(struct arena *a, const char *file, const char **why)
{
	struct keymap *k = keymap_new(a, actions, (int)(sizeof actions / sizeof actions[0]), defaults,
		(int)(sizeof defaults / sizeof defaults[0]));
	struct ini ini;

	if (file && (ini_read(a, file, &ini, why) != OK || keymap_load(k, a, &ini, why) != OK))
		return NULL;
	return k;
}

int main(int argc, char **argv)
{
	struct arena a = ARENA_INIT;
	struct term_options options = { .wedge_timing = true };
	const char *why = "cannot read the file", *file = NULL;
	struct event_queue q;
	struct screens *st;
	struct keymap *k;
	int i;

	tr_init(NULL);
	for (i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--no-timing") == 0)
			options.wedge_timing = false;
		else if (strcmp(argv[i], "--theme") == 0)
			options.theme = argv[++i];
		else if (strcmp(argv[i], "--prefix") == 0)
			options.wedge_prefix = atoi(value), i++;
		else if (strcmp(argv[i], "--suffix") == 0)
			options.wedge_suffix = atoi(value), i++;
		else if (strcmp(argv[i], "--keys") == 0)
			file = argv[++i];
		else
			return fail("unknown option");
	}
	k = keys(&a, file, &why);
	if (!k || term_start(&a, &options, &why) != OK) {
		i = fail(why);
		arena_release(&a);
		return i;
	}
	event_queue_init(&q);
	st = screens_new(k, NULL);
	if (screens_push(st, &demo_ops, NULL) == OK)
		loop(st, &q);
	screens_free(st);
	term_stop();
	event_queue_release(&q);
	arena_release(&a);
	return 0;
}
