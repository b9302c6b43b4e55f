/* reader_int.h - what scanners and stripe readers have in common: frames become codes and cards. */
#ifndef DEVICE_READER_INT_H
#define DEVICE_READER_INT_H

#include "device/codec.h"
#include "frame_int.h"

struct reader {
	struct frame frame;
	enum device_kind kind;
	int bad; /* frames in a row that could not be read */
};

void reader_init(struct reader *r, enum device_kind kind, const struct device_options *o);
void reader_byte(struct reader *r, unsigned char c, int64_t now_ms, const struct codec_out *out);
/* To be called before the bytes of each read, and when reader_due_ms says so. */
void reader_idle(struct reader *r, int64_t now_ms, const struct codec_out *out);
int64_t reader_due_ms(const struct reader *r);

#endif
