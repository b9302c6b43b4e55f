/* scale_line_test.c - a noisy line: whatever is lost, doubled or changed of it, no weight comes to rest that did
 * not lie on the scale, and a few whole frames later the right one is read again. */
#include "device/scale.h"
#include "../t.h"

#define ROUNDS 4000
#define FRAMES 60
#define FRAME_BYTES 40
#define WEIGHT_MOST 30000
#define CLEAN_AFTER 3   /* frames left whole after one that was hurt */
#define CALM_FRAMES 6

static int make_frame(enum scale_protocol p, int64_t grams, char *out)
{
	int n, sum = 0;

	switch (p) {
	case SCALE_ACS:
		return snprintf(out, FRAME_BYTES, "%5d\n\r", (int)grams);
	case SCALE_OS2X:
		return snprintf(out, FRAME_BYTES, "\002S %6d.%03dkg\003", (int)(grams / 1000), (int)(grams % 1000));
	case SCALE_TEXT:
		return snprintf(out, FRAME_BYTES, "ST,GS,+%3d.%03d,kg\r\n", (int)(grams / 1000), (int)(grams % 1000));
	default:
		n = snprintf(out, FRAME_BYTES, "\002\065\060\040%06d000000\r", (int)grams);
		for (int i = 0; i < n; i++)
			sum += (unsigned char)out[i];
		out[n] = (char)(0x80 - (sum & 0x7F));
		return n + 1;
	}
}

/* One byte lost, doubled, changed or put in. */
static int hurt(char *frame, int n)
{
	int at = (int)t_rand((uint64_t)n);

	switch (t_rand(4)) {
	case 0:
		memmove(frame + at, frame + at + 1, (size_t)(n - at - 1));
		return n - 1;
	case 1:
		memmove(frame + at + 1, frame + at, (size_t)(n - at));
		return n + 1;
	case 2:
		frame[at] = (char)t_rand(256);
		return n;
	default:
		memmove(frame + at + 1, frame + at, (size_t)(n - at));
		frame[at] = (char)t_rand(256);
		return n + 1;
	}
}

/* Feeds one frame; false when a weight came to rest that is not the one on the scale. */
static bool feed(struct scale_reader *r, const char *frame, int n, int64_t grams, bool *rests)
{
	struct scale_reading got;

	for (int i = 0; i < n; i++) {
		if (!scale_byte(r, (unsigned char)frame[i], &got))
			continue;
		*rests = got.stable;
		if (got.stable && got.weight_milli != grams)
			return false;
	}
	return true;
}

static bool one_round(enum scale_protocol p)
{
	struct scale_reader r;
	int64_t grams = t_range(0, WEIGHT_MOST);
	int since = CLEAN_AFTER;
	char frame[FRAME_BYTES + 1];
	bool rests = false;

	scale_reader_init(&r, p);
	for (int i = 0; i < FRAMES; i++) {
		int n = make_frame(p, grams, frame);

		if (since++ >= CLEAN_AFTER && t_rand(3) == 0) {
			n = hurt(frame, n);
			since = 0;
		}
		if (!CHECK(feed(&r, frame, n, grams, &rests)))
			return false;
	}
	for (int i = 0; i < CALM_FRAMES; i++)
		if (!CHECK(feed(&r, frame, make_frame(p, grams, frame), grams, &rests)))
			return false;
	return CHECK(rests);
}

TEST(noise_never_weighs)
{
	for (int i = 0; i < ROUNDS; i++)
		if (!one_round((enum scale_protocol)t_rand(SCALE_PROTOCOLS)))
			return;
}

/* Another protocol, another speed, anything: never more than a scale weighs, never at rest below nothing unsaid. */
TEST(any_bytes_are_borne)
{
	for (int p = 0; p < SCALE_PROTOCOLS; p++) {
		struct scale_reader r;
		struct scale_reading got;

		scale_reader_init(&r, (enum scale_protocol)p);
		for (int i = 0; i < ROUNDS * 50; i++) {
			static const char likely[] = "\002\003\r\n 0123456789.+-STUGNRkgOL,\065\060\040";
			unsigned char byte = t_rand(4) ? (unsigned char)likely[t_rand(sizeof likely - 1)]
				: (unsigned char)t_rand(256);

			if (!scale_byte(&r, byte, &got))
				continue;
			CHECK(got.weight_milli <= WEIGHT_MAX_MILLI && got.weight_milli >= -WEIGHT_MAX_MILLI);
			CHECK(got.tare_milli <= WEIGHT_MAX_MILLI && got.tare_milli >= 0);
			CHECK(!got.overload || (!got.stable && got.weight_milli == 0));
		}
	}
}

T_MAIN
