/* demo_data_test.c - the demo shop's files hold together: numbers are unique, check digits right,
 * references point at something, prices make sense. Run from the top of the source. */
#include <assert.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/utf8.h"
#include "model/article.h"
#include "model/code.h"
#include "model/money.h"
#include "../t.h"

struct table { struct csv_field head[CSV_FIELDS_MAX]; const char ***rows; int columns, count; };

static struct arena arena;
static struct table tax, department, category, product, staff, terminal;

static const char *slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *bytes = arena_alloc(&arena, 1 << 20);

	*n = f ? fread(bytes, 1, 1 << 20, f) : 0;
	if (f)
		fclose(f);
	return bytes;
}

static bool load(struct table *t, const char *name)
{
	struct csv_field fields[CSV_FIELDS_MAX];
	struct csv csv;
	size_t n;
	const char *bytes = slurp(arena_printf(&arena, "data/demo/%s.csv", name), &n);
	int count, line;

	if (!CHECK(n > 0 && n < 1 << 20 && utf8_valid(bytes, n)))
		return false;
	t->rows = arena_array(&arena, n, sizeof *t->rows);
	if (!CHECK_INT(csv_open(&csv, &arena, bytes, n), OK) ||
	    !CHECK_INT(csv_next(&csv, &arena, t->head, &t->columns, &line), OK))
		return false;
	while (CHECK_INT(csv_next(&csv, &arena, fields, &count, &line), OK) && count) {
		if (!CHECK_INT(count, t->columns))
			return false;
		t->rows[t->count] = arena_array(&arena, (size_t)count, sizeof **t->rows);
		for (int i = 0; i < count; i++)
			t->rows[t->count][i] = fields[i].text;
		t->count++;
	}
	return t->count > 0;
}

static const char *cell(const struct table *t, int row, const char *column)
{
	for (int i = 0; i < t->columns; i++)
		if (strcmp(t->head[i].text, column) == 0)
			return t->rows[row][i];
	printf("# no column %s\n", column);
	abort();
}

static int find(const struct table *t, const char *column, const char *value)
{
	for (int i = 0; i < t->count; i++)
		if (strcmp(cell(t, i, column), value) == 0)
			return i;
	return -1;
}

/* No two rows have the same text in the column; empty ones may. */
static void check_unique(const struct table *t, const char *column)
{
	for (int i = 0; i < t->count; i++) {
		const char *value = cell(t, i, column);

		if (*value && find(t, column, value) != i) {
			printf("# %s %s is there twice\n", column, value);
			CHECK(!"unique");
		}
	}
}

static bool digits(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789") == n;
}

static int64_t minor(const char *price)
{
	int64_t v = -1;

	CHECK_INT(money_parse(price, &v), OK);
	return v;
}

TEST(every_file_reads)
{
	CHECK(load(&tax, "tax") && load(&department, "department") && load(&category, "category") &&
	      load(&product, "product") && load(&staff, "staff") && load(&terminal, "terminal"));
	CHECK(product.count >= 600);
	CHECK(department.count >= 10);
	CHECK_INT(terminal.count, 2);
}

TEST(numbers_and_names_are_unique)
{
	static const char *const columns[] = { "number", "barcode", "name", "name_en", "plu", "scale_code" };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		check_unique(&product, columns[i]);
	check_unique(&tax, "code");
	check_unique(&department, "code");
	check_unique(&category, "code");
	check_unique(&category, "name");
	check_unique(&staff, "number");
	check_unique(&staff, "card");
	check_unique(&terminal, "code");
}

TEST(every_barcode_has_a_right_check_digit)
{
	int of_length[15] = { 0 }, upce = 0;

	for (int i = 0; i < product.count; i++) {
		const char *code = cell(&product, i, "barcode");
		size_t n = strlen(code);
		char upca[13];

		if (!n)
			continue;
		if (n == 8 && code[0] == '0' && !gtin_valid(code)) {
			upce += CHECK(upce_expand(code, upca) && gtin_valid(upca));
			continue;
		}
		if (!CHECK(n < 15 && gtin_valid(code)))
			printf("# %s\n", code);
		of_length[n % 15]++;
		if (n == 13)
			CHECK(strncmp(code, "690", 3) >= 0 && strncmp(code, "699", 3) <= 0);
	}
	CHECK(of_length[13] > 500 && of_length[8] > 0 && of_length[12] > 0 && of_length[14] > 0);
	CHECK(upce > 0);
}

TEST(references_point_at_something)
{
	for (int i = 0; i < product.count; i++) {
		const char *of = cell(&product, i, "category");

		CHECK(find(&category, "code", of) >= 0 && find(&category, "parent", of) < 0);
		CHECK(find(&department, "code", cell(&product, i, "department")) >= 0);
		CHECK(find(&tax, "code", cell(&product, i, "tax")) >= 0);
	}
	for (int i = 0; i < department.count; i++) {
		CHECK(find(&tax, "code", cell(&department, i, "tax")) >= 0);
		CHECK(find(&product, "department", cell(&department, i, "code")) >= 0);
	}
}

TEST(the_category_tree_is_a_tree_and_deep)
{
	int deepest = 0;

	for (int i = 0; i < category.count; i++) {
		int depth = 1, at = i;

		while (*cell(&category, at, "parent") && depth < 10) {
			at = find(&category, "code", cell(&category, at, "parent"));
			if (!CHECK(at >= 0))
				return;
			depth++;
		}
		CHECK(depth < 10);
		if (depth > deepest)
			deepest = depth;
	}
	CHECK(deepest >= 3);
}

TEST(prices_are_above_cost)
{
	for (int i = 0; i < product.count; i++) {
		const char *price = cell(&product, i, "price");
		int64_t cost_minor = minor(cell(&product, i, "cost"));

		CHECK(strlen(price) > 3 && price[strlen(price) - 3] == '.');
		if (!CHECK(cost_minor > 0 && minor(price) > cost_minor))
			printf("# %s\n", cell(&product, i, "name"));
	}
}

TEST(packs_point_at_singles_and_cost_less_than_their_parts)
{
	int packs = 0;

	for (int i = 0; i < product.count; i++) {
		const char *of = cell(&product, i, "pack_of");
		int qty = atoi(cell(&product, i, "pack_qty")), single;

		CHECK((*of != 0) == (qty > 1));
		if (!*of)
			continue;
		packs++;
		single = find(&product, "number", of);
		if (!CHECK(single >= 0) || !CHECK(!*cell(&product, single, "pack_of")))
			continue;
		CHECK(*cell(&product, i, "barcode"));
		CHECK(minor(cell(&product, i, "price")) < qty * minor(cell(&product, single, "price")));
		CHECK_STR(cell(&product, i, "tax"), cell(&product, single, "tax"));
	}
	CHECK(packs >= 30);
}

TEST(fields_have_their_forms)
{
	int weighed = 0, counted_on_scale = 0, plus = 0;

	for (int i = 0; i < product.count; i++) {
		const char *pricing = cell(&product, i, "pricing"), *scale = cell(&product, i, "scale_code");
		bool weight = strcmp(pricing, "weight") == 0;

		CHECK(digits(cell(&product, i, "number"), 6));
		CHECK(*cell(&product, i, "name") && *cell(&product, i, "name_en"));
		CHECK(strlen(cell(&product, i, "name")) <= ARTICLE_NAME_MAX);
		CHECK(weight || strcmp(pricing, "count") == 0);
		CHECK(!*scale || digits(scale, 5));
		CHECK(strspn(cell(&product, i, "discountable"), "01") == 1);
		CHECK(strspn(cell(&product, i, "open_price"), "01") == 1);
		if (weight) {
			CHECK_STR(cell(&product, i, "unit"), "kg");
			CHECK(*scale && *cell(&product, i, "plu"));
		}
		/* Whatever has no barcode must be sold by another short number. */
		CHECK(*cell(&product, i, "barcode") || *cell(&product, i, "plu"));
		weighed += weight;
		counted_on_scale += !weight && *scale;
		plus += *cell(&product, i, "plu") != 0;
	}
	CHECK(weighed >= 50 && counted_on_scale >= 5 && plus > weighed);
}

TEST(staff_have_four_roles_and_fit_pins)
{
	static const char *const roles[] = { "cashier", "lead", "manager", "office" };

	CHECK(staff.count >= 6);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		CHECK(find(&staff, "role", roles[i]) >= 0);
	for (int i = 0; i < staff.count; i++) {
		const char *pin = cell(&staff, i, "pin");
		bool approves = strcmp(cell(&staff, i, "role"), "cashier") != 0;

		CHECK(digits(pin, strlen(pin)) && strlen(pin) <= 6);
		CHECK(strlen(pin) >= (approves ? 6u : 4u));
	}
}

TEST(examples_of_the_manuals_are_there)
{
	int tea = find(&product, "barcode", "6901234567892"), apple = find(&product, "scale_code", "01234");
	int bag = find(&product, "number", "000017"), milk = find(&product, "barcode", "6920000000005");

	if (!CHECK(tea >= 0 && apple >= 0 && bag >= 0 && milk >= 0))
		return;
	CHECK_STR(cell(&product, tea, "price"), "3.00");
	CHECK_STR(cell(&product, apple, "price"), "9.00");
	CHECK_STR(cell(&product, bag, "price"), "0.30");
	CHECK_STR(cell(&product, milk, "pack_qty"), "12");
	arena_release(&arena);
}

T_MAIN
