/* term.c - the terminal. Curses draws; the keyboard is read here as bytes (decode.h), because
 * curses' own reader swallows whole words after one bad byte, and because a scan must be told from
 * typing by what one read() brings. */
#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/tr.h"
#include "term_int.h"
#include "tui/decode.h"

#include <term.h> /* last: it makes macros of plain words such as "lines" */

#define ESC_MS 25
#define ESC_SSH_MS 100 /* a sequence may be split by the network */
#define RESTORE_MAX 256
#define READ_FD STDIN_FILENO
#define WRITE_FD STDOUT_FILENO

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

static struct {
	bool started;
	pid_t owner;             /* a forked child must not give our terminal back */
	SCREEN *screen;
	struct termios before;
	struct decoder decoder;
	int wake[2];             /* a signal handler writes, the poll loop reads */
	bool hangup_told;
	bool blocks, signs, linux_console;
	attr_t attrs[STYLE_COUNT];
	short pairs[STYLE_COUNT];
	int cursor_y, cursor_x;  /* -1: hidden */
	char restore[RESTORE_MAX]; /* what gives the terminal back, for a handler that may only write() */
	size_t restore_len;
} term = { .wake = { -1, -1 } };

static volatile sig_atomic_t resized, hangups;

static const int fatal_signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGQUIT };
static const int end_signals[] = { SIGHUP, SIGTERM, SIGINT };
#define FATAL_COUNT (sizeof fatal_signals / sizeof fatal_signals[0])
#define END_COUNT (sizeof end_signals / sizeof end_signals[0])

static struct sigaction fatal_before[FATAL_COUNT], end_before[END_COUNT], winch_before, stop_before;

/* Writes to the terminal directly; a handler may call it. A terminal that is gone is no error. */
static void write_raw(const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(WRITE_FD, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return;
		bytes += done;
		n -= (size_t)done;
	}
}

static void restore_now(void)
{
	if (getpid() != term.owner)
		return;
	write_raw(term.restore, term.restore_len);
	tcsetattr(READ_FD, TCSANOW, &term.before);
}

static void on_fatal(int sig)
{
	size_t i;

	restore_now();
	for (i = 0; i < FATAL_COUNT; i++)
		if (fatal_signals[i] == sig)
			sigaction(sig, &fatal_before[i], NULL);
	raise(sig);
}

static void wake(void)
{
	int saved = errno;
	ssize_t ignored = write(term.wake[1], "", 1);

	(void)ignored; /* a full pipe wakes just as well */
	errno = saved;
}

static void on_end(int sig)
{
	size_t i;

	if (hangups++ == 0) {
		wake();
		return;
	}
	restore_now();
	for (i = 0; i < END_COUNT; i++)
		if (end_signals[i] == sig)
			sigaction(sig, &end_before[i], NULL);
	raise(sig);
}

static void on_winch(int sig)
{
	(void)sig;
	resized = 1;
	wake();
}

static void handle(int sig, void (*handler)(int), struct sigaction *before)
{
	struct sigaction act = { .sa_handler = handler, .sa_flags = SA_RESTART | SA_NODEFER };

	sigemptyset(&act.sa_mask);
	sigaction(sig, &act, before);
}

static void signals_install(void)
{
	size_t i;

	for (i = 0; i < FATAL_COUNT; i++)
		handle(fatal_signals[i], on_fatal, &fatal_before[i]);
	for (i = 0; i < END_COUNT; i++)
		handle(end_signals[i], on_end, &end_before[i]);
	handle(SIGWINCH, on_winch, &winch_before);
	handle(SIGTSTP, SIG_IGN, &stop_before);
}

static void signals_remove(void)
{
	size_t i;

	for (i = 0; i < FATAL_COUNT; i++)
		sigaction(fatal_signals[i], &fatal_before[i], NULL);
	for (i = 0; i < END_COUNT; i++)
		sigaction(end_signals[i], &end_before[i], NULL);
	sigaction(SIGWINCH, &winch_before, NULL);
	sigaction(SIGTSTP, &stop_before, NULL);
}

/* Adds a capability to the restoring bytes, without its padding ("$<5>"): a till's line is none of
 * the terminals that need it, and a handler cannot wait. */
static void restore_add(const char *cap)
{
	if (!cap || cap == (const char *)-1)
		return;
	while (*cap && term.restore_len + 1 < sizeof term.restore) {
		const char *end = cap[0] == '$' && cap[1] == '<' ? strchr(cap, '>') : NULL;

		if (end)
			cap = end + 1;
		else
			term.restore[term.restore_len++] = *cap++;
	}
}

static void restore_prepare(void)
{
	term.restore_len = 0;
	restore_add(PASTE_OFF);
	restore_add(exit_attribute_mode);
	restore_add(keypad_local);
	restore_add(cursor_normal);
	restore_add(exit_ca_mode);
	restore_add("\r");
}

/* Terminals of the VT100 and VT200 series know one alphabet and the line drawing set. */
static bool is_old_vt(const char *name)
{
	static const char *const prefixes[] = { "vt52", "vt100", "vt102", "vt2" };
	size_t i;

	for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

static void learn_terminal(const char *name)
{
	bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

	term.linux_console = strncmp(name, "linux", 5) == 0;
	term.blocks = utf8 && !is_old_vt(name);
	term.signs = term.blocks && !term.linux_console;
	if (is_old_vt(name))
		setenv("NCURSES_NO_UTF8_ACS", "1", 1);
}

static void start_colours(const char *theme_name)
{
	int colours = 0, i;
	enum theme theme;

	if (has_colors() && start_color() != ERR && use_default_colors() != ERR)
		colours = COLORS;
	theme = theme_choose(theme_name, colours, getenv("COLORFGBG"));
	for (i = 0; i < STYLE_COUNT; i++) {
		struct look look = theme_look(theme, (enum style)i, colours);

		term.attrs[i] = (look.bold ? A_BOLD : 0) | (look.reverse ? A_REVERSE : 0);
		term.pairs[i] = 0;
		if (colours && (look.fg >= 0 || look.bg >= 0)) {
			term.pairs[i] = (short)(i + 1);
			init_pair((short)(i + 1), (short)look.fg, (short)look.bg);
		}
	}
}

static enum err refuse(const char **why, const char *text)
{
	*why = text;
	return ERR_INVALID;
}

static enum err check_terminal(struct arena *a, const char *name, const char **why)
{
	bool able;
	int found;

	if (!isatty(READ_FD) || !isatty(WRITE_FD))
		return refuse(why, _("There is no terminal to draw on: "
			"start it in one, or use the commands."));
	if (!*name)
		return refuse(why, _("TERM is not set: set it to the terminal's type, for example xterm."));
	if (setupterm(name, WRITE_FD, &found) != OK)
		return refuse(why, arena_printf(a, _("The terminal type %s is unknown here: "
			"set TERM to one that is, for example xterm, or install ncurses-term."), name));
	able = cursor_address && clear_screen;
	del_curterm(cur_term); /* newterm() reads it again */
	if (!able)
		return refuse(why, arena_printf(a, _("The terminal type %s cannot place the cursor: "
			"set TERM to what the terminal is, for example xterm."), name));
	return OK;
}

static void close_wake(void)
{
	int i;

	for (i = 0; i < 2; i++) {
		close(term.wake[i]);
		term.wake[i] = -1;
	}
}

enum err term_start(struct arena *a, const struct term_options *options, const char **why)
{
	struct decode_config config = {
		.wedge_prefix = options->wedge_prefix, .wedge_suffix = options->wedge_suffix,
		.wedge_timing = options->wedge_timing, .esc_ms = options->esc_ms,
	};
	static bool at_exit;
	const char *name = getenv("TERM");
	enum err err = check_terminal(a, name ? name : "", why);

	if (err)
		return err;
	if (config.esc_ms <= 0)
		config.esc_ms = getenv("SSH_CONNECTION") ? ESC_SSH_MS : ESC_MS;
	decode_init(&term.decoder, &config);
	if (tcgetattr(READ_FD, &term.before) != 0 || pipe2(term.wake, O_NONBLOCK | O_CLOEXEC) != 0)
		return refuse(why, _("The terminal cannot be read: start the program again."));
	learn_terminal(name);
	use_tioctl(TRUE);
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen) {
		close_wake();
		return refuse(why, _("The terminal cannot be drawn on: set TERM to what it is."));
	}
	/* Until it was left once, ncurses 6.4 writes at each move of the cursor: a picture would come in thirty
	 * pieces. */
	endwin();
	term.owner = getpid();
	restore_prepare();
	signals_install();
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	typeahead(-1);
	start_colours(options->theme);
	term.cursor_y = -1;
	term.hangup_told = false;
	term.started = true;
	hangups = 0;
	write_raw(PASTE_ON, sizeof PASTE_ON - 1);
	if (!at_exit)
		atexit(term_stop);
	at_exit = true;
	return OK;
}

void term_stop(void)
{
	if (!term.started || getpid() != term.owner)
		return;
	term.started = false;
	write_raw(PASTE_OFF, sizeof PASTE_OFF - 1);
	endwin();
	signals_remove();
	tcsetattr(READ_FD, TCSANOW, &term.before);
	delscreen(term.screen);
	term.screen = NULL;
	close_wake();
}

bool term_started(void)
{
	return term.started;
}

void term_pollfds(struct pollfd fds[2])
{
	fds[0] = (struct pollfd){ .fd = term.hangup_told ? -1 : READ_FD, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = term.wake[0], .events = POLLIN };
}

int term_timeout_ms(void)
{
	return decode_timeout_ms(&term.decoder, clock_mono_ms());
}

static void hang_up(struct event_queue *q)
{
	if (!term.hangup_told)
		term.hangup_told = event_put(q, EVENT_HANGUP, 0, "");
}

/* The window's new size, if it has one: a serial line knows none and keeps what it had. */
static void take_resize(struct event_queue *q)
{
	struct winsize size;

	resized = 0;
	if (ioctl(WRITE_FD, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		resize_term(size.ws_row, size.ws_col);
	clearok(curscr, TRUE);
	if (!event_put(q, EVENT_RESIZE, 0, ""))
		resized = 1;
}

void term_read(struct event_queue *q)
{
	struct pollfd ready = { .fd = READ_FD, .events = POLLIN };
	char bytes[DECODE_INPUT_MAX];
	size_t room = decode_room(&term.decoder);
	ssize_t n = 0;

	while (read(term.wake[0], bytes, sizeof bytes) > 0)
		;
	if (resized)
		take_resize(q);
	if (hangups)
		hang_up(q);
	if (room && !term.hangup_told && poll(&ready, 1, 0) > 0) {
		n = read(READ_FD, bytes, room);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			hang_up(q);
	}
	decode_feed(&term.decoder, bytes, n > 0 ? (size_t)n : 0, clock_mono_ms(), q);
	if (n > 0)
		explicit_bzero(bytes, (size_t)n); /* a card that a wedge typed, or a PIN */
}

void term_size(int *rows, int *cols)
{
	getmaxyx(stdscr, *rows, *cols);
}

void term_hold(bool hold)
{
	term.decoder.hold = hold;
}

/* The linux console can be told pitch (Hz) and length (ms) of its bell. */
void term_beep(bool good)
{
	static const char low[] = "\033[10;220]\033[11;300]\a", high[] = "\033[10;1760]\033[11;80]\a";

	if (!term.started)
		return;
	if (term.linux_console)
		write_raw(good ? high : low, good ? sizeof high - 1 : sizeof low - 1);
	else if (!good)
		write_raw("\a", 1);
}

void term_flush(void)
{
	bool hidden = term.cursor_y < 0;

	leaveok(stdscr, hidden);
	if (!hidden)
		move(term.cursor_y, term.cursor_x);
	curs_set(hidden ? 0 : 1);
	wnoutrefresh(stdscr);
	doupdate();
}

void term_repaint(void)
{
	clearok(curscr, TRUE);
}

bool term_has_blocks(void)
{
	return term.blocks;
}

bool term_has_signs(void)
{
	return term.signs;
}

attr_t term_attrs_of(enum style style, short *pair)
{
	*pair = term.pairs[style];
	return term.attrs[style];
}

void term_cursor(int y, int x)
{
	term.cursor_y = y;
	term.cursor_x = x;
}
