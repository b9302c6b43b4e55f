/* pin.c - how a command gets a PIN: from a descriptor, or asked without echo. Never from the command line,
 * where others can read it. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/tr.h"
#include "cmd/cmd.h"

/* One line; byte by byte, so that the next PIN is still there for the next call. False at the end of
 * the file without a byte, or when the line is too long. */
static bool read_line(int fd, char pin[CMD_PIN_MAX])
{
	size_t n = 0;
	bool any = false;
	char byte;

	while (n < CMD_PIN_MAX && read(fd, &byte, 1) == 1) {
		any = true;
		if (byte == '\n')
			break;
		pin[n++] = byte;
	}
	if (n == CMD_PIN_MAX)
		return false;
	if (n && pin[n - 1] == '\r')
		n--;
	pin[n] = '\0';
	return any;
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
	interrupted = number;
}

/* An interrupt ends the reading; the terminal gets its echo back before the signal does its work. */
static bool ask_quietly(int tty, const char *prompt, char pin[CMD_PIN_MAX])
{
	struct sigaction act = { .sa_handler = on_interrupt }, before;
	struct termios loud, quiet;
	bool ok;

	if (tcgetattr(tty, &loud) != 0)
		return false;
	quiet = loud;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	interrupted = 0;
	sigaction(SIGINT, &act, &before);
	tcsetattr(tty, TCSAFLUSH, &quiet);
	dprintf(tty, "%s: ", prompt);
	ok = read_line(tty, pin);
	tcsetattr(tty, TCSAFLUSH, &loud);
	dprintf(tty, "\n");
	sigaction(SIGINT, &before, NULL);
	if (interrupted)
		raise(SIGINT);
	return ok;
}

static bool ask(const char *prompt, char pin[CMD_PIN_MAX])
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	bool ok = tty >= 0 && ask_quietly(tty, prompt, pin);

	if (tty >= 0)
		close(tty);
	return ok;
}

enum err cmd_pin(struct cmd *c, const char *prompt, char pin[CMD_PIN_MAX])
{
	bool ok = c->front->pin_fd >= 0 ? read_line(c->front->pin_fd, pin) : ask(prompt, pin);

	if (ok)
		return OK;
	explicit_bzero(pin, CMD_PIN_MAX);
	front_error(EXIT_USAGE, "%s", c->front->pin_fd >= 0 ? _("no PIN can be read from --pin-fd, or it is too long")
		    : _("there is no terminal to ask for the PIN; give --pin-fd N"));
	return ERR_INVALID;
}

bool cmd_second(struct cmd *c, const char **second, char pin[CMD_PIN_MAX])
{
	*second = cmd_option(c, "second");
	*pin = '\0';
	return !*second || cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), *second), pin) == OK;
}

enum exit_code cmd_by_two(struct cmd *c, cmd_act *act)
{
	const char *second;
	char pin[CMD_PIN_MAX];
	enum exit_code code = cmd_second(c, &second, pin) ? act(c, second, pin) : EXIT_USAGE;

	explicit_bzero(pin, sizeof pin);
	return code;
}

enum exit_code cmd_new_pin(struct cmd *c, const char *prompt, char pin[CMD_PIN_MAX])
{
	char again[CMD_PIN_MAX];
	bool same = true;

	if (cmd_pin(c, prompt, pin) != OK)
		return EXIT_USAGE;
	if (c->front->pin_fd < 0) {
		if (cmd_pin(c, _("The same again"), again) != OK) {
			explicit_bzero(pin, CMD_PIN_MAX);
			return EXIT_USAGE;
		}
		same = strcmp(pin, again) == 0;
		explicit_bzero(again, sizeof again);
	}
	if (!same)
		explicit_bzero(pin, CMD_PIN_MAX);
	return same ? EXIT_DONE : front_error(EXIT_REFUSED, "%s", _("the PINs differ"));
}
