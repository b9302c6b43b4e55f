/* keys.c - the key file: its recovery sheet, new keys. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/sbuf.h"
#include "base/seal.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/keycare.h"
#include "service/paths.h"

#define SHEET_MAX 65536

/* A file that nobody else may read, and that was not there. */
static enum exit_code write_sheet(struct cmd *c, const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text)
		&& fsync(fd) == 0;
	int problem = errno;

	if (fd >= 0)
		close(fd);
	if (ok)
		return cmd_done(c, &(struct said){ MSG_KEYS_EXPORTED, { file, NULL } });
	return front_error(EXIT_REFUSED, "%s: %s", file, strerror(problem));
}

enum exit_code cmd_keys_export(struct cmd *c)
{
	const char *file = cmd_operand(c, 0), *text = "";
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e;

	if (!file && out_format(c->out) != OUT_TEXT)
		return cmd_usage(c, "%s", _("a sheet on paper has no other form than text"));
	e = keys_export(c->shop, c->arena, &text, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return write_sheet(c, file, text);
	return fputs(text, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_DONE
		: front_error(EXIT_STORE, "%s", _("the answer could not be written"));
}

/* The whole of a file; "-": what is typed, up to its last line. */
static enum exit_code read_sheet(const char *file, struct sbuf *text)
{
	bool typed = strcmp(file, "-") == 0;
	FILE *f = typed ? stdin : fopen(file, "re");
	char line[256];

	if (!f)
		return front_error(EXIT_REFUSED, "%s: %s", file, strerror(errno));
	while (text->len < SHEET_MAX && fgets(line, sizeof line, f)) {
		sbuf_puts(text, line);
		if (typed && strncmp(line, "end", 3) == 0)
			break;
	}
	if (!typed)
		fclose(f);
	explicit_bzero(line, sizeof line);
	return EXIT_DONE;
}

enum exit_code cmd_keys_import(struct cmd *c)
{
	struct sbuf text = SBUF_INIT;
	const char *why = "";
	enum exit_code code = read_sheet(cmd_operand(c, 0), &text);
	enum err e;

	if (code == EXIT_DONE) {
		if (paths_store_there(c->front->shop.store_url))
			log_open(c->front->log_path, "zhanggui", LOG_INFO);
		e = keys_import(c->arena, &c->front->shop, sbuf_text(&text), cmd_flag(c,
			"replace"), &why);
		code = e == OK ? cmd_done(c, &(struct said){ MSG_KEYS_IMPORTED,
			{ c->front->shop.key_file, NULL } })
			: front_error(e == ERR_IO ? EXIT_STORE : EXIT_REFUSED, "%s", why);
	}
	if (text.len)
		seal_wipe(text.data, text.len);
	sbuf_release(&text);
	return code;
}

enum exit_code cmd_keys_rotate(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = keys_rotate(c->shop, &said);

	return cmd_result(c, e, &said);
}

enum exit_code cmd_keys_reset(struct cmd *c)
{
	const char *number = c->front->as, *why = "";
	char pin[CMD_PIN_MAX];
	enum exit_code code;
	enum err e;

	if (!number)
		return cmd_usage(c, "%s", _("which manager shall come back in? Give --as NUMBER"));
	if (!paths_store_there(c->front->shop.store_url))
		return cmd_missing(c, _("store at %s"), c->front->shop.store_url);
	log_open(c->front->log_path, "zhanggui", LOG_INFO);
	code = cmd_new_pin(c, _("New PIN of the manager"), pin);
	if (code != EXIT_DONE)
		return code;
	e = keys_reset(c->arena, &c->front->shop, number, pin, &why);
	explicit_bzero(pin, sizeof pin);
	if (e != OK)
		return front_error(e == ERR_IO ? EXIT_STORE : EXIT_REFUSED, "%s", why);
	return cmd_done(c, &(struct said){ MSG_KEYS_RESET, { c->front->shop.key_file, number } });
}
