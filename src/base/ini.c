/* ini.c - settings files. iniparser gives up a whole file without a line number, joins lines at a
 * trailing backslash, cuts values at '#' and lets the last of two equal keys win, all silently; so
 * every line is checked here first, and iniparser reads only files without surprises. Its other
 * getters crash on a section's name (CVE-2023-33461): iniparser_getstring is the only one used. */
#include "base/ini.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <iniparser/iniparser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"

#define LINE_BYTES_MAX 1000
#define NAME_BYTES_MAX 200 /* "section:key" must fit a buffer of iniparser's of 1,024 bytes */
#define FILE_BYTES_MAX ((size_t)1 << 20)

struct check {
	struct arena *arena;
	struct ini *ini;
	int room;            /* items allocated */
	const char *section; /* the section now open, "" before the first */
	const char *problem; /* set when a line is refused */
};

static int silent(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

static char *lowered(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_strndup(a, s, n), *p;

	for (p = copy; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return copy;
}

static void stripped(const char **s, size_t *n)
{
	while (*n && isspace((unsigned char)**s)) {
		(*s)++;
		(*n)--;
	}
	while (*n && isspace((unsigned char)(*s)[*n - 1]))
		(*n)--;
}

const struct ini_item *ini_find(const struct ini *ini, const char *section, const char *key)
{
	int i;

	for (i = 0; i < ini->count; i++)
		if (strcasecmp(ini->items[i].section, section ? section : "") == 0 &&
		    strcasecmp(ini->items[i].key, key) == 0)
			return &ini->items[i];
	return NULL;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key, const char *fallback)
{
	const struct ini_item *item = ini_find(ini, section, key);

	return item ? item->value : fallback;
}

static void add_item(struct check *c, const char *key, int line)
{
	struct ini *ini = c->ini;
	struct ini_item *item;

	if (ini->count == c->room) {
		int room = c->room ? c->room * 2 : 32;
		struct ini_item *more = arena_array(c->arena, (size_t)room, sizeof *more);

		if (ini->count)
			memcpy(more, ini->items, (size_t)ini->count * sizeof *more);
		ini->items = more;
		c->room = room;
	}
	item = &ini->items[ini->count++];
	item->section = c->section;
	item->key = key;
	item->line = line;
}

static const char *check_section(struct check *c, const char *s, size_t n)
{
	if (s[n - 1] != ']')
		return _("the line begins with '[' but is no section; write [NAME] and nothing else on it");
	s++;
	n -= 2;
	stripped(&s, &n);
	if (n == 0 || memchr(s, ']', n) || memchr(s, '[', n) || memchr(s, ':', n))
		return _("a section's name may not be empty or hold '[', ']' or ':'; give it another name");
	if (n > NAME_BYTES_MAX)
		return _("the name is over 200 bytes long, more than can be looked up; give it a shorter one");
	c->section = lowered(c->arena, s, n);
	return NULL;
}

/* A value in quotes ends with them, one without quotes holds no '#' or ';' but for a comment after
 * a space: anything else would be cut without a word. */
static const char *check_value(const char *s, size_t n)
{
	size_t i;

	stripped(&s, &n);
	if (n && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, n - 1);

		if (!close)
			return _("the value's quote is not closed; put the same quote at its end");
		n -= (size_t)(close + 1 - s);
		s = close + 1;
		stripped(&s, &n);
		if (n && *s != '#' && *s != ';')
			return _("there is text after the closing quote; put the whole value into one pair of quotes");
		return NULL;
	}
	for (i = 1; i < n; i++) {
		if (s[i] != '#' && s[i] != ';')
			continue;
		if (isspace((unsigned char)s[i - 1]))
			return NULL;
		return _("'#' or ';' inside a value would begin a comment; put the value into quotes");
	}
	return NULL;
}

static const char *check_pair(struct check *c, const char *s, size_t n, int line)
{
	const char *equals = memchr(s, '=', n), *key = s, *problem;
	size_t key_n = equals ? (size_t)(equals - s) : 0;
	const struct ini_item *before;

	if (!equals)
		return _("there is no '=', so this is no setting; write KEY = VALUE, or '#' before a comment");
	stripped(&key, &key_n);
	if (key_n == 0)
		return _("there is no key before '='; write KEY = VALUE");
	if (key_n > NAME_BYTES_MAX)
		return _("the name is over 200 bytes long, more than can be looked up; give it a shorter one");
	problem = check_value(equals + 1, n - (size_t)(equals + 1 - s));
	if (problem)
		return problem;
	key = lowered(c->arena, key, key_n);
	before = ini_find(c->ini, c->section, key);
	if (before)
		return arena_printf(c->arena, _("the key '%s' was given in line %d already; keep one of the two"),
				    key, before->line);
	add_item(c, key, line);
	return NULL;
}

static const char *check_line(struct check *c, const char *s, size_t n, int line)
{
	if (n > LINE_BYTES_MAX)
		return _("the line is over 1,000 bytes long, more than can be read; shorten it");
	if (!utf8_valid(s, n) || memchr(s, '\0', n))
		return _("the line is not valid UTF-8; save the file as UTF-8 text");
	stripped(&s, &n);
	if (n && s[n - 1] == '\\')
		return _("the line ends with a backslash, which would join the next line to it; take it away");
	if (n == 0 || *s == '#' || *s == ';')
		return NULL;
	return *s == '[' ? check_section(c, s, n) : check_pair(c, s, n, line);
}

/* Every line in turn; returns the number of the first that is refused, or 0. */
static int check_text(struct check *c, const char *s, size_t n)
{
	int line = 1;

	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		c->problem = _("the file begins with a byte-order mark; save it as UTF-8 without one");
		return line;
	}
	for (; n; line++) {
		const char *newline = memchr(s, '\n', n);
		size_t len = newline ? (size_t)(newline - s) : n;

		c->problem = check_line(c, s, len, line);
		if (c->problem)
			return line;
		len += newline != NULL;
		s += len;
		n -= len;
	}
	return 0;
}

static enum err read_file(const char *path, struct sbuf *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 1;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOTFOUND : ERR_IO;
	while (n > 0 && text->len <= FILE_BYTES_MAX) {
		char chunk[8192];

		n = read(fd, chunk, sizeof chunk);
		if (n > 0)
			sbuf_add(text, chunk, (size_t)n);
		else if (n < 0 && errno == EINTR)
			n = 1;
	}
	close(fd);
	return n < 0 ? ERR_IO : OK;
}

/* The values, as iniparser takes them out of a file that was found good. */
static enum err take_values(struct check *c)
{
	struct ini *ini = c->ini;
	dictionary *d;
	enum err err = OK;
	int i;

	iniparser_set_error_callback(silent);
	d = iniparser_load(ini->path);
	if (!d)
		return ERR_IO;
	for (i = 0; i < ini->count && !err; i++) {
		struct ini_item *item = &ini->items[i];
		const char *name = arena_printf(c->arena, "%s:%s", item->section, item->key);
		const char *value = iniparser_getstring(d, name, NULL);

		if (value)
			item->value = arena_strdup(c->arena, value);
		else
			err = ERR_IO; /* changed between the check and now */
	}
	iniparser_freedict(d);
	return err;
}

enum err ini_read(struct arena *a, const char *path, struct ini *out, const char **why)
{
	struct check c = { a, out, 0, "", NULL };
	struct sbuf text = SBUF_INIT;
	enum err err;
	int line;

	*out = (struct ini){ arena_strdup(a, path), NULL, 0 };
	*why = "";
	err = read_file(path, &text);
	if (!err && text.len > FILE_BYTES_MAX) {
		err = ERR_INVALID;
		*why = arena_printf(a, "%s:1: %s", path, _("the file is over 1 MiB long; shorten it"));
	}
	if (!err) {
		line = check_text(&c, sbuf_text(&text), text.len);
		if (line) {
			err = ERR_INVALID;
			*why = arena_printf(a, "%s:%d: %s", path, line, c.problem);
		}
	}
	if (!err)
		err = take_values(&c);
	if (err == ERR_NOTFOUND)
		*why = arena_printf(a, "%s: %s", path, _("there is no such file"));
	else if (err == ERR_IO)
		*why = arena_printf(a, "%s: %s", path, _("the file cannot be read; check its owner and rights"));
	if (err)
		out->count = 0;
	sbuf_release(&text);
	return err;
}
