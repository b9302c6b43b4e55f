/* pager.c - reading longer text. */
#include "tui/pager.h"

#include <stdio.h>

#include "tui/key.h"

void pager_init(struct pager *p, const char *text)
{
	*p = (struct pager){ .text = text };
}

static int last_top(const struct pager *p)
{
	return p->lines > p->height ? p->lines - p->height : 0;
}

void pager_draw(struct pager *p, struct rect r)
{
	char place[40];

	if (r.h < 1 || r.w < 1)
		return;
	p->lines = draw_wrapped((struct rect){ r.y, r.x, 0, r.w }, STYLE_NORMAL, p->text, 0);
	p->height = p->lines > r.h && r.h > 1 ? r.h - 1 : r.h;
	if (p->top > last_top(p))
		p->top = last_top(p);
	draw_wrapped((struct rect){ r.y, r.x, p->height, r.w }, STYLE_NORMAL, p->text, p->top);
	if (p->lines <= p->height)
		return;
	snprintf(place, sizeof place, "%d/%d", (p->top + p->height - 1) / p->height + 1,
		(last_top(p) + p->height - 1) / p->height + 1);
	draw_field(r.y + r.h - 1, r.x, r.w, STYLE_DIM, ALIGN_RIGHT, place);
}

bool pager_key(struct pager *p, int32_t code)
{
	int to = p->top;

	switch (code) {
	case TKEY_UP:
		to--;
		break;
	case TKEY_DOWN:
		to++;
		break;
	case TKEY_PAGE_UP:
		to -= p->height;
		break;
	case TKEY_PAGE_DOWN:
	case ' ':
		to += p->height;
		break;
	case TKEY_HOME:
		to = 0;
		break;
	case TKEY_END:
		to = last_top(p);
		break;
	default:
		return false;
	}
	to = to < 0 ? 0 : to > last_top(p) ? last_top(p) : to;
	if (to == p->top)
		return false;
	p->top = to;
	return true;
}
