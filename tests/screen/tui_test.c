/* tui_test.c - the room tui in a real pty: tui_demo_tool under several terminals, sizes and kinds
 * of input. Needs no device and no store. */
#include <signal.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>

#include "../t.h"
#include "vt.h"

#define DEMO "tests/screen/tui_demo_tool"

static struct vt *open_demo(struct vt_options options, const char *first, ...)
{
	const char *argv[8] = { t_built(DEMO), first };
	struct vt *vt;
	va_list ap;
	int n = 1;

	va_start(ap, first);
	while (n < 7 && argv[n])
		argv[++n] = va_arg(ap, const char *);
	va_end(ap);
	vt = vt_start(&options, argv);
	vt_wait(vt, ">");
	return vt;
}

static struct vt *demo_at(int cols, int rows)
{
	return open_demo((struct vt_options){ .cols = cols, .rows = rows }, NULL);
}

TEST(golden_screens)
{
	static const struct { int cols, rows; const char *name; } sizes[] = {
		{ 80, 24, "80x24" }, { 120, 40, "120x40" }, { 40, 16, "40x16" }, { 20, 16, "20x16" },
	};
	static const struct { const char *keys, *name; } scenes[] = {
		{ "<scan:6901234567892><scan:2101234><scan:6920000000005><scan:000017>", "roll" },
		{ "<f2>", "message" }, { "<f3>", "choice" }, { "<f4>王五", "line" }, { "<f5><down>", "list" },
		{ "<f6>李<enter>123<enter>", "form" }, { "<f7>", "styles" }, { "<f9><right>", "menu" },
		{ "<f1>", "keys" },
	};
	size_t i, j;

	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		for (j = 0; j < sizeof scenes / sizeof scenes[0]; j++) {
			struct vt *vt = demo_at(sizes[i].cols, sizes[i].rows);
			char name[100];

			snprintf(name, sizeof name, "tui_%s_%s", scenes[j].name, sizes[i].name);
			vt_type(vt, scenes[j].keys);
			CHECK(vt_golden(vt, name));
			vt_free(vt);
		}
}

TEST(every_terminal)
{
	static const char *const terms[] = { "xterm", "xterm-256color", "screen", "tmux", "linux", "vt100",
		"vt220", "rxvt", "tmux-256color" };
	size_t i;

	for (i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		struct vt *vt = open_demo((struct vt_options){ .term = terms[i] }, NULL);
		bool old = strncmp(terms[i], "vt", 2) == 0;

		vt_type(vt, "<scan:6901234567892><wait:back 0><f3>");
		if (!CHECK(vt_wait(vt, "顾客不要了")) || !CHECK(vt_wait(vt, "│ 取消 6 行, 63.40?")))
			printf("# %s\n", terms[i]);
		CHECK(vt_type(vt, "<esc><wait:answer 3: none>"));
		CHECK((strstr(vt_text(vt), "▀") == NULL) == old);
		CHECK((strstr(vt_text(vt), "|_|") != NULL) == old);
		vt_type(vt, "<f12>");
		CHECK_INT(vt_exit(vt), 0);
		vt_free(vt);
	}
}

TEST(without_colour_the_bar_is_reverse)
{
	struct vt *vt = open_demo((struct vt_options){ .term = "vt220" }, NULL);
	VTermScreenCell cell;

	vt_cell(vt, 0, 5, &cell);
	CHECK(cell.attrs.reverse);
	CHECK(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	vt_free(vt);
	vt = open_demo((struct vt_options){ 0 }, NULL);
	vt_cell(vt, 0, 5, &cell);
	CHECK(!cell.attrs.reverse && !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	vt_free(vt);
}

TEST(terminals_that_will_not_do)
{
	static const struct { const char *term, *says; } bad[] = {
		{ "dumb", "The terminal type dumb cannot place the cursor" },
		{ "no-such", "The terminal type no-such is unknown here" },
		{ "", "TERM is not set" },
	};
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct vt_options options = { .term = bad[i].term, .cols = 200 };
		struct vt *vt = vt_start(&options, (const char *[]){ t_built(DEMO), NULL });

		CHECK(vt_wait(vt, bad[i].says));
		CHECK_INT(vt_exit(vt), 2);
		CHECK(!vt_on_alt_screen(vt));
		vt_free(vt);
	}
}

TEST(resize_to_1x1_and_back)
{
	struct vt *vt = demo_at(80, 24);

	vt_type(vt, "<scan:2101234><wait:2101234><size:20x16><wait:11.32>");
	CHECK(vt_type(vt, "<size:12x4><wait:Please make>"));
	vt_type(vt, "<size:1x1>");
	vt_quiet(vt);
	CHECK(vt_type(vt, "<size:200x60><wait:F12 Quit>"));
	CHECK(vt_type(vt, "<size:80x24><wait:F8 Notice F1 Help>"));
	CHECK(vt_golden(vt, "tui_after_resize"));
	vt_free(vt);
}

TEST(noise_does_not_swallow_keys)
{
	struct vt *vt = demo_at(80, 24);
	char noise[200];

	memset(noise, 0xC4, sizeof noise);
	vt_send(vt, noise, sizeof noise);
	CHECK(vt_type(vt, "<wait:key [?]>12<enter><wait:entered [12]>"));
	vt_send(vt, "\xB0\xD7\xBE\xC6\r", 5); /* GBK typed into a UTF-8 terminal */
	CHECK(vt_type(vt, "7<enter><wait:entered [7]>"));
	vt_free(vt);
}

TEST(paste_is_not_enter)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_bracketed_paste(vt));
	CHECK(vt_type(vt, "<paste:690\r\n7><wait:pasted [690 7]>"));
	CHECK(vt_type(vt, "<enter><wait:entered [690 7]>"));
	vt_free(vt);
}

TEST(a_wedge_burst_is_one_scan)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_type(vt, "<scan:6901234567892><wait:scan [6901234567892] back 0>"));
	CHECK(vt_wait(vt, "康师傅冰红茶500ml"));
	vt_free(vt);
	vt = open_demo((struct vt_options){ 0 }, "--prefix", "2", "--suffix", "3", "--no-timing", NULL);
	CHECK(vt_type(vt, "5\\x022101234\\x03<wait:scan [2101234] back 0>"));
	CHECK(vt_wait(vt, "> 5")); /* what was being typed is still there */
	CHECK(vt_type(vt, "123456<enter><wait:entered [5123456]>"));
	vt_free(vt);
}

/* The pieces with so much time between them. On a busy machine the program may see more of it than
 * was meant, so the caller tries a few times (the unit tests know the times exactly). */
static bool in_pieces(struct vt *vt, const char *bytes, int gap_ms, const char *shows)
{
	for (; *bytes; bytes++) {
		vt_send(vt, bytes, 1);
		vt_read_for(vt, gap_ms);
	}
	vt_quiet(vt);
	return strstr(vt_text(vt), shows) != NULL;
}

#define TRIES 8

TEST(a_slow_wedge_leaves_nothing_behind)
{
	struct vt *vt = demo_at(80, 24);
	int i;

	for (i = 0; i < TRIES; i++)
		if (in_pieces(vt, "6901234567892\r", 4, "scan [6901234567892] back"))
			break;
	CHECK(i < TRIES);
	CHECK(vt_type(vt, "8<enter><wait:entered [8]>"));
	vt_free(vt);
}

TEST(a_scan_in_a_dialog_is_still_a_scan)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_type(vt, "<f3><wait:取消 6 行><scan:2101234><wait:scan [2101234] back 0>"));
	CHECK(vt_wait(vt, "取消 6 行")); /* the question is still open */
	CHECK(vt_type(vt, "2<wait:answer 3: given 1>"));
	/* a question that takes scans itself */
	CHECK(vt_type(vt, "<f4><wait:Member><scan:777777><wait:answer 4: given 3 [777777]>"));
	/* and a screen that has no use for one says so */
	CHECK(vt_type(vt, "<f2><wait:No such article><scan:2101234>"));
	CHECK(vt_gone(vt, "No such article"));
	vt_free(vt);
}

TEST(escape_sequences_in_pieces)
{
	struct vt *vt = demo_at(80, 24);
	int i;

	for (i = 0; i < TRIES; i++)
		if (in_pieces(vt, "\033OQ", 15, "No such article"))
			break;
	CHECK(i < TRIES);
	vt_type(vt, "<esc>");
	CHECK(vt_gone(vt, "No such article"));
	CHECK(vt_type(vt, "\\x15<f3><wait:Cancel?>\\e1<wait:> 1>")); /* Esc, then 1, never Alt-1 */
	CHECK(vt_gone(vt, "Cancel?"));
	vt_free(vt);
}

TEST(dialog_answers)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_type(vt, "<f4><wait:李>王五<enter><wait:answer 4: given 1 [王五]>"));
	CHECK(vt_type(vt, "<f5><wait:1/120><end><wait:120/120>1<wait:answer 6: given 100 [>"));
	CHECK(vt_type(vt, "\\x10<wait:PIN>12x34<wait:****><enter><wait:answer 5: given 1 [1234]>"));
	CHECK(vt_type(vt, "<f3><wait:Cancel?>3"));
	vt_quiet(vt);
	CHECK(vt_wait(vt, "Cancel?")); /* 3 is off */
	CHECK(vt_bells(vt) > 0);
	CHECK(vt_type(vt, "<esc><wait:answer 3: none>"));
	CHECK(vt_type(vt, "<f6><wait:identity>李<enter><slow:12345678901><enter><right><enter><enter><enter>"
		"<wait:answer 7: given 1 [李]>"));
	vt_free(vt);
}

TEST(a_form_says_what_is_wrong)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_type(vt, "<f6><wait:identity>李\\x13<wait:✗ This must be filled in.>"));
	CHECK(vt_type(vt, "12\\x13<wait:✗ A mobile number has 11 digits.>"));
	CHECK(vt_type(vt, "<slow:345678901>"));
	CHECK(vt_gone(vt, "✗"));
	CHECK(vt_type(vt, "\\x13<wait:answer 7: given 0 [李]>"));
	vt_free(vt);
}

TEST(a_notice_goes_with_its_time_or_a_refusal_with_a_key)
{
	struct vt *vt = demo_at(80, 24);
	VTermScreenCell cell;

	CHECK(vt_type(vt, "<f8><wait:✓ 已打印 Printed>"));
	vt_cell(vt, 21, 3, &cell);
	CHECK(!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	CHECK(vt_gone(vt, "已打印")); /* TOAST_MS is below the limit of waiting */
	vt_free(vt);
	vt = demo_at(80, 24);
	CHECK(vt_type(vt, "<f6><wait:identity><scan:2101234><wait:✗ A scan does nothing here.>x"));
	CHECK(vt_gone(vt, "A scan does nothing"));
	vt_free(vt);
}

TEST(wide_characters_at_the_edge)
{
	struct vt *vt = demo_at(80, 24);
	VTermScreenCell cell;

	vt_type(vt, "<f7><wait:盒子 box>");
	vt_quiet(vt);
	vt_cell(vt, 18, 77, &cell);
	CHECK_INT(cell.chars[0], 0x4E2D);
	vt_cell(vt, 18, 79, &cell); /* one column is no room for the second */
	CHECK(cell.chars[0] == 0 || cell.chars[0] == ' ');
	CHECK(strncmp(vt_row(vt, 19), "文", 3) != 0); /* nor did it wrap */
	CHECK(strstr(vt_row(vt, 16), "bad[31m \xEF\xBF\xBD"));
	vt_free(vt);
}

TEST(keys_of_a_file)
{
	char path[600];
	struct vt *vt;

	snprintf(path, sizeof path, "%s/keys.conf", t_tmpdir());
	if (!CHECK(t_write(path, "[demo]\nF4 = choice\nF8 = add 000017\n")))
		return;
	vt = open_demo((struct vt_options){ 0 }, "--keys", path, NULL);
	CHECK(vt_type(vt, "<f8><wait:Zoë>"));
	CHECK(vt_type(vt, "<f4><wait:Cancel?>"));
	vt_free(vt);
}

/* A signal that ends the program must leave the terminal as it was. */
static void check_given_back(struct vt *vt, int want)
{
	CHECK_INT(vt_exit(vt), want);
	CHECK(!vt_on_alt_screen(vt));
	CHECK(!vt_bracketed_paste(vt));
	vt_free(vt);
}

TEST(the_terminal_is_given_back)
{
	struct vt *vt = demo_at(80, 24);

	CHECK(vt_on_alt_screen(vt));
	vt_type(vt, "<f12>");
	check_given_back(vt, 0);
	vt = demo_at(80, 24);
	vt_type(vt, "\\x18"); /* abort() */
	check_given_back(vt, -SIGABRT);
	vt = demo_at(80, 24);
	vt_signal(vt, SIGQUIT);
	check_given_back(vt, -SIGQUIT);
	vt = demo_at(80, 24);
	vt_signal(vt, SIGTERM);
	check_given_back(vt, 0);
	vt = demo_at(80, 24);
	vt_signal(vt, SIGHUP);
	check_given_back(vt, 0);
}

TEST(a_lost_connection_ends_the_program)
{
	struct vt *vt = demo_at(80, 24);

	vt_hangup(vt);
	CHECK_INT(vt_exit(vt), 0);
	vt_free(vt);
}

TEST(a_line_without_a_size_and_a_wrong_environment)
{
	static const char *const env[] = { "LINES=50", "COLUMNS=132", NULL };
	struct vt *vt = open_demo((struct vt_options){ .env = env }, NULL);

	vt_quiet(vt);
	CHECK(strstr(vt_row(vt, 23), "F1 Help")); /* the terminal's own size counts */
	vt_free(vt);
}

/* Bytes on the wire, BUDGETS.md: an echo and a line of the roll with its total. */
TEST(bytes_on_the_wire)
{
	struct vt *vt = demo_at(80, 24);
	long echo, open, shut, line;

	vt_quiet(vt);
	vt_bytes(vt);
	vt_type(vt, "1<wait:> 1>");
	vt_quiet(vt);
	echo = vt_bytes(vt);
	CHECK(echo > 0 && echo <= 6);
	vt_type(vt, "<bs>");
	vt_quiet(vt);
	CHECK(vt_bytes(vt) <= 6);
	vt_type(vt, "<f2><wait:No such article>");
	vt_quiet(vt);
	open = vt_bytes(vt);
	CHECK(open < 700); /* an overlay, not a new screen */
	vt_type(vt, "<esc>");
	vt_quiet(vt);
	shut = vt_bytes(vt);
	CHECK(shut < 400);
	vt_type(vt, "<scan:6901234567892><wait:back 0>");
	vt_quiet(vt);
	line = vt_bytes(vt);
	CHECK(line < 130); /* with the line that tells what was heard, which no till shows */
	printf("# echo %ld, dialog %ld and %ld, line %ld bytes\n", echo, open, shut, line);
	vt_free(vt);
}

T_MAIN
