/* theme_test.c - contrast of every style in every theme, by the formula of WCAG 2.1. */
#include "tui/theme.h"

#include <math.h>

#include "../t.h"
#include "tui/draw.h"

/* xterm's default colours 0-7, then its cube and greys. */
static void rgb_of(int colour, double rgb[3])
{
	static const unsigned first[] = { 0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD,
		0x00CDCD, 0xE5E5E5 };
	static const int steps[] = { 0, 95, 135, 175, 215, 255 };
	int i;

	for (i = 0; i < 3; i++) {
		if (colour < 8)
			rgb[i] = first[colour] >> (16 - 8 * i) & 0xFF;
		else if (colour >= 232)
			rgb[i] = 8 + 10 * (colour - 232);
		else
			rgb[i] = steps[(colour - 16) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
	}
}

static double luminance(int colour)
{
	static const double weight[] = { 0.2126, 0.7152, 0.0722 };
	double rgb[3], sum = 0;
	int i;

	rgb_of(colour, rgb);
	for (i = 0; i < 3; i++) {
		double c = rgb[i] / 255;

		sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(int a, int b)
{
	double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;

	return la > lb ? la / lb : lb / la;
}

static bool is_money(enum style s)
{
	return s == STYLE_MONEY || s == STYLE_DUE || s == STYLE_CHANGE;
}

static void check_theme(enum theme theme, int colours, int fg, int bg)
{
	int s;

	for (s = 0; s < STYLE_COUNT; s++) {
		struct look look = theme_look(theme, (enum style)s, colours);
		double got;

		if (look.fg < 0 && look.bg < 0)
			continue; /* the terminal's own pair */
		got = contrast(look.fg < 0 ? fg : look.fg, look.bg < 0 ? bg : look.bg);
		if (!CHECK(got >= (is_money((enum style)s) ? 7.0 : 4.5)))
			printf("# theme %d, style %d, %d colours: %.2f\n", theme, s, colours, got);
	}
}

TEST(contrast_formula)
{
	CHECK(contrast(0, 231) > 20.9 && contrast(0, 231) < 21.1);
	CHECK(contrast(4, 0) < 4.5);   /* blue on black */
	CHECK(contrast(3, 231) < 4.5); /* yellow on white */
}

TEST(dark)
{
	check_theme(THEME_DARK, 8, 7, 0);
	check_theme(THEME_DARK, 256, 7, 0);
}

TEST(light)
{
	check_theme(THEME_LIGHT, 8, 0, 231);
	check_theme(THEME_LIGHT, 256, 0, 231);
}

TEST(any_brings_its_own_ground)
{
	int s, n;

	for (n = 8; n <= 256; n += 248) {
		check_theme(THEME_ANY, n, 7, 0);
		for (s = 0; s < STYLE_COUNT; s++) {
			struct look look = theme_look(THEME_ANY, (enum style)s, n);

			CHECK_INT(look.fg < 0, look.bg < 0);
		}
	}
}

TEST(no_colour_no_colours)
{
	int s;

	for (s = 0; s < STYLE_COUNT; s++) {
		struct look look = theme_look(THEME_DARK, (enum style)s, 0);

		CHECK(look.fg < 0 && look.bg < 0);
	}
	CHECK(theme_look(THEME_MONO, STYLE_SELECTED, 256).reverse);
	CHECK(theme_look(THEME_MONO, STYLE_ERROR, 256).reverse);
}

TEST(choice_of_theme)
{
	CHECK_INT(theme_choose("auto", 256, NULL), THEME_ANY);
	CHECK_INT(theme_choose(NULL, 8, "15;0"), THEME_DARK);
	CHECK_INT(theme_choose(NULL, 8, "0;default;15"), THEME_LIGHT);
	CHECK_INT(theme_choose(NULL, 8, "0;default"), THEME_ANY);
	CHECK_INT(theme_choose("dark", 8, "0;15"), THEME_DARK);
	CHECK_INT(theme_choose("light", 8, "15;0"), THEME_LIGHT);
	CHECK_INT(theme_choose("mono", 256, NULL), THEME_MONO);
	CHECK_INT(theme_choose("dark", 0, NULL), THEME_MONO);
}

TEST(signs)
{
	CHECK_STR(style_sign(STYLE_WARNING), "!");
	CHECK(*style_sign(STYLE_ERROR) && *style_sign(STYLE_DONE));
	CHECK_STR(style_sign(STYLE_NORMAL), "");
}

T_MAIN
