/* scenes.h - the pictures of the till and the office: scenes played in a row, each pictured as a golden file
 * SET_LANG_COLSxROWS_NAME. GENERATE=1 makes them anew. */
#ifndef SCENES_H
#define SCENES_H

#include "till_fixture.h"

enum scene_sizes { BOTH_SIZES, ONE_SIZE };

/* `in` leads to what is pictured, `out` back from it, as play() reads them; a row without sizes has both. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
struct scene {
	const char *name, *in, *out;
	enum scene_sizes sizes;
};

#define SCENES(table) table, sizeof table / sizeof *table

static inline void take(struct till *t, const char *set, const char *name)
{
	char golden[100];
	int rows, cols;

	vt_size(t->vt, &rows, &cols);
	snprintf(golden, sizeof golden, "%s_%s_%dx%d_%s", set, t->lang, cols, rows, name);
	CHECK(vt_golden(t->vt, golden));
}

/* At 80x24, as the till was started, and at 120x40. */
static inline void take_both(struct till *t, const char *set, const char *name)
{
	take(t, set, name);
	vt_resize(t->vt, 40, 120);
	take(t, set, name);
	vt_resize(t->vt, 24, 80);
}

static inline void play_scenes(struct till *t, const char *set, const struct scene *scenes, size_t n)
{
	for (const struct scene *s = scenes; s < scenes + n; s++) {
		play(t, s->in);
		vt_quiet(t->vt);
		if (s->sizes == BOTH_SIZES)
			take_both(t, set, s->name);
		else
			take(t, set, s->name);
		play(t, s->out);
		vt_quiet(t->vt);
	}
}

/* All of a table at a till or an office of its own; begin() leads to its first scene. */
static inline void play_all(bool (*begin)(struct till *t, const char *lang), const char *lang, const char *set,
	const struct scene *scenes, size_t n)
{
	struct till t;

	if (!CHECK(begin(&t, lang)))
		return;
	play_scenes(&t, set, scenes, n);
	till_end(&t);
}

/* Two tests: play(lang) in Chinese and in English. */
#define IN_BOTH_LANGUAGES(id, play) \
	TEST(id##_in_chinese) { play("zh_CN"); } \
	TEST(id##_in_english) { play("en"); }

/* The same of a table. */
#define PICTURES(id, begin, set, table) \
	TEST(id##_in_chinese) { play_all(begin, "zh_CN", set, SCENES(table)); } \
	TEST(id##_in_english) { play_all(begin, "en", set, SCENES(table)); }

/* To begin with: a cashier signed on and a shift open. */
static inline bool till_ready_in(struct till *t, const char *lang)
{
	return till_ready(t, &(struct vt_options){ .lang = lang });
}

#endif
