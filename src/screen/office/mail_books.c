/* mail_books.c - address labels: the orders that were printed; a new order as a form, then the list of its labels to
 * look at, each as it will stand there, before the printer gets them. */
#include "order_look_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "service/consents.h"
#include "service/levels.h"
#include "service/mail.h"
#include "tui/dialog.h"

#define KEYS_MAX 400
#define NAMED_BYTES 100 /* codes that are seen in the field; more are told by how many they are */
#define PREVIEW_COLS 36

/* --- the labels of an order, to look at ----------------------------------------------------------- */

struct mails_open { const struct mail_choice *choice; struct mail_printing how; };

struct mails_state { struct mail_printing order; struct mail_list chosen; };

enum { MAIL_POSTCODE, MAIL_ADDRESS, MAIL_NAME, MAIL_COLUMNS };
static const struct list_column mail_columns[MAIL_COLUMNS] = {
	[MAIL_POSTCODE] = { N_("Postcode"), 10, ALIGN_LEFT, false, 0 },
	[MAIL_ADDRESS] = { N_("Address"), 0, ALIGN_LEFT, false, 0 },
	[MAIL_NAME] = { N_("Full name"), 22, ALIGN_LEFT, false, 0 },
};

static const char *mail_cell(void *ctx, int row, int column, char *buf)
{
	struct order_look *look = ctx;
	const struct mails_state *st = look->state;
	const struct mail *m = &st->chosen.list[row];

	(void)buf;
	return column == MAIL_POSTCODE ? m->postcode : column == MAIL_ADDRESS ? m->address
		: mail_name(&look->paint, m);
}

static enum err mails_chosen(struct order_look *l, struct arena *a, const void *order, struct said *said)
{
	const struct mails_open *open = order;
	struct mails_state *st = l->state;
	enum err e = mail_choose(l->shop, a, open->choice, &st->chosen, said);

	l->count = st->chosen.count;
	st->order = (struct mail_printing){ .list = st->chosen.list, .count = l->count,
		.size = arena_strdup(a, open->how.size), .start = open->how.start,
		.words = arena_strdup(a, open->how.words) };
	return e;
}

static const char *mails_sum(const struct order_look *l, struct arena *a, bool *warn)
{
	const struct mails_state *st = l->state;

	*warn = st->chosen.left_out > 0;
	return arena_printf(a, _("Labels: %d, size %s; left out, without name or address or not active: %d"), l->count,
		st->order.size, st->chosen.left_out);
}

/* As wide as a label is about, in columns of the screen. */
static bool fits_preview(void *ctx, const char *text, size_t n)
{
	return utf8_width(arena_strndup(ctx, text, n)) <= PREVIEW_COLS;
}

static void mail_show_one(struct screen *s, const struct order_look *l, int row)
{
	const struct mail *m = &((const struct mails_state *)l->state)->chosen.list[row];
	struct arena *a = &ui_of(s)->event;
	struct mail_line lines[MAIL_LINES_MAX];
	const char *address = "", *name = mail_name(a, m);
	int n = mail_lines(m->address, MAIL_LINES_MAX, fits_preview, a, lines);

	for (int i = 0; i < n; i++)
		address = arena_printf(a, "%s%.*s\n", address, (int)lines[i].n, lines[i].text);
	if (!n)
		address = arena_printf(a, "%s\n", m->address);
	ask_pager(s, m->name, mail_is_chinese(m) ? arena_printf(a, "%s\n%s%s\n", m->postcode, address, name)
		: arena_printf(a, "%s\n%s%s\n", name, address, m->postcode));
}

static enum err mails_to_printer(const struct order_look *l, struct arena *a, struct said *said)
{
	const struct mails_state *st = l->state;

	return mail_print(l->shop, a, &st->order, NULL, said);
}

static enum err mails_to_file(const struct order_look *l, struct arena *a, enum pages_format format, const char *path,
	struct said *said)
{
	const struct mails_state *st = l->state;

	return mail_save(l->shop, a, &st->order, format, path, said);
}

static const struct order_kind mails_kind = {
	.title = N_("Address labels"), .file = "labels.pdf", .columns = mail_columns, .column_count = MAIL_COLUMNS,
	.state_bytes = sizeof(struct mails_state), .cell = mail_cell, .choose = mails_chosen, .sum = mails_sum,
	.show = mail_show_one, .print = mails_to_printer, .save = mails_to_file,
};

/* --- orders ---------------------------------------------------------------------------------------- */

enum { ORDER_HEAD, ORDER_MEMBERS, ORDER_LEVEL, ORDER_MONTH, ORDER_ALL, ORDER_PURPOSE, ORDER_HEAD_HOW, ORDER_SIZE,
	ORDER_START, ORDER_WHY, ORDER_LISTED, ORDER_FIELDS };
static const struct field order_fields[ORDER_FIELDS] = {
	[ORDER_HEAD] = { N_("Which members: those that fit any of it"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_MEMBERS] = { N_("These members"), FIELD_TEXT, 400, 0,
		N_("Numbers, cards or phone numbers with blanks between"), NULL },
	[ORDER_LEVEL] = { N_("Level"), FIELD_PICK, 24, 0, N_("All of a level, or of those the ones born in the month"),
		NULL },
	[ORDER_MONTH] = { N_("Born in month"), FIELD_DIGITS, 2, 0, N_("1 to 12"), NULL },
	[ORDER_ALL] = { N_("Everybody"), FIELD_YES, 0, 0, N_("All who have an address"), NULL },
	[ORDER_PURPOSE] = { N_("For what"), FIELD_PICK, 12, FIELD_REQUIRED,
		N_("Of a level, a month or all only who agreed to post for it; who is named is written to"), NULL },
	[ORDER_HEAD_HOW] = { N_("What is printed"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_SIZE] = { N_("Size"), FIELD_PICK, 24, FIELD_REQUIRED, N_("F4 lists those that are known"), NULL },
	[ORDER_START] = { N_("First free label"), FIELD_DIGITS, 3, 0, N_("Of a sheet that was begun; empty: the first"),
		NULL },
	[ORDER_WHY] = { N_("Why"), FIELD_TEXT, 60, FIELD_REQUIRED,
		N_("Names and addresses leave the shop: what for? A text, or the digit of a reason"), NULL },
	[ORDER_LISTED] = { N_("Those listed"), FIELD_YES, 0, 0, N_("The members of the list that this was asked in"),
		NULL },
};

static enum err orders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	*ui->addressed = '\0';
	return order_rows(ui, a, JOB_MAIL, rows);
}

static bool many(const struct ui *ui)
{
	return strlen(ui->addressed) > NAMED_BYTES;
}

/* How many are listed stands in front of their field; without any it is not there. */
static int orders_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	int n = 1;

	(void)key;
	memcpy(fields, order_fields, sizeof order_fields);
	if (!many(ui))
		return ORDER_LISTED;
	for (const char *c = ui->addressed; *c; c++)
		n += *c == ' ';
	fields[ORDER_LISTED].label = arena_printf(a, _("All %d listed"), n);
	return ORDER_FIELDS;
}

static enum err orders_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)key;
	v->value[ORDER_MEMBERS] = many(ui) ? "" : arena_strdup(a, ui->addressed);
	v->value[ORDER_LISTED] = "yes";
	v->value[ORDER_ALL] = "no";
	v->value[ORDER_PURPOSE] = MAIL_PURPOSE;
	v->value[ORDER_SIZE] = MAIL_SIZE;
	return OK;
}

static struct form_options orders_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct said said = { .id = MSG_NONE };
	const struct level *levels;
	struct tag_size *sizes;
	int n = field == ORDER_LEVEL ? level_all(ui->shop, &levels) : 0;

	(void)key;
	for (int i = 0; i < n; i++)
		option_put(&o, a, levels[i].code, ui_name(levels[i].name, levels[i].name_en));
	for (int i = 1; field == ORDER_PURPOSE && i < CONSENT_PURPOSES; i++)
		option_put(&o, a, consent_purpose_name[i], consent_purpose_words((enum consent_purpose)i));
	if (field == ORDER_PURPOSE)
		option_put(&o, a, "any", _("whatever they said, for what the law demands"));
	if (field != ORDER_SIZE || mail_sizes(ui->shop, a, &sizes, &n, &said) != OK)
		return o;
	for (int i = 0; i < n; i++)
		option_put(&o, a, sizes[i].code, tr_name(sizes[i].name, sizes[i].name_en));
	return o;
}

static void add_keys(struct arena *a, struct mail_choice *choice, const char **keys, const char *text)
{
	char *save = NULL;

	for (char *k = strtok_r(arena_strdup(a, text), " ,;", &save); k && choice->member_count < KEYS_MAX;
		k = strtok_r(NULL, " ,;", &save))
		keys[choice->member_count++] = k;
}

static void orders_submit(struct screen *s, const struct book_values *v)
{
	struct arena *a = &ui_of(s)->event;
	const char **keys = arena_array(a, KEYS_MAX, sizeof *keys);
	struct mail_choice choice = { .members = keys, .level = filled(v->value[ORDER_LEVEL]),
		.birth_month = (int)strtol(v->value[ORDER_MONTH], NULL, 10),
		.all = strcmp(v->value[ORDER_ALL], "yes") == 0, .purpose = v->value[ORDER_PURPOSE] };
	const struct mails_open open = { &choice, { .size = v->value[ORDER_SIZE],
		.start = (int)strtol(v->value[ORDER_START], NULL, 10), .words = v->value[ORDER_WHY] } };

	add_keys(a, &choice, keys, v->value[ORDER_MEMBERS]);
	if (v->value[ORDER_LISTED] && strcmp(v->value[ORDER_LISTED], "yes") == 0)
		add_keys(a, &choice, keys, ui_of(s)->addressed);
	if (choice.birth_month > 12)
		screen_refuse(s, _("There is no month %d"), choice.birth_month);
	else
		order_look(s, &mails_kind, &open, TAG_SUBMIT);
}

static const char *orders_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3 chooses for whom labels are printed");
}

const struct book mail_book = {
	.title = N_("Address labels"), .one = N_("Address labels to print"),
	.change = PERM_MEMBER_EXPORT, .grows = true,
	.columns = order_columns, .column_count = ORDER_COLUMNS, .load = orders_load, .fields = order_fields,
	.field_count = ORDER_FIELDS, .build = orders_build, .read = orders_read, .options = orders_options,
	.submit = orders_submit, .hint = orders_hint,
};

void mail_new(struct screen *s, const char *const *members, int count)
{
	const struct book_open open = { &mail_book, "", false };
	struct ui *ui = ui_of(s);
	size_t at = 0;

	if (!shop_may(ui->shop, PERM_MEMBER_EXPORT)) {
		ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED,
			{ _(permission_table[PERM_MEMBER_EXPORT].words), NULL } });
		return;
	}
	*ui->addressed = '\0';
	for (int i = 0; i < count && at + strlen(members[i]) + 2 < sizeof ui->addressed; i++)
		at += (size_t)snprintf(ui->addressed + at, sizeof ui->addressed - at, "%s%s", at ? " " : "",
			members[i]);
	office_push(s, &book_form_ops, &open, TAG_PLAIN);
}
