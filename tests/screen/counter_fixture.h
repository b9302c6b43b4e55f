/* counter_fixture.h - a till with a scale and a customer display at the far end of pseudo terminals, and a private
 * spooler for its printer. A person types, goods lie on the plate, and what the customer reads is looked at. */
#ifndef COUNTER_FIXTURE_H
#define COUNTER_FIXTURE_H

#include "till_fixture.h"

#include "../sim/counter_sim.h"
#include "../../include/base/clock.h"

#define LIMIT_MS 15000

struct counter {
	struct till t;
	struct sim_scale scale;
	struct sim_display display;
};

static inline bool add_device(const char *name, const char *kind, const char *protocol, const char *link)
{
	char words[1000];

	snprintf(words, sizeof words, "device add %s %s %s 'local:%s' --till 01", name, kind, protocol, link);
	return CHECK(as_manager(words));
}

/* Lets the devices go on, and the till draw, until the test is true. */
static inline bool until(struct counter *c, bool (*is)(struct counter *c, const char *text), const char *text)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	do {
		sim_scale_tick(&c->scale);
		sim_display_look(&c->display);
		vt_read_for(c->t.vt, 20);
		if (is(c, text))
			return CHECK(true);
	} while (clock_mono_ms() < end_ms);
	printf("# waited for %s; the customer reads \"%s\"", text, sim_display_line(&c->display, 0));
	printf(" / \"%s\"; the scale heard \"%s\"\n", sim_display_line(&c->display, 1), c->scale.heard);
	for (int i = 0; i < 24; i++)
		printf("# %s\n", vt_row(c->t.vt, i));
	return CHECK(!"it did not come");
}

static inline bool on_screen(struct counter *c, const char *text)
{
	return strstr(vt_text(c->t.vt), text) != NULL;
}

static inline bool off_screen(struct counter *c, const char *text)
{
	return !strstr(vt_text(c->t.vt), text);
}

/* "upper / lower" */
static inline bool customer_reads(struct counter *c, const char *text)
{
	char both[300];
	size_t n;

	snprintf(both, sizeof both, "%s / ", sim_display_line(&c->display, 0));
	n = strlen(both);
	snprintf(both + n, sizeof both - n, "%s", sim_display_line(&c->display, 1));
	return strcmp(both, text) == 0;
}

static inline bool scale_heard(struct counter *c, const char *text)
{
	return strstr(c->scale.heard, text) != NULL;
}

static inline const char *link_of(const char *name)
{
	static char path[2][700];
	static int turn;

	turn = !turn;
	snprintf(path[turn], sizeof path[turn], "%s/till%d-%s", t_tmpdir(), till_number, name);
	return path[turn];
}

static inline bool plug(struct counter *c, const char *scale, const char *display, const char *display_name)
{
	sim_plug(&c->scale.port, scale);
	sim_plug(&c->display.port, display);
	sim_display_clear(&c->display);
	return add_device("scale", "scale", c->scale.protocol, scale) &&
		add_device(display_name, "display", "cd5220", display);
}

/* Somebody signs on at a till whose customer reads that nobody is there, and opens a shift: an empty basket. */
static inline bool open_counter(struct counter *c, const char *number, const char *pin)
{
	if (!until(c, customer_reads, "掌柜超市 / 暂停收款"))
		return false;
	sign_on(&c->t, number, pin);
	if (!until(c, on_screen, "500.00"))
		return false;
	press(&c->t, "<enter>");
	return until(c, customer_reads, "掌柜超市 / 欢迎光临");
}

/* A till with a scale and a display, a cashier signed on. */
static inline bool begin_in(struct counter *c, const char *protocol, const char *lang)
{
	*c = (struct counter){ .scale.protocol = protocol };
	return CHECK(till_start(&c->t, &(struct vt_options){ .lang = lang })) &&
		plug(c, link_of("scale"), link_of("display"), "display") && open_counter(c, "1008", "2468");
}

static inline bool begin(struct counter *c, const char *protocol)
{
	return begin_in(c, protocol, "en");
}

static inline void end(struct counter *c)
{
	CHECK_INT(c->display.strange, 0);
	till_end(&c->t);
	close(c->scale.port.fd);
	close(c->display.port.fd);
}

/* The verb of a private spooler; false: it could not. */
static inline bool cups(const char *verb, const char *queues)
{
	char command[1600];
	const char *const argv[] = { "sh", "-c", command, NULL };

	snprintf(command, sizeof command, "OWNER=%d tests/sim/cups.sh %s '%s/cups' %s 2>/dev/null", (int)getpid(), verb,
		t_tmpdir(), queues);
	return run(argv);
}

#endif
