/* counter_test.c - the whole program with a scale and a customer display: a person types, goods lie on the plate, and
 * what the customer reads is looked at. Real helper, pseudo terminals, no sleeps: each wait has a limit. */
#include "counter_fixture.h"

#include <poll.h>
#include <sys/file.h>

TEST(weighed_goods_from_plate_to_change)
{
	struct counter c;

	if (!begin(&c, "st"))
		return;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "put it on the scale");
	press(&c.t, "<enter>");
	until(&c, on_screen, "Nothing lies on the scale");
	c.scale.grams = 520;
	until(&c, customer_reads, "散装原味瓜子 / 0.520kg        11.34");
	press(&c.t, "<enter>");
	until(&c, customer_reads, "散装原味瓜子   11.34 / 0.520kg   合计 11.34");
	scan(&c.t, CORN);
	until(&c, customer_reads, "脆脆兔脆玉米角6 6.80 /           合计 18.14");
	press(&c.t, "<enter>");
	until(&c, customer_reads, "掌柜超市 / 应收           18.14");
	press(&c.t, "20<enter>");
	until(&c, customer_reads, "实收           20.00 / 找零            1.90");
	end(&c);
}

/* Each protocol, a weight in motion first, below zero, too much. */
static void what_is_wrong_is_said(const char *protocol)
{
	struct counter c;
	bool tells_overload = strcmp(protocol, "acs") != 0;

	if (!begin(&c, protocol))
		return;
	c.scale.fault = SIM_RESTLESS;
	c.scale.grams = 520;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "Scale ~0.5");
	press(&c.t, "<enter>");
	until(&c, on_screen, "not at rest");
	c.scale.fault = SIM_GOOD;
	c.scale.grams = -30;
	until(&c, on_screen, "Scale -0.030");
	press(&c.t, "<enter>");
	until(&c, on_screen, "below zero");
	c.scale.fault = tells_overload ? SIM_OVERLOAD : SIM_MUTE;
	until(&c, on_screen, tells_overload ? "Scale: too much" : "Scale: silent");
	press(&c.t, "<enter>");
	until(&c, on_screen, tells_overload ? "more than the scale can weigh" : "The scale tells nothing");
	/* every second frame is cut in two; where frames have no beginning, that spoils the next one, too */
	c.scale.fault = strcmp(protocol, "os2x") == 0 || strcmp(protocol, "toledo") == 0 ? SIM_TORN : SIM_GOOD;
	c.scale.grams = 1258;
	until(&c, on_screen, "1.258");
	c.scale.fault = SIM_GOOD;
	until(&c, customer_reads, "散装原味瓜子 / 1.258kg        27.42");
	press(&c.t, "<enter>");
	until(&c, on_screen, "27.42");
	until(&c, off_screen, "put it on the scale");
	end(&c);
}

TEST(acs) { what_is_wrong_is_said("acs"); }
TEST(os2x) { what_is_wrong_is_said("os2x"); }
TEST(toledo) { what_is_wrong_is_said("toledo"); }
TEST(st) { what_is_wrong_is_said("st"); }

TEST(orders_reach_the_scale)
{
	struct counter c;

	if (!begin(&c, "os2x"))
		return;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "put it on the scale");
	press(&c.t, "t");
	until(&c, scale_heard, "<TK>\t");
	press(&c.t, "z");
	until(&c, scale_heard, "<ZK>\t");
	press(&c.t, "<esc>");
	until(&c, off_screen, "put it on the scale");
	end(&c);
}

/* Unplugged in the middle of a reading: the basket stays, the weight may be typed; plugged in again, both go on. */
TEST(unplugged_and_plugged_in)
{
	struct counter c;

	if (!begin(&c, "st"))
		return;
	c.scale.grams = 520;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "Scale 0.520");
	sim_send(&c.scale.port, "ST,GS,+  0.5", 12);
	sim_unplug(&c.scale.port);
	sim_unplug(&c.display.port);
	until(&c, on_screen, "Scale: silent");
	press(&c.t, "1.5<enter>");
	until(&c, on_screen, "32.70");
	sim_plug(&c.scale.port, link_of("scale"));
	sim_plug(&c.display.port, link_of("display"));
	sim_display_clear(&c.display);
	until(&c, customer_reads, "散装原味瓜子   32.70 / 1.500kg   合计 32.70");
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "Scale 0.520");
	press(&c.t, "<enter>");
	until(&c, customer_reads, "散装原味瓜子   11.34 / 0.520kg   合计 44.04");
	end(&c);
}

/* What comes at a wrong speed is no weight. */
TEST(garbage_is_no_weight)
{
	struct counter c;

	if (!begin(&c, "st"))
		return;
	c.scale.fault = SIM_GARBAGE;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, "scale: disturbed");
	until(&c, on_screen, "Scale: silent");
	c.scale.fault = SIM_GOOD;
	c.scale.grams = 520;
	until(&c, on_screen, "Scale 0.520");
	end(&c);
}

/* --- the screen of devices ------------------------------------------------------------------------ */

static int names_fd; /* whoever holds it has the names */

/* A manager at a till whose scale and display have names that are the same in every run. */
static bool begin_devices(struct counter *c, const struct vt_options *options)
{
	*c = (struct counter){ .scale = { .protocol = "st", .grams = 520 } };
	if (!names_fd)
		names_fd = open("/tmp/zhanggui-devices.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0666);
	if (!CHECK(names_fd >= 0) || !CHECK(flock(names_fd, LOCK_EX) == 0) || !CHECK(till_start(&c->t, options)))
		return false;
	if (!plug(c, "/tmp/zhanggui-scale", "/tmp/zhanggui-display", "vfd") ||
	    !open_counter(c, MANAGER, MANAGER_PIN))
		return false;
	press(&c->t, ":devices<enter>");
	return until(c, on_screen, strcmp(c->t.lang, "en") == 0 ? "Devices of this till" : "本机设备");
}

static void end_devices(struct counter *c)
{
	end(c);
	unlink("/tmp/zhanggui-scale");
	unlink("/tmp/zhanggui-display");
	flock(names_fd, LOCK_UN);
}

static const char *picture_name(const char *what, struct vt_options o)
{
	static char name[80];

	snprintf(name, sizeof name, "%s_%s_%dx%d", what, o.lang, o.cols, o.rows);
	return name;
}

/* One frame at a time, until its bytes stand there: what came before somebody looked is not shown. */
static void one_frame_is_shown(struct counter *c)
{
	char frame[64];
	int n = sim_scale_frame(&c->scale, frame);

	for (int i = 0; i < 15 && !on_screen(c, "53 54 2c"); i++) {
		int64_t end_ms = clock_mono_ms() + LIMIT_MS / 15;

		sim_send(&c->scale.port, frame, (size_t)n);
		while (!on_screen(c, "53 54 2c") && clock_mono_ms() < end_ms)
			vt_read_for(c->t.vt, 20);
	}
	CHECK(on_screen(c, "53 54 2c"));
}

static void devices_pictures(const char *lang, int rows, int cols)
{
	const struct vt_options options = { .rows = rows, .cols = cols, .lang = lang };
	const bool english = strcmp(lang, "en") == 0;
	const char *silent = cols < 60 ? "" : english ? "Scale: silent" : "秤无数据"; /* a narrow bar has no room */
	struct counter c;

	if (!begin_devices(&c, &options))
		return;
	until(&c, on_screen, english ? "0.520 kg, at rest" : "0.520 公斤, 稳定");
	c.scale.fault = SIM_MUTE;
	until(&c, on_screen, silent);
	CHECK(vt_golden(c.t.vt, picture_name("devices", options)));
	press(&c.t, "<enter>");
	CHECK(vt_golden(c.t.vt, picture_name("devices_printer", options)));
	press(&c.t, "<esc><down><down><down>");
	until(&c, on_screen, english ? "from scale" : "scale 收到");
	one_frame_is_shown(&c);
	until(&c, on_screen, silent);
	CHECK(vt_golden(c.t.vt, picture_name("devices_raw", options)));
	press(&c.t, "<down>"); /* nothing arrives from a display */
	until(&c, on_screen, english ? "from vfd" : "vfd 收到");
	press(&c.t, "<enter>");
	CHECK(vt_golden(c.t.vt, picture_name("devices_form", options)));
	press(&c.t, "<esc><del>");
	until(&c, on_screen, english ? "Forget how" : "删除此设备");
	CHECK(vt_golden(c.t.vt, picture_name("devices_forget", options)));
	press(&c.t, "<esc>");
	until(&c, off_screen, english ? "Forget how" : "删除此设备");
	end_devices(&c);
}

TEST(pictures_in_english) { devices_pictures("en", 24, 80); }
TEST(pictures_in_chinese) { devices_pictures("zh_CN", 24, 80); }
TEST(wide_pictures_in_chinese) { devices_pictures("zh_CN", 40, 120); }
TEST(narrow_pictures_in_chinese) { devices_pictures("zh_CN", 16, 40); }

/* What lay on the plate when it was sold lies there still. */
static void sold_twice(const char *lang)
{
	const struct vt_options options = { .rows = 24, .cols = 80, .lang = lang };
	const char *asks = strcmp(lang, "en") == 0 ? "Sure?" : "确定吗";
	struct counter c;

	if (!begin_in(&c, "st", lang))
		return;
	c.scale.grams = 520;
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, customer_reads, "散装原味瓜子 / 0.520kg        11.34");
	press(&c.t, "<enter>");
	until(&c, customer_reads, "散装原味瓜子   11.34 / 0.520kg   合计 11.34");
	press(&c.t, LOOSE_SEEDS "<enter>");
	until(&c, on_screen, strcmp(lang, "en") == 0 ? "put it on the scale" : "请放到秤上");
	press(&c.t, "<enter>");
	until(&c, on_screen, asks);
	CHECK(vt_golden(c.t.vt, picture_name("sold_twice", options)));
	press(&c.t, "<enter>");
	until(&c, customer_reads, "散装原味瓜子   11.34 / 0.520kg   合计 22.68");
	end(&c);
}

TEST(goods_still_on_the_plate_in_english) { sold_twice("en"); }
TEST(goods_still_on_the_plate_in_chinese) { sold_twice("zh_CN"); }

TEST(a_device_is_tried_changed_and_forgotten)
{
	struct counter c;

	if (!begin_devices(&c, &(struct vt_options){ 0 }))
		return;
	press(&c.t, "<down><down><down><down>t");
	until(&c, customer_reads, "实收          100.00 / 找零           12.34");
	press(&c.t, "<enter>");
	until(&c, on_screen, "Change a device");
	press(&c.t, "<tab><tab>charset=ascii<enter><enter>");
	until(&c, customer_reads, "ZhangGuiChaoShi / Welcome");
	press(&c.t, "<del>");
	until(&c, on_screen, "Forget how");
	press(&c.t, "1");
	until(&c, off_screen, "vfd");
	press(&c.t, "a");
	until(&c, on_screen, "Set up a device");
	press(&c.t, "<esc><esc>");
	until(&c, off_screen, "Devices of this till");
	end_devices(&c);
}

static bool paper_has(struct counter *c, const char *text)
{
	(void)c;
	return file_has(link_of("paper"), text);
}

static bool drawer_opened(struct counter *c, const char *text)
{
	(void)c, (void)text;
	return file_has_bytes(link_of("paper"), "\x1bp\0\x19\xfa", 5);
}

/* A printer is set up, tried and pulses its drawer where the other devices are, too. */
TEST(a_printer_is_set_up_and_tried)
{
	struct counter c;

	if (!begin_devices(&c, &(struct vt_options){ 0 }))
		return;
	press(&c.t, "t");
	until(&c, on_screen, "none is set. Name its queue first");
	press(&c.t, "<enter>");
	until(&c, on_screen, "32 columns");
	press(&c.t, "file:");
	press(&c.t, link_of("paper"));
	press(&c.t, "<enter><enter><enter>");
	until(&c, off_screen, "32 columns");
	until(&c, on_screen, "Printer ready");
	press(&c.t, "t");
	until(&c, on_screen, "Receipt printer of till 01: a test page goes to it");
	until(&c, paper_has, "\xb4\xf2\xd3\xa1\xb2\xe2\xca\xd4"); /* 打印测试 */
	CHECK(!drawer_opened(&c, ""));
	press(&c.t, "o");
	until(&c, on_screen, "choose a reason");
	press(&c.t, "1");
	until(&c, drawer_opened, "the drawer");
	until(&c, on_screen, "Devices of this till");
	press(&c.t, "<esc>:exceptions<enter>");
	until(&c, on_screen, "1    1     1");
	press(&c.t, "<esc>");
	end_devices(&c);
}

/* Which queues the spooler has is listed; one that is chosen is a printer of this till. */
TEST(a_queue_is_found_and_chosen)
{
	char server[700];
	struct counter c;

	if (!cups("start", "kitchen office")) {
		t_skip("no CUPS server could be started");
		return;
	}
	snprintf(server, sizeof server, "%s/cups/cups.sock", t_tmpdir());
	setenv("CUPS_SERVER", server, 1);
	if (begin_devices(&c, &(struct vt_options){ 0 })) {
		press(&c.t, "f");
		until(&c, on_screen, "print queue");
		until(&c, on_screen, "kitchen");
		until(&c, on_screen, "office");
		vt_type(c.t.vt, "<end>");
		press(&c.t, "<enter>");
		until(&c, on_screen, "Which printer of this till is it?");
		press(&c.t, "1");
		until(&c, on_screen, "Receipt printer  receipt ");
		until(&c, on_screen, "Printer ready");
		cups("mode", "kitchen media-empty");
		cups("mode", "office media-empty");
		vt_type(c.t.vt, "<home>");
		press(&c.t, "t");
		until(&c, on_screen, "Printer: no paper"); /* and the list says it, too */
		until(&c, on_screen, "  no paper");
		cups("mode", "kitchen ok");
		cups("mode", "office ok");
		until(&c, on_screen, "Printer ready");
		end_devices(&c);
	}
	unsetenv("CUPS_SERVER");
	cups("stop", "");
}

/* Starts `device ...` beside the devices; its answer goes to a file. */
static pid_t start_command(const char *words, const char *answer)
{
	char order[1000], line[ORDER_MAX];
	const char *const argv[] = { "sh", "-c", line, NULL };
	pid_t pid;

	snprintf(order, sizeof order, "device %s --till 01 >'%s' 2>&1", words, answer);
	order_line(line, MANAGER, MANAGER_PIN, order);
	return posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ) == 0 ? pid : -1;
}

/* Lets the devices go on until it ends; its exit code. */
static int end_command(struct counter *c, pid_t pid)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	int status = -1;

	while (pid > 0 && waitpid(pid, &status, WNOHANG) == 0 && clock_mono_ms() < end_ms) {
		sim_scale_tick(&c->scale);
		sim_display_look(&c->display);
		poll(NULL, 0, 20);
	}
	sim_display_look(&c->display);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool answer_has(const char *file, const char *text)
{
	char command[1600];
	const char *const argv[] = { "grep", "-q", "-e", text, file, NULL };

	snprintf(command, sizeof command, "%s in %s", text, file);
	return run(argv) || !printf("# not there: %s\n", command);
}

/* The same without a till: what arrives, and a try. */
TEST(commands_do_the_same)
{
	struct counter c = { .scale = { .protocol = "os2x", .grams = 520 } };
	const char *answer;

	if (!CHECK(till_start(&c.t, &(struct vt_options){ 0 })))
		return;
	till_end(&c.t); /* its store is enough: nobody holds the devices */
	plug(&c, link_of("scale"), link_of("display"), "vfd");
	answer = link_of("answer");
	CHECK_INT(end_command(&c, start_command("test scale --seconds 2", answer)), 0);
	CHECK(answer_has(answer, "weight *520 0 stable"));
	CHECK(answer_has(answer, "raw *.*02 53 20"));
	CHECK_INT(end_command(&c, start_command("try vfd", answer)), 0);
	CHECK(customer_reads(&c, "实收          100.00 / 找零           12.34"));
	CHECK_INT(end_command(&c, start_command("try scale", answer)), 0);
	CHECK(scale_heard(&c, "<ZK>\t"));
	close(c.scale.port.fd);
	close(c.display.port.fd);
}

/* A cashier has not the right. */
TEST(not_for_everybody)
{
	struct till t;

	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	press(&t, ":devices<enter>");
	CHECK(sees(&t, "not among your rights"));
	till_end(&t);
}

T_MAIN
