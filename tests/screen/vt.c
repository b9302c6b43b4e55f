/* vt.c - a pty and libvterm round a program under test. */
#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/sbuf.h"
#include "base/utf8.h"

#define KEY_MAX 2048
#define SLOW_MS 60 /* longer than the gap within a scan */

struct vt {
	VTerm *vterm;
	VTermScreen *screen;
	int fd; /* -1 when the program's side is gone */
	pid_t pid;
	bool reaped;
	int status;
	int rows, cols;
	VTermPos cursor;
	bool cursor_shown, alt_screen, paste;
	int bells;
	long bytes;
	struct sbuf text, row;
	char tail[8]; /* last bytes of output, to see mode switches that libvterm does not report */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void on_output(const char *bytes, size_t n, void *user)
{
	vt_send(user, bytes, n);
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct vt *vt = user;

	(void)old;
	(void)visible;
	vt->cursor = pos;
	return 1;
}

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
	struct vt *vt = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		vt->cursor_shown = value->boolean;
	if (prop == VTERM_PROP_ALTSCREEN)
		vt->alt_screen = value->boolean;
	return 1;
}

static int on_bell(void *user)
{
	((struct vt *)user)->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.movecursor = on_cursor, .settermprop = on_prop, .bell = on_bell,
};

/* The child's side: a plain environment, so that a test does not depend on who runs it. */
static void become(const struct vt_options *o, const char *const *argv)
{
	static const char *const unwanted[] = { "LINES", "COLUMNS", "LC_MESSAGES", "LANG", "COLORFGBG",
		"SSH_CONNECTION", "NCURSES_NO_UTF8_ACS", "ESCDELAY", "TERMINFO" };
	size_t i;

	for (i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
		unsetenv(unwanted[i]);
	setenv("TERM", o->term ? o->term : "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", o->lang ? o->lang : "en", 1);
	for (i = 0; o->env && o->env[i]; i++)
		putenv(strdup(o->env[i]));
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct vt *vt_start(const struct vt_options *o, const char *const *argv)
{
	struct vt *vt = calloc(1, sizeof *vt);
	struct winsize size = { 0 };

	if (!vt)
		abort();
	vt->rows = o->rows ? o->rows : 24;
	vt->cols = o->cols ? o->cols : 80;
	vt->cursor_shown = true;
	vt->vterm = vterm_new(vt->rows, vt->cols);
	vterm_set_utf8(vt->vterm, 1);
	vterm_output_set_callback(vt->vterm, on_output, vt);
	vt->screen = vterm_obtain_screen(vt->vterm);
	vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
	vterm_screen_enable_altscreen(vt->screen, 1);
	vterm_screen_reset(vt->screen, 1);
	size.ws_row = (unsigned short)vt->rows;
	size.ws_col = (unsigned short)vt->cols;
	fflush(stdout);
	vt->pid = forkpty(&vt->fd, NULL, NULL, &size);
	if (vt->pid < 0)
		abort();
	if (vt->pid == 0)
		become(o, argv);
	return vt;
}

/* Watches the output for bracketed paste being switched, which libvterm keeps to itself. */
static void watch_modes(struct vt *vt, const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		memmove(vt->tail, vt->tail + 1, sizeof vt->tail - 1);
		vt->tail[sizeof vt->tail - 1] = bytes[i];
		if (memcmp(vt->tail, "\033[?2004h", 8) == 0)
			vt->paste = true;
		if (memcmp(vt->tail, "\033[?2004l", 8) == 0)
			vt->paste = false;
	}
}

/* Reads what comes within ms; false when nothing did or the program's side is gone. */
static bool pump(struct vt *vt, int ms)
{
	char bytes[16384];
	struct pollfd p = { .fd = vt->fd, .events = POLLIN };
	ssize_t n;

	if (vt->fd < 0 || poll(&p, 1, ms) <= 0)
		return false;
	n = read(vt->fd, bytes, sizeof bytes);
	if (n <= 0) {
		close(vt->fd);
		vt->fd = -1;
		return false;
	}
	vt->bytes += n;
	watch_modes(vt, bytes, (size_t)n);
	vterm_input_write(vt->vterm, bytes, (size_t)n);
	return true;
}

/* Whether the call that the program is in, as the kernel tells it, is one that waits for a key. Where the kernel does
 * not tell, the answer is yes, and time alone decides. */
static bool waits(const struct vt *vt)
{
	char path[64], now[64] = "";
	long call;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/syscall", (int)vt->pid);
	f = fopen(path, "r");
	if (!f || !fgets(now, sizeof now, f) || sscanf(now, "%ld", &call) != 1)
		call = now[0] ? -1 : SYS_ppoll;
	if (f)
		fclose(f);
#ifdef SYS_poll
	if (call == SYS_poll)
		return true;
#endif
	return call == SYS_ppoll;
}

/* Whether all that was sent has been read. What was written to the other end reaches the terminal's queue by a worker
 * of the kernel, late on a busy machine; poll() waits for that, where FIONREAD would say that nothing is there. */
static bool has_read(const struct vt *vt)
{
	struct pollfd p = { .events = POLLIN };
	char path[64];
	int fd, left = 0;

	snprintf(path, sizeof path, "/proc/%d/fd/0", (int)vt->pid);
	fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return true;
	p.fd = fd;
	poll(&p, 1, 0);
	if (ioctl(fd, FIONREAD, &left) != 0)
		left = 0;
	close(fd);
	return left == 0 && !(p.revents & POLLIN);
}

static bool idle(const struct vt *vt)
{
	return vt->fd < 0 || (has_read(vt) && waits(vt));
}

/* On a busy machine the program may not have had its turn: time counts from when it has. */
static void take_up(struct vt *vt)
{
	int64_t end = now_ms() + VT_LIMIT_MS;

	while (!idle(vt) && now_ms() < end)
		pump(vt, 1);
}

/* How long the program was ready and had no processor, in all. */
static int64_t not_its_turn_ms(const struct vt *vt)
{
	char path[64];
	long long ran, waited = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/schedstat", (int)vt->pid);
	f = fopen(path, "r");
	if (f && fscanf(f, "%lld %lld", &ran, &waited) != 2)
		waited = 0;
	if (f)
		fclose(f);
	return waited / 1000000;
}

int vt_taken_ms(struct vt *vt, int limit_ms)
{
	int64_t began = now_ms(), turn = not_its_turn_ms(vt), took = 0;

	while (!idle(vt) && took < limit_ms) {
		pump(vt, 1);
		took = now_ms() - began - (not_its_turn_ms(vt) - turn);
	}
	while (pump(vt, 0))
		;
	return vt->fd < 0 ? -1 : took > 0 ? (int)took : 0;
}

void vt_read_for(struct vt *vt, int ms)
{
	int64_t end, left;

	take_up(vt);
	end = now_ms() + ms;
	while ((left = end - now_ms()) > 0 && vt->fd >= 0)
		pump(vt, (int)left);
}

void vt_quiet(struct vt *vt)
{
	int64_t end = now_ms() + VT_LIMIT_MS;

	do
		take_up(vt);
	while (pump(vt, VT_QUIET_MS) || (!idle(vt) && now_ms() < end));
}

void vt_send(struct vt *vt, const char *bytes, size_t n)
{
	while (n && vt->fd >= 0) {
		ssize_t done = write(vt->fd, bytes, n);

		if (done <= 0)
			return;
		bytes += done;
		n -= (size_t)done;
	}
}

void vt_resize(struct vt *vt, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	vt->rows = rows;
	vt->cols = cols;
	vterm_set_size(vt->vterm, rows, cols);
	ioctl(vt->fd, TIOCSWINSZ, &size);
}

void vt_signal(struct vt *vt, int sig)
{
	kill(vt->pid, sig);
}

void vt_hangup(struct vt *vt)
{
	if (vt->fd >= 0)
		close(vt->fd);
	vt->fd = -1;
}

void vt_cell(struct vt *vt, int row, int col, VTermScreenCell *cell)
{
	vterm_screen_get_cell(vt->screen, (VTermPos){ row, col }, cell);
}

static void add_row(struct vt *vt, int row, struct sbuf *out)
{
	size_t start = out->len;
	int col, i;

	for (col = 0; col < vt->cols; col++) {
		VTermScreenCell cell;
		char bytes[4];

		vt_cell(vt, row, col, &cell);
		if (cell.chars[0] == (uint32_t)-1) /* the right half of a wide character */
			continue;
		if (!cell.chars[0])
			sbuf_putc(out, ' ');
		for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			sbuf_add(out, bytes, utf8_encode(cell.chars[i], bytes));
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

const char *vt_row(struct vt *vt, int row)
{
	sbuf_clear(&vt->row);
	add_row(vt, row, &vt->row);
	return sbuf_text(&vt->row);
}

const char *vt_text(struct vt *vt)
{
	int row;

	sbuf_clear(&vt->text);
	for (row = 0; row < vt->rows; row++) {
		add_row(vt, row, &vt->text);
		sbuf_putc(&vt->text, '\n');
	}
	return sbuf_text(&vt->text);
}

static void show(struct vt *vt, const char *what, const char *text)
{
	int row;

	printf("# %s: \"%s\"; the screen:\n", what, text);
	for (row = 0; row < vt->rows; row++)
		printf("#   |%s\n", vt_row(vt, row));
}

static bool wait_for(struct vt *vt, const char *text, bool there)
{
	int64_t end = now_ms() + VT_LIMIT_MS, left;

	for (;;) {
		if ((strstr(vt_text(vt), text) != NULL) == there)
			return true;
		left = end - now_ms();
		if (left <= 0 || vt->fd < 0)
			break;
		pump(vt, (int)left);
	}
	show(vt, there ? "did not appear" : "did not go", text);
	return false;
}

bool vt_wait(struct vt *vt, const char *text)
{
	return wait_for(vt, text, true);
}

bool vt_gone(struct vt *vt, const char *text)
{
	return wait_for(vt, text, false);
}

static const struct { const char *name; VTermKey key; const char *bytes; } named[] = {
	{ "enter", VTERM_KEY_NONE, "\r" }, { "esc", VTERM_KEY_NONE, "\033" },
	{ "tab", VTERM_KEY_NONE, "\t" }, { "bs", VTERM_KEY_NONE, "\177" },
	{ "lt", VTERM_KEY_NONE, "<" },
	{ "del", VTERM_KEY_DEL, NULL }, { "ins", VTERM_KEY_INS, NULL },
	{ "home", VTERM_KEY_HOME, NULL }, { "end", VTERM_KEY_END, NULL },
	{ "pgup", VTERM_KEY_PAGEUP, NULL }, { "pgdn", VTERM_KEY_PAGEDOWN, NULL },
	{ "up", VTERM_KEY_UP, NULL }, { "down", VTERM_KEY_DOWN, NULL },
	{ "left", VTERM_KEY_LEFT, NULL }, { "right", VTERM_KEY_RIGHT, NULL },
};

static void type_slowly(struct vt *vt, const char *text)
{
	size_t left = strlen(text);

	while (left) {
		uint32_t cp;
		size_t n = utf8_decode(text, left, &cp);

		vt_send(vt, text, n);
		vt_read_for(vt, SLOW_MS);
		text += n;
		left -= n;
	}
}

static bool type_named(struct vt *vt, const char *name)
{
	int a, b;
	size_t i;

	for (i = 0; i < sizeof named / sizeof named[0]; i++)
		if (strcmp(named[i].name, name) == 0) {
			if (named[i].bytes)
				vt_send(vt, named[i].bytes, strlen(named[i].bytes));
			else
				vterm_keyboard_key(vt->vterm, named[i].key, VTERM_MOD_NONE);
			return true;
		}
	if (sscanf(name, "f%d", &a) == 1) {
		vterm_keyboard_key(vt->vterm, (VTermKey)VTERM_KEY_FUNCTION(a), VTERM_MOD_NONE);
	} else if (strncmp(name, "paste:", 6) == 0) {
		vterm_keyboard_start_paste(vt->vterm);
		vt_send(vt, name + 6, strlen(name + 6));
		vterm_keyboard_end_paste(vt->vterm);
	} else if (strncmp(name, "scan:", 5) == 0) {
		char burst[KEY_MAX];

		vt_send(vt, burst, (size_t)snprintf(burst, sizeof burst, "%s\r", name + 5));
	} else if (strncmp(name, "slow:", 5) == 0) {
		type_slowly(vt, name + 5);
	} else if (sscanf(name, "size:%dx%d", &a, &b) == 2) {
		vt_resize(vt, b, a);
	} else if (strncmp(name, "wait:", 5) == 0) {
		return vt_wait(vt, name + 5);
	} else {
		printf("# unknown key <%s>\n", name);
		return false;
	}
	return true;
}

/* One byte of a key script at s, escapes undone; returns the bytes of script it took. */
static size_t script_byte(const char *s, char *out)
{
	static const char codes[] = "rnte\\", bytes[] = "\r\n\t\033\\";
	const char *code;
	unsigned value;

	*out = *s;
	if (*s != '\\' || !s[1])
		return 1;
	if (s[1] == 'x' && sscanf(s + 2, "%2x", &value) == 1) {
		*out = (char)value;
		return 4;
	}
	code = strchr(codes, s[1]);
	*out = code ? bytes[code - codes] : s[1];
	return 2;
}

bool vt_type(struct vt *vt, const char *keys)
{
	char bytes[KEY_MAX], name[KEY_MAX];
	size_t n = 0;
	bool done = true;

	while (*keys) {
		const char *end = *keys == '<' ? strchr(keys, '>') : NULL;

		if (!end && n < sizeof bytes) {
			keys += script_byte(keys, &bytes[n++]);
			continue;
		}
		vt_send(vt, bytes, n);
		n = 0;
		if (end) {
			snprintf(name, sizeof name, "%.*s", (int)(end - keys - 1), keys + 1);
			done &= type_named(vt, name);
			keys = end + 1;
		}
	}
	vt_send(vt, bytes, n);
	return done;
}

bool vt_cursor(struct vt *vt, int *row, int *col)
{
	*row = vt->cursor.row;
	*col = vt->cursor.col;
	return vt->cursor_shown;
}

int vt_bells(struct vt *vt)
{
	return vt->bells;
}

long vt_bytes(struct vt *vt)
{
	long n = vt->bytes;

	vt->bytes = 0;
	return n;
}

bool vt_on_alt_screen(struct vt *vt)
{
	return vt->alt_screen;
}

bool vt_bracketed_paste(struct vt *vt)
{
	return vt->paste;
}

VTermScreen *vt_screen(struct vt *vt)
{
	return vt->screen;
}

void vt_size(struct vt *vt, int *rows, int *cols)
{
	*rows = vt->rows;
	*cols = vt->cols;
}

static char *read_file(const char *path)
{
	struct sbuf text = SBUF_INIT;
	FILE *f = fopen(path, "r");
	char bytes[4096];
	size_t n;

	if (!f)
		return NULL;
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		sbuf_add(&text, bytes, n);
	fclose(f);
	return text.data ? text.data : strdup("");
}

static bool write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	bool done = f && fputs(text, f) >= 0;

	return f && fclose(f) == 0 && done;
}

/* The rows that differ, as TAP comments. */
static void print_difference(const char *path, const char *want, const char *got)
{
	int row = 1;

	printf("# %s differs (GENERATE=1 writes it anew):\n", path);
	while (*want || *got) {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");

		if (w != g || memcmp(want, got, w) != 0)
			printf("# row %2d wanted |%.*s\n# row %2d got    |%.*s\n", row, (int)w, want, row,
				(int)g, got);
		want += w + (want[w] == '\n');
		got += g + (got[g] == '\n');
		row++;
	}
}

bool vt_golden(struct vt *vt, const char *name)
{
	const char *root = getenv("SRCDIR"), *generate = getenv("GENERATE");
	int64_t end = now_ms() + VT_LIMIT_MS;
	char path[512], *want;
	bool same;

	vt_quiet(vt);
	snprintf(path, sizeof path, "%s/tests/screen/golden/%s.txt", root ? root : ".", name);
	if (generate && *generate == '1') {
		vt_read_for(vt, VT_QUIET_MS * 7); /* figures that follow what was typed, too */
		return write_file(path, vt_text(vt));
	}
	want = read_file(path);
	/* On a busy machine quiet may be the program not having had its turn. */
	while (!(same = want && strcmp(want, vt_text(vt)) == 0) && want && now_ms() < end && vt->fd >= 0)
		pump(vt, (int)(end - now_ms()));
	if (!same)
		print_difference(path, want ? want : "", vt_text(vt));
	free(want);
	return same;
}

static bool reap(struct vt *vt)
{
	if (!vt->reaped && waitpid(vt->pid, &vt->status, WNOHANG) == vt->pid)
		vt->reaped = true;
	return vt->reaped;
}

/* Waits for the end, reading on: a program that still writes must not block. */
static bool wait_end(struct vt *vt, int limit_ms)
{
	int64_t end = now_ms() + limit_ms;

	while (!reap(vt) && now_ms() < end)
		if (!pump(vt, 5) && vt->fd < 0)
			poll(NULL, 0, 2);
	while (pump(vt, 0))
		;
	return vt->reaped;
}

int vt_exit(struct vt *vt)
{
	if (!wait_end(vt, VT_LIMIT_MS))
		return -1000;
	return WIFSIGNALED(vt->status) ? -WTERMSIG(vt->status) : WEXITSTATUS(vt->status);
}

pid_t vt_pid(const struct vt *vt)
{
	return vt->pid;
}

void vt_free(struct vt *vt)
{
	if (!reap(vt)) {
		kill(vt->pid, SIGHUP);
		if (!wait_end(vt, 1000)) {
			kill(vt->pid, SIGKILL);
			waitpid(vt->pid, &vt->status, 0);
		}
	}
	vt_hangup(vt);
	vterm_free(vt->vterm);
	sbuf_release(&vt->text);
	sbuf_release(&vt->row);
	free(vt);
}
