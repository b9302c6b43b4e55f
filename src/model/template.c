/* template.c - reads the template language: one line at a time, each a text or a command beginning
 * with @. To add a command: a row in commands[], its function, a node kind if none fits, the renderer's case
 * in template_render.c, and a paragraph in man/zhanggui-receipt.5. */
#include "template_int.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"

struct block {
	struct node *owner;  /* the @each or @if; NULL for the whole template */
	struct node **tail;  /* where the next node goes */
	bool other;          /* after @else */
	int line;
};

struct parser {
	struct arena *a;
	const char *file;
	int line;
	const char *why;
	struct block blocks[TEMPLATE_DEPTH + 1];
	int depth;
	struct column_set *sets;     /* of the last @columns lines, for the rows below them */
	bool columns_now, columns_before; /* this line, the line before was @columns */
};

static enum err fail_at(struct parser *p, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
static enum err fail_at(struct parser *p, int line, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = arena_vprintf(p->a, fmt, ap);
	va_end(ap);
	p->why = arena_printf(p->a, "%s:%d: %s", p->file, line, text);
	return ERR_INVALID;
}

#define FAIL(p, ...) fail_at((p), (p)->line, __VA_ARGS__)

static struct node *add_node(struct parser *p, enum node_kind kind)
{
	struct block *b = &p->blocks[p->depth];
	struct node *n = arena_new(p->a, struct node);

	n->kind = kind;
	*b->tail = n;
	b->tail = &n->next;
	return n;
}

static enum err take_name(struct parser *p, const char *s, size_t n, const char **out)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!islower((unsigned char)s[i]) && !(i && (isdigit((unsigned char)s[i]) || s[i] == '_')))
			break;
	if (!n || i < n || n > TEMPLATE_NAME_MAX)
		return FAIL(p, _("\"%.*s\" is no name. A name is small letters, digits and _, a letter first"),
			n > TEMPLATE_NAME_MAX ? TEMPLATE_NAME_MAX : (int)n, s);
	*out = arena_strndup(p->a, s, n);
	return OK;
}

static struct piece *add_piece(struct parser *p, struct piece ***tail, enum piece_kind kind, const char *text)
{
	struct piece *piece = arena_new(p->a, struct piece);

	piece->kind = kind;
	piece->text = text;
	**tail = piece;
	*tail = &piece->next;
	return piece;
}

static enum err take_pieces(struct parser *p, const char *s, const char *end, bool inside, struct piece **out);

/* A placeholder: *s stands on its brace and is left behind the closing one. Behind a colon stands what
 * is printed when the name is not set. */
static enum err take_field(struct parser *p, const char **s, const char *end, struct piece ***tail)
{
	const char *close = memchr(*s, '}', (size_t)(end - *s)), *colon, *name;
	enum err e;

	if (!close)
		return FAIL(p, _("\"{\" is not closed. Write }, or {{ for a brace that is printed"));
	colon = memchr(*s, ':', (size_t)(close - *s));
	e = take_name(p, *s + 1, (size_t)((colon ? colon : close) - *s - 1), &name);
	if (e)
		return e;
	add_piece(p, tail, PIECE_FIELD, name)->fallback =
		colon ? arena_strndup(p->a, colon + 1, (size_t)(close - colon - 1)) : NULL;
	*s = close + 1;
	return OK;
}

static enum err take_group(struct parser *p, const char **s, const char *end, struct piece ***tail)
{
	const char *close = memchr(*s, ']', (size_t)(end - *s));
	struct piece *group, *i;
	enum err e;

	if (!close)
		return FAIL(p, _("\"[\" is not closed. Write ], or [[ for a bracket that is printed"));
	group = add_piece(p, tail, PIECE_GROUP, "");
	e = take_pieces(p, *s + 1, close, true, &group->inside);
	if (e)
		return e;
	for (i = group->inside; i && i->kind != PIECE_FIELD; i = i->next)
		;
	if (!i)
		return FAIL(p, _("Between [ and ] stands no {name}, so it would always be printed. "
			"Take the brackets away, or write [[ for one that is printed"));
	*s = close + 1;
	return OK;
}

/* Literal text up to the next brace or bracket; a doubled one is printed once. */
static void take_literal(struct parser *p, const char **s, const char *end, struct piece ***tail)
{
	struct sbuf text = SBUF_INIT;

	while (*s < end) {
		if (strchr("{}[]", **s)) {
			if (*s + 1 == end || (*s)[1] != **s)
				break;
			++*s;
		}
		sbuf_putc(&text, *(*s)++);
	}
	if (text.len)
		add_piece(p, tail, PIECE_TEXT, arena_strndup(p->a, sbuf_text(&text), text.len));
	sbuf_release(&text);
}

static enum err take_pieces(struct parser *p, const char *s, const char *end, bool inside, struct piece **out)
{
	struct piece **tail = out;
	enum err e;

	while (s < end) {
		take_literal(p, &s, end, &tail);
		if (s == end)
			break;
		if (*s == '{')
			e = take_field(p, &s, end, &tail);
		else if (*s == '[' && !inside)
			e = take_group(p, &s, end, &tail);
		else if (*s == '[')
			e = FAIL(p, _("Brackets inside brackets. Write one pair, or [[ for a bracket that is printed"));
		else
			e = FAIL(p, _("\"%c\" closes nothing. Take it away, or write it twice to print it"), *s);
		if (e)
			return e;
	}
	return OK;
}

/* One cell of text, spaces trimmed at the ends asked for. */
static enum err add_cell(struct parser *p, struct node *n, const char *s, const char *end, bool trim_left)
{
	while (trim_left && s < end && *s == ' ')
		s++;
	while (s < end && end[-1] == ' ')
		end--;
	return take_pieces(p, s, end, false, &n->cells[n->cell_count++]);
}

static enum err parse_text(struct parser *p, struct style style, const char *s)
{
	struct node *n = add_node(p, NODE_TEXT);
	const char *end = s + strlen(s), *right = strncmp(s, ">> ", 3) == 0 ? s : strstr(s, " >> ");
	enum err e;

	n->style = style;
	if (!right)
		return add_cell(p, n, s, end, false);
	if (style.centred)
		return FAIL(p, _("A line with >> has a left and a right part and cannot be centred. "
			"Take one of them away"));
	e = add_cell(p, n, s, right, false);
	if (e)
		return e;
	return add_cell(p, n, right + (*right == ' ' ? 4 : 3), end, true);
}

static enum err parse_row(struct parser *p, struct style style, const char *s)
{
	struct node *n = add_node(p, NODE_ROW);
	const char *bar;
	enum err e = OK;

	if (style.big || style.centred)
		return FAIL(p, _("A row can be bold, but not big or centred. Take that word away"));
	if (!p->sets)
		return FAIL(p, _("A row needs its columns. Write a line @columns before it: @columns 32 13 6> 6> 7>"));
	n->style = style;
	n->sets = p->sets;
	for (; !e && s; s = bar ? bar + 1 : NULL) {
		bar = strchr(s, '|');
		if (n->cell_count == p->sets->count)
			return FAIL(p, _("The row has more cells than @columns told (%d). "
				"Join two cells, or tell one column more"), p->sets->count);
		e = add_cell(p, n, s, bar ? bar : s + strlen(s), true);
	}
	if (!e && n->cell_count < p->sets->count)
		return FAIL(p, _("The row has %d cells for %d columns. Write a | for each, also for an empty cell"),
			n->cell_count, p->sets->count);
	return e;
}

/* A number of at most four digits at *s, which is moved behind it; -1 when there is none. */
static int take_number(const char **s)
{
	int v = 0, digits;

	while (**s == ' ')
		++*s;
	for (digits = 0; isdigit((unsigned char)**s) && digits < 5; digits++)
		v = v * 10 + (*(*s)++ - '0');
	return digits && digits < 5 ? v : -1;
}

static enum err parse_columns(struct parser *p, struct style style, const char *s)
{
	struct column_set *set = arena_new(p->a, struct column_set);
	int sum = 0;

	(void)style;
	set->columns = take_number(&s);
	if (set->columns < PAPER_COLUMNS_MIN || set->columns > PAPER_COLUMNS_MAX)
		return FAIL(p, _("@columns begins with the columns of a paper, %d to %d: @columns 32 13 6> 6> 7>"),
			PAPER_COLUMNS_MIN, PAPER_COLUMNS_MAX);
	while (*s) {
		int width = take_number(&s);

		if (width < 1 || set->count == TEMPLATE_CELLS)
			return FAIL(p, _("Up to %d widths, each with > behind it for right-aligned, are wanted: "
				"@columns 32 13 6> 6> 7>"), TEMPLATE_CELLS);
		sum += width;
		set->list[set->count++] = (struct column){ .width = width, .right = *s == '>' };
		s += *s == '>';
	}
	if (!set->count || sum > set->columns)
		return FAIL(p, _("The widths make %d of %d columns. Make them fit"), sum, set->columns);
	if (p->columns_before && p->sets->count != set->count)
		return FAIL(p, _("%d columns here and %d in the @columns line before, which belongs to it. "
			"Tell the same columns for each paper"), set->count, p->sets->count);
	set->next = p->columns_before ? p->sets : NULL;
	p->sets = set;
	p->columns_now = true;
	return OK;
}

static enum err parse_rule(struct parser *p, struct style style, const char *s)
{
	(void)style;
	if (*s && (s[1] || *s <= ' ' || *s > '~'))
		return FAIL(p, _("@rule takes one ASCII character, as in @rule =, or none"));
	add_node(p, NODE_RULE)->times = *s ? *s : '-';
	return OK;
}

static enum err parse_code(struct parser *p, const char *s, enum paper_kind kind)
{
	struct node *n = add_node(p, NODE_CODE);

	n->paper = kind;
	if (!*s)
		return FAIL(p, _("A code needs its content, as in @qr {number}"));
	return add_cell(p, n, s, s + strlen(s), true);
}

static enum err parse_qr(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_code(p, s, PAPER_QR);
}

static enum err parse_code128(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_code(p, s, PAPER_CODE128);
}

static enum err parse_logo(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_code(p, s, PAPER_LOGO);
}

static enum err parse_feed(struct parser *p, struct style style, const char *s)
{
	int times = *s ? take_number(&s) : 1;

	(void)style;
	if (times < 1 || times > TEMPLATE_FEED_MAX || *s)
		return FAIL(p, _("@feed takes a number of empty lines, 1 to %d"), TEMPLATE_FEED_MAX);
	add_node(p, NODE_FEED)->times = times;
	return OK;
}

static enum err parse_mark(struct parser *p, const char *s, enum paper_kind kind)
{
	if (*s)
		return FAIL(p, _("This command takes nothing behind it. Take \"%s\" away"), s);
	add_node(p, NODE_MARK)->paper = kind;
	return OK;
}

static enum err parse_cut(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_mark(p, s, PAPER_CUT);
}

static enum err parse_drawer(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_mark(p, s, PAPER_DRAWER);
}

/* A block begins: what follows goes inside it until its @end. */
static enum err parse_block(struct parser *p, const char *s, enum node_kind kind, bool unless)
{
	struct node *n = add_node(p, kind);
	enum err e = take_name(p, s, strlen(s), &n->name);

	if (e)
		return e;
	if (p->depth == TEMPLATE_DEPTH)
		return FAIL(p, _("More than %d blocks inside each other. Make the template flatter"), TEMPLATE_DEPTH);
	n->unless = unless;
	p->blocks[++p->depth] = (struct block){ .owner = n, .tail = &n->body, .line = p->line };
	return OK;
}

static enum err parse_each(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_block(p, s, NODE_EACH, false);
}

static enum err parse_if(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_block(p, s, NODE_IF, false);
}

static enum err parse_unless(struct parser *p, struct style style, const char *s)
{
	(void)style;
	return parse_block(p, s, NODE_IF, true);
}

static enum err parse_else(struct parser *p, struct style style, const char *s)
{
	struct block *b = &p->blocks[p->depth];

	(void)style;
	if (*s)
		return FAIL(p, _("This command takes nothing behind it. Take \"%s\" away"), s);
	if (!b->owner || b->other)
		return FAIL(p, _("@else belongs once between @if, @unless or @each and its @end. Take it away"));
	b->other = true;
	b->tail = &b->owner->other;
	return OK;
}

static enum err parse_end(struct parser *p, struct style style, const char *s)
{
	(void)style;
	if (*s)
		return FAIL(p, _("This command takes nothing behind it. Take \"%s\" away"), s);
	if (!p->depth)
		return FAIL(p, _("@end ends nothing. Take it away, or look for the @if or @each that is missing"));
	p->depth--;
	return OK;
}

static const struct command {
	const char *name;
	enum err (*parse)(struct parser *p, struct style style, const char *rest);
	bool styled; /* may be bold, and so on */
} commands[] = {
	{ "text", parse_text, true },
	{ "row", parse_row, true },
	{ "rule", parse_rule, false },
	{ "columns", parse_columns, false },
	{ "qr", parse_qr, false },
	{ "code128", parse_code128, false },
	{ "logo", parse_logo, false },
	{ "feed", parse_feed, false },
	{ "cut", parse_cut, false },
	{ "drawer", parse_drawer, false },
	{ "each", parse_each, false },
	{ "if", parse_if, false },
	{ "unless", parse_unless, false },
	{ "else", parse_else, false },
	{ "end", parse_end, false },
};

static bool word_is(const char *word, size_t n, const char *name)
{
	return strlen(name) == n && strncmp(word, name, n) == 0;
}

static bool take_style(const char *word, size_t n, struct style *style)
{
	if (word_is(word, n, "centre"))
		style->centred = true;
	else if (word_is(word, n, "big"))
		style->big = true;
	else if (word_is(word, n, "bold"))
		style->bold = true;
	else
		return false;
	return true;
}

/* "@centre+bold TEXT", "@row CELLS": words joined by + are styles, and at most one is a command. */
static enum err parse_command(struct parser *p, const char *s)
{
	const struct command *command = NULL;
	struct style style = { false, false, false };
	bool styled = false;
	size_t n, i;

	for (;; s += n + 1) {
		n = strcspn(s, "+ ");
		if (take_style(s, n, &style)) {
			styled = true;
		} else {
			for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
				if (word_is(s, n, commands[i].name))
					break;
			if (i == sizeof commands / sizeof commands[0] || command)
				return FAIL(p, _("\"%.*s\" is no command. See zhanggui-receipt(5) for the list, "
					"or begin the line with @text to print it"), n < 60 ? (int)n : 60, s);
			command = &commands[i];
		}
		if (s[n] != '+')
			break;
	}
	command = command ? command : &commands[0];
	if (styled && !command->styled)
		return FAIL(p, _("@%s cannot be centre, big or bold. Take that word away"), command->name);
	s += n + (s[n] == ' ');
	if (!command->styled)
		s += strspn(s, " ");
	return command->parse(p, style, s);
}

static bool has_control(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t used; n; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (utf8_fit(cp) != cp)
			return true;
	}
	return false;
}

static enum err parse_line(struct parser *p, const char *s, size_t n)
{
	char *line;

	if (!utf8_valid(s, n))
		return FAIL(p, _("The line is not UTF-8. Save the file in UTF-8"));
	if (has_control(s, n))
		return FAIL(p, _("There is a control character (a tab?) in the line. Write spaces"));
	while (n && s[n - 1] == ' ')
		n--;
	line = arena_strndup(p->a, s, n);
	if (line[strspn(line, " ")] == '@')
		line += strspn(line, " ");
	if (!*line || *line == '#')
		return OK;
	p->columns_before = p->columns_now;
	p->columns_now = false;
	if (*line == '@')
		return parse_command(p, line + 1);
	return parse_text(p, (struct style){ false, false, false }, line);
}

enum err template_parse(struct arena *a, const char *file, const char *text, struct template **out,
	const char **why)
{
	struct parser p = { .a = a, .file = file };
	enum err e = OK;

	*out = arena_new(a, struct template);
	p.blocks[0].tail = &(*out)->first;
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	while (!e && *text) {
		size_t n = strcspn(text, "\n");

		p.line++;
		e = parse_line(&p, text, n && text[n - 1] == '\r' ? n - 1 : n);
		text += n + (text[n] == '\n');
	}
	if (!e && p.depth)
		e = fail_at(&p, p.blocks[p.depth].line, _("This block has no @end. Write it where the block is over"));
	*why = p.why;
	return e;
}
