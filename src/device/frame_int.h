/* frame_int.h - codes out of a stream of bytes: from prefix to suffix, or by the silence after them. */
#ifndef DEVICE_FRAME_INT_H
#define DEVICE_FRAME_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/device.h"

#define FRAME_MAX 1000     /* bytes of a code; a longer one is lost whole */
#define FRAME_LOST_MS 500  /* where a suffix must come: silence after which it will not */

enum frame_news { FRAME_NOTHING, FRAME_WHOLE, FRAME_LOST };

struct frame {
	struct device_mark prefix, suffix;
	int gap_ms;
	unsigned char bytes[FRAME_MAX + DEVICE_MARK_MAX];
	size_t n;
	bool inside;      /* behind a prefix, or one needs none and something came */
	bool too_long;
	int matched;      /* bytes of the prefix seen */
	int64_t last_ms;  /* when the last byte came */
};

void frame_init(struct frame *f, const struct device_options *o);
/* One byte. FRAME_WHOLE: the code is bytes[0..n), take it and call frame_clear. */
enum frame_news frame_byte(struct frame *f, unsigned char c, int64_t now_ms);
/* Time has passed: silence may have ended the code. To be asked before the bytes of each read. */
enum frame_news frame_idle(struct frame *f, int64_t now_ms);
/* When frame_idle will have something to say; -1 never. */
int64_t frame_due_ms(const struct frame *f);
/* Forgets the bytes and wipes them: they may have been a card. */
void frame_clear(struct frame *f);

#endif
