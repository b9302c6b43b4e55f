/* frame.c - where a code begins and ends. Half a code is the wrong article: what lacks its end is dropped. */
#include "frame_int.h"

#include <string.h>

void frame_init(struct frame *f, const struct device_options *o)
{
	memset(f, 0, sizeof *f);
	f->prefix = o->prefix;
	f->suffix = o->suffix;
	f->gap_ms = o->gap_ms;
}

void frame_clear(struct frame *f)
{
	explicit_bzero(f->bytes, f->n);
	f->n = 0;
	f->inside = f->too_long = false;
	f->matched = 0;
}

/* Moves on in the prefix; true when it is whole. After a false start ("~~~!" where "~~!" is looked for) the longest
 * beginning stands that the bytes so far end with. */
static bool prefix_byte(struct frame *f, unsigned char c)
{
	unsigned char seen[DEVICE_MARK_MAX + 1];
	int n = f->matched;

	memcpy(seen, f->prefix.bytes, (size_t)n);
	seen[n++] = c;
	for (f->matched = n; f->matched > 0; f->matched--)
		if (memcmp(seen + n - f->matched, f->prefix.bytes, (size_t)f->matched) == 0)
			break;
	if (f->matched < f->prefix.n)
		return false;
	f->matched = 0;
	return true;
}

static bool ends_with_suffix(const struct frame *f)
{
	size_t n = (size_t)f->suffix.n;

	return n && f->n >= n && memcmp(f->bytes + f->n - n, f->suffix.bytes, n) == 0;
}

/* Too long: only the end of its bytes is kept, so that its suffix is known. */
static void add(struct frame *f, unsigned char c)
{
	if (f->n == FRAME_MAX + DEVICE_MARK_MAX) {
		f->too_long = true;
		memmove(f->bytes, f->bytes + FRAME_MAX, DEVICE_MARK_MAX);
		explicit_bzero(f->bytes + DEVICE_MARK_MAX, FRAME_MAX);
		f->n = DEVICE_MARK_MAX;
	}
	f->bytes[f->n++] = c;
}

enum frame_news frame_byte(struct frame *f, unsigned char c, int64_t now_ms)
{
	f->last_ms = now_ms;
	if (!f->inside) {
		if (f->prefix.n) {
			f->inside = prefix_byte(f, c);
			return FRAME_NOTHING;
		}
		if ((c == '\r' || c == '\n') && f->suffix.n < 2)
			return FRAME_NOTHING; /* the rest of a line end that is longer than the suffix */
		f->inside = true;
	}
	add(f, c);
	if (!ends_with_suffix(f))
		return FRAME_NOTHING;
	f->n -= (size_t)f->suffix.n;
	if (!f->too_long && f->n <= FRAME_MAX)
		return FRAME_WHOLE;
	frame_clear(f);
	return FRAME_LOST;
}

static int patience_ms(const struct frame *f)
{
	return f->suffix.n ? FRAME_LOST_MS : f->gap_ms;
}

enum frame_news frame_idle(struct frame *f, int64_t now_ms)
{
	if ((!f->inside && !f->matched) || now_ms - f->last_ms < patience_ms(f))
		return FRAME_NOTHING;
	if (f->inside && !f->suffix.n && !f->too_long && f->n && f->n <= FRAME_MAX)
		return FRAME_WHOLE;
	frame_clear(f);
	return FRAME_LOST;
}

int64_t frame_due_ms(const struct frame *f)
{
	return f->inside || f->matched ? f->last_ms + patience_ms(f) : -1;
}
