/* tag_size.c - see tag_size.h. */
#include "model/tag_size.h"

#include <stdbool.h>

#include "base/tr.h"

static bool side_good(int side)
{
	return side >= TAG_SIDE_MIN && side <= TAG_SIDE_MAX;
}

const char *tag_size_wrong(const struct tag_size *s)
{
	if (!side_good(s->page_width) || !side_good(s->page_height) || !side_good(s->width) || !side_good(s->height))
		return N_("a side is 20 to 420 mm long");
	if (s->columns < 1 || s->rows < 1 || s->columns > TAG_PER_SHEET_MAX ||
	    s->columns * s->rows > TAG_PER_SHEET_MAX)
		return N_("a sheet has 1 to 400 labels");
	if (s->left < 0 || s->top < 0 || s->left > TAG_SIDE_MAX || s->top > TAG_SIDE_MAX ||
	    s->step_x > TAG_SIDE_MAX || s->step_y > TAG_SIDE_MAX)
		return N_("the labels do not fit the sheet");
	if ((s->columns > 1 && s->step_x < s->width) || (s->rows > 1 && s->step_y < s->height))
		return N_("the labels overlap");
	if (s->left + (s->columns - 1) * s->step_x + s->width > s->page_width ||
	    s->top + (s->rows - 1) * s->step_y + s->height > s->page_height)
		return N_("the labels do not fit the sheet");
	return NULL;
}

int tag_per_sheet(const struct tag_size *s)
{
	return s->columns * s->rows;
}

static const char *millimetres(struct arena *a, int tenths)
{
	return tenths % 10 ? arena_printf(a, "%d.%d", tenths / 10, tenths % 10) : arena_printf(a, "%d", tenths / 10);
}

char *tag_media(struct arena *a, const struct tag_size *s)
{
	if (s->page_width == 2100 && s->page_height == 2970)
		return arena_strdup(a, "iso_a4_210x297mm");
	if (s->page_width == 2159 && s->page_height == 2794)
		return arena_strdup(a, "na_letter_8.5x11in");
	return arena_printf(a, "om_label_%sx%smm", millimetres(a, s->page_width), millimetres(a, s->page_height));
}
