/* vt.h - a terminal for tests: a program runs in a pty, its output goes through libvterm, and the
 * test types, waits for a text and reads cells. Waiting is polling with a limit; no test sleeps.
 * A failure prints the screen as TAP comments. */
#ifndef VT_H
#define VT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

struct vt_options {
	int rows, cols;         /* 0: 24, 80 */
	const char *term;       /* NULL: xterm-256color */
	const char *lang;       /* "en", "zh_CN"; NULL: en */
	const char *const *env; /* more, "NAME=value", NULL at the end; NULL none */
};

struct vt; /* free with vt_free */

#define VT_LIMIT_MS 5000
#define VT_QUIET_MS 60

/* Starts a program; argv[0] is its path. Aborts when no pty can be had. */
struct vt *vt_start(const struct vt_options *options, const char *const *argv);
/* Ends the program (hangup, then kill) and frees all. */
void vt_free(struct vt *vt);
pid_t vt_pid(const struct vt *vt);

/* Types: text as it is, \r \n \t \e \\ \xHH, and <enter> <esc> <tab> <bs> <del> <ins> <home> <end>
 * <pgup> <pgdn> <up> <down> <left> <right> <f1> ... <f12>, <paste:TEXT>, <scan:TEXT> (all of it and
 * CR at once, as a wedge scanner), <slow:TEXT> (a character every 60 ms, as a person),
 * <size:COLSxROWS>, <wait:TEXT>, <lt> for '<'. The bytes between two named keys are written at
 * once: six digits or more and <enter> may be taken for a scan, <slow:> is not. False when a
 * <wait:> was not fulfilled. */
bool vt_type(struct vt *vt, const char *keys);
void vt_send(struct vt *vt, const char *bytes, size_t n);
void vt_resize(struct vt *vt, int rows, int cols);
void vt_signal(struct vt *vt, int sig);
/* Takes the terminal away, as a lost connection does. */
void vt_hangup(struct vt *vt);

/* Reads until the text is (vt_gone: is not) on the screen. False at the limit or the program's end;
 * then what is on the screen is printed. */
bool vt_wait(struct vt *vt, const char *text);
bool vt_gone(struct vt *vt, const char *text);
/* Reads until the program has taken all that was sent, waits for more and nothing came for VT_QUIET_MS; only to count
 * bytes or before a golden comparison. */
void vt_quiet(struct vt *vt);
/* Reads until the program has taken all that was sent and waits for more: in how many milliseconds, without those in
 * which it only waited for its turn on the processor; at most limit_ms of them. -1: it has ended. */
int vt_taken_ms(struct vt *vt, int limit_ms);
/* Reads for so long, once the program has taken what was sent: for tests whose subject is time. */
void vt_read_for(struct vt *vt, int ms);

/* The screen as text, rows without blanks at their ends, each with '\n'. Until the next call. */
const char *vt_text(struct vt *vt);
/* One row, likewise. */
const char *vt_row(struct vt *vt, int row);
void vt_cell(struct vt *vt, int row, int col, VTermScreenCell *cell);
bool vt_cursor(struct vt *vt, int *row, int *col); /* false: hidden */
int vt_bells(struct vt *vt);
/* Bytes the program wrote since the last call. */
long vt_bytes(struct vt *vt);
bool vt_on_alt_screen(struct vt *vt);
bool vt_bracketed_paste(struct vt *vt);

/* Waits until the screen is as in tests/screen/golden/NAME.txt, under the working folder or SRCDIR;
 * at the limit the difference is printed. GENERATE=1 writes it. */
bool vt_golden(struct vt *vt, const char *name);
/* Waits for the program's end: its exit code, minus the signal, or -1000 at the limit. */
int vt_exit(struct vt *vt);
VTermScreen *vt_screen(struct vt *vt);
void vt_size(struct vt *vt, int *rows, int *cols);

#endif
