/* log_test.c - the program's log: one entry a line, whatever the text holds. */
#include "base/clock.h"
#include "base/log.h"
#include "../t.h"

TEST(an_entry_is_one_line_and_low_levels_stay_out)
{
	char path[600], text[512] = "";
	FILE *f;

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	clock_freeze(INT64_C(1795257727000));
	snprintf(path, sizeof path, "%s/log", t_tmpdir());
	log_open(path, "till-03", LOG_INFO);
	log_write(LOG_DEBUG, "not this");
	log_write(LOG_WARN, "printer %s: %d", "out\nof \033[31mpa\xC2\x9B" "1mper\xFF", 7);
	log_open(path, "worker", LOG_DEBUG);
	log_write(LOG_DEBUG, "掌柜");
	log_open(NULL, "test", LOG_ERROR);
	clock_freeze(-1);
	f = fopen(path, "r");
	if (!CHECK(f != NULL))
		return;
	CHECK(fread(text, 1, sizeof text - 1, f) > 0);
	fclose(f);
	CHECK_STR(text, "2026-11-21T18:42:07+08:00 warn till-03 printer out of [31mpa1mper\xEF\xBF\xBD: 7\n"
			"2026-11-21T18:42:07+08:00 debug worker 掌柜\n");
}

T_MAIN
