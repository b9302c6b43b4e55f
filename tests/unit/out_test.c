/* out_test.c - one answer in three forms; nothing in it can steer a terminal or break a form. */
#include "../t.h"

#include "base/clock.h"
#include "cmd/out.h"

static struct arena mem;

static const struct out_column columns[] = {
	{ "id", "Id", OUT_ID }, { "name", "Name", OUT_STRING }, { "n", "Count", OUT_NUMBER },
	{ "price", "Price", OUT_MONEY }, { "qty", "Quantity", OUT_QTY }, { "rate", "Rate", OUT_PERCENT },
	{ "at", "Time", OUT_TIME }, { "day", "Day", OUT_DAY }, { "yes", "Yes", OUT_YES },
};

static void put_row(struct out *o, const char *name, int64_t v)
{
	out_int(o, v);
	out_text(o, name);
	out_int(o, v);
	out_int(o, v);
	out_int(o, v);
	out_int(o, v);
	out_int(o, v);
	out_int(o, 20261121);
	out_int(o, v % 2);
}

static char *text_of(enum out_format format, void (*fill)(struct out *o))
{
	char *bytes = NULL, *copy;
	size_t n;
	FILE *f = open_memstream(&bytes, &n);
	struct out *o = out_new(&mem, f, format);

	if (clock_set_zone("Asia/Shanghai") != OK)
		abort();
	fill(o);
	CHECK_INT(out_end(o), OK);
	fclose(f);
	copy = arena_strdup(&mem, bytes);
	free(bytes);
	return copy;
}

static void two_sections(struct out *o)
{
	out_record(o, "one", columns, 9);
	put_row(o, "茶", 1250);
	out_table(o, "list", columns, 2);
	out_int(o, 7);
	out_text(o, "a");
	out_null(o);
	out_text(o, "");
}

TEST(json_has_a_member_for_each_section)
{
	CHECK_STR(text_of(OUT_JSON, two_sections),
		"{\"one\":{\"id\":\"1250\",\"name\":\"茶\",\"n\":1250,\"price\":\"12.50\",\"qty\":\"1.25\","
		"\"rate\":\"12.5\",\"at\":\"1970-01-01T08:00:01+08:00\",\"day\":\"2026-11-21\",\"yes\":false},\n"
		"\"list\":[\n{\"id\":\"7\",\"name\":\"a\"},\n{\"id\":null,\"name\":\"\"}\n]}\n");
}

TEST(tsv_has_a_heading_for_each_section)
{
	CHECK_STR(text_of(OUT_TSV, two_sections),
		"id\tname\tn\tprice\tqty\trate\tat\tday\tyes\n"
		"1250\t茶\t1250\t12.50\t1.25\t12.5\t1970-01-01T08:00:01+08:00\t2026-11-21\tno\n"
		"\nid\tname\n7\ta\n\t\n");
}

TEST(text_is_aligned_by_columns_and_has_no_blanks_at_line_ends)
{
	char *text = text_of(OUT_TEXT, two_sections);

	CHECK(strstr(text, "Id        1250\nName      茶\n") != NULL);
	CHECK(strstr(text, "\n\nId  Name\n7   a\n-\n") != NULL);
	CHECK(strstr(text, " \n") == NULL);
}

static void hostile(struct out *o)
{
	out_table(o, "t", columns + 1, 1);
	out_text(o, "red\033[31m\ttab\nline\xFF\"quote\\");
	out_text(o, "one \xC2\x9B" "31m\x7Ftwo"); /* CSI in one character */
}

TEST(hostile_names_keep_every_form_whole)
{
	char *json = text_of(OUT_JSON, hostile), *tsv = text_of(OUT_TSV, hostile), *text = text_of(OUT_TEXT, hostile);

	CHECK(strchr(tsv, '\033') == NULL && strchr(text, '\033') == NULL && strchr(json, '\033') == NULL);
	CHECK(strstr(tsv, "tab line") != NULL);
	CHECK(strstr(json, "one 31mtwo") && strstr(tsv, "one 31mtwo") && strstr(text, "one 31mtwo"));
	CHECK(strstr(json, "\\\"quote\\\\") != NULL);
}

static void nothing(struct out *o)
{
	(void)o;
}

static void empty_table(struct out *o)
{
	out_table(o, "t", columns, 1);
}

TEST(an_empty_answer_is_still_one)
{
	CHECK_STR(text_of(OUT_JSON, nothing), "{}\n");
	CHECK_STR(text_of(OUT_JSON, empty_table), "{\"t\":[]}\n");
	CHECK_STR(text_of(OUT_TSV, empty_table), "id\n");
	CHECK_STR(text_of(OUT_TEXT, nothing), "");
}

static void said_done(struct out *o)
{
	out_said(o, &(struct said){ MSG_LINE_CHANGED, { "a", "b" } });
}

TEST(a_sentence_has_its_stable_name)
{
	CHECK_STR(text_of(OUT_JSON, said_done), "{\"said\":{\"name\":\"line-changed\",\"text\":\"a: b\"}}\n");
	CHECK_STR(text_of(OUT_TEXT, said_done), "a: b\n");
	CHECK_STR(text_of(OUT_TSV, said_done), "");
}

TEST(a_full_disk_is_noticed)
{
	FILE *f = fopen("/dev/full", "w");
	struct out *o;

	if (!f) {
		t_skip("no /dev/full");
		return;
	}
	o = out_new(&mem, f, OUT_JSON);
	two_sections(o);
	CHECK_INT(out_end(o), ERR_IO);
	fclose(f);
}

T_MAIN
