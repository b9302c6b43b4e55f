/* csv_test.c - CSV read as spreadsheets write it, and written so that they do no harm. */
#include "base/csv.h"
#include "../t.h"

static struct arena a = ARENA_INIT;
static struct csv_field fields[CSV_FIELDS_MAX];

/* All of a file as text: fields in [], records ended by '|', "!N" for an error at line N. */
static const char *read_all(const char *bytes, size_t n)
{
	static struct sbuf out;
	struct csv c;
	int count, line, i;

	sbuf_clear(&out);
	if (csv_open(&c, &a, bytes, n))
		return "no text";
	for (;;) {
		if (csv_next(&c, &a, fields, &count, &line)) {
			sbuf_printf(&out, "!%d", line);
			CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
			CHECK_INT(count, 0);
			break;
		}
		if (count == 0)
			break;
		for (i = 0; i < count; i++) {
			sbuf_printf(&out, "[%s]", fields[i].text);
			CHECK_INT(fields[i].column, i + 1);
		}
		sbuf_putc(&out, '|');
	}
	return sbuf_text(&out);
}

TEST(records_as_they_come)
{
	static const struct { const char *file, *want; } cases[] = {
		{ "", "" },
		{ "\n\r\n\n", "" },
		{ "a,b,c\n1,2,3\n", "[a][b][c]|[1][2][3]|" },
		{ "a,b\r\n1,2", "[a][b]|[1][2]|" },
		{ "a,b\r1,2\r", "[a][b]|[1][2]|" },
		{ "a,,\n,,\n", "[a][][]|[][][]|" },
		{ "a\n\nb\n", "[a]|[b]|" },
		{ "\"a\"\n\"\"\n", "[a]|[]|" },
		{ "a,\"say \"\"hi\"\"\"\n", "[a][say \"hi\"]|" },
		{ "a,\"x,y\",b\n", "[a][x,y][b]|" },
		{ "a,\"two\nlines\",b\n", "[a][two\nlines][b]|" },
		{ "a,\"two\r\nlines\"\r\n", "[a][two\r\nlines]|" },
		{ "a,5\" nail\n", "[a][5\" nail]|" },
		{ " a , b \n", "[ a ][ b ]|" },
		{ "a\tb,c\td\n1\t2\t3\n", "[a][b,c][d]|[1][2][3]|" },
		{ "a;b;c\n1,5;2;3\n", "[a][b][c]|[1,5][2][3]|" },
		{ "\"a;b;c\",d\n", "[a;b;c][d]|" },
		{ "\xEF\xBB\xBFname,price\n掌柜,1\n", "[name][price]|[掌柜][1]|" },
		{ "\xC3\xFB\xB3\xC6,\xBC\xDB\xB8\xF1\n", "[名称][价格]|" },  /* GB18030 */
		{ "a,\"open\nb,c\n", "!1" },
		{ "a,b\n1,2\n3,\"open", "[a][b]|[1][2]|!3" },
		{ "a\n\"two\nlines\"\n\"open\nx", "[a]|[two\nlines]|!4" },
		{ "a\n\"x\"y,z\n", "[a]|!2" },
		{ "a\n\"x\" ,z\n", "[a]|!2" },
		{ "a,b\n\"1\n2\",\"open\n", "[a][b]|!3" },
		{ "\"", "!1" },
		{ "a\r\nb\r\n\"open", "[a]|[b]|!3" },
		{ "a\n\"x\r\ny\"\n\"open", "[a]|[x\r\ny]|!4" },
		{ "\"x\ry\"\r\"open", "[x\ry]|!3" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		CHECK_STR(read_all(cases[i].file, strlen(cases[i].file)), cases[i].want);
		arena_clear(&a);
	}
}

TEST(bytes_that_are_no_text_are_refused)
{
	CHECK_STR(read_all("a\0b", 3), "no text");
	CHECK_STR(read_all("\xFF\xFE" "a\0", 4), "no text"); /* UTF-16 */
	CHECK_STR(read_all("a,\xFF\xFF\n", 5), "no text");
}

TEST(every_field_knows_its_line)
{
	static const char file[] = "h1,h2,h3\n\n\"a\nb\nc\",d,\"e\r\nf\"\ng,h,i\n";
	struct csv c;
	int count, line;

	CHECK_INT(csv_open(&c, &a, file, sizeof file - 1), OK);
	CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
	CHECK_INT(line, 1);
	CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
	CHECK_INT(line, 3);
	CHECK_INT(fields[0].line, 3);
	CHECK_INT(fields[1].line, 5);
	CHECK_INT(fields[2].line, 5);
	CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
	CHECK_INT(line, 7);
	CHECK_STR(fields[2].text, "i");
	CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
	CHECK_INT(count, 0);
}

TEST(as_many_fields_as_there_is_room_and_one_beyond)
{
	struct sbuf file = SBUF_INIT;
	struct csv c;
	int i, count, line, over;

	for (over = 0; over <= 1; over++) {
		sbuf_clear(&file);
		sbuf_puts(&file, "x\n");
		for (i = 1; i < CSV_FIELDS_MAX + over; i++)
			sbuf_puts(&file, "f,");
		sbuf_puts(&file, "last\n");
		CHECK_INT(csv_open(&c, &a, file.data, file.len), OK);
		c.separator = ',';
		CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
		CHECK_INT(csv_next(&c, &a, fields, &count, &line), over ? ERR_INVALID : OK);
		CHECK_INT(line, 2);
		CHECK_INT(count, over ? 0 : CSV_FIELDS_MAX);
	}
	CHECK_STR(fields[CSV_FIELDS_MAX - 2].text, "f");
	sbuf_release(&file);
	arena_clear(&a);
}

static const char *put(const char *text)
{
	static struct sbuf out;

	sbuf_clear(&out);
	csv_put(&out, text);
	return sbuf_text(&out);
}

TEST(fields_are_quoted_and_formulas_guarded)
{
	CHECK_STR(put(""), "");
	CHECK_STR(put("plain"), "plain");
	CHECK_STR(put("a,b"), "\"a,b\"");
	CHECK_STR(put("say \"hi\""), "\"say \"\"hi\"\"\"");
	CHECK_STR(put("two\nlines"), "\"two\nlines\"");
	CHECK_STR(put(" edge"), "\" edge\"");
	CHECK_STR(put("=1+1"), "'=1+1");
	CHECK_STR(put("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
	CHECK_STR(put("@SUM(A1)"), "'@SUM(A1)");
	CHECK_STR(put("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
	CHECK_STR(put("-2+3"), "'-2+3");
	CHECK_STR(put("\t=1"), "\"'\t=1\"");
	CHECK_STR(put("\r=1"), "\"'\r=1\"");
	CHECK_STR(put("-3.50"), "-3.50");
	CHECK_STR(put("+8613800138000"), "+8613800138000");
	CHECK_STR(put("-"), "'-");
	CHECK_STR(put("-1.2.3"), "'-1.2.3");
	CHECK_STR(put("-."), "'-.");
}

/* Whatever is written is read back, but for the guard's apostrophe. */
TEST(what_is_written_is_read_back)
{
	static const char alphabet[] = "ab,;\"\t\r\n=+-@'1. ";
	int round, i, k;

	for (round = 0; round < 5000; round++) {
		char texts[4][12];
		struct sbuf file = SBUF_INIT;
		struct csv c;
		int count = 0, line;

		for (i = 0; i < 4; i++) {
			int n = (int)t_rand(11);

			for (k = 0; k < n; k++)
				texts[i][k] = alphabet[t_rand(sizeof alphabet - 1)];
			texts[i][n] = '\0';
			if (i)
				sbuf_putc(&file, ',');
			csv_put(&file, texts[i]);
		}
		sbuf_puts(&file, "\r\n");
		CHECK_INT(csv_open(&c, &a, file.data, file.len), OK);
		CHECK_INT(csv_next(&c, &a, fields, &count, &line), OK);
		if (!CHECK_INT(count, 4))
			return;
		for (i = 0; i < 4; i++) {
			bool guarded = fields[i].text[0] == '\'' && texts[i][0] != '\'';

			CHECK_STR(fields[i].text + guarded, texts[i]);
		}
		sbuf_release(&file);
		arena_clear(&a);
	}
	arena_release(&a);
}

T_MAIN
