/* scale_line_fuzz.c - the first byte chooses the protocol, the rest is what a scale sends: readings stay in range, and
 * in which pieces the bytes came does not matter (the reader sees one at a time). */
#include "fuzz.h"

#include "device/scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scale_reader r;
	struct scale_reading got;
	int readings = 0;

	if (size == 0)
		return 0;
	scale_reader_init(&r, (enum scale_protocol)(data[0] % SCALE_PROTOCOLS));
	for (size_t i = 1; i < size; i++) {
		if (!scale_byte(&r, data[i], &got))
			continue;
		readings++;
		MUST(got.weight_milli <= WEIGHT_MAX_MILLI && got.weight_milli >= -WEIGHT_MAX_MILLI);
		MUST(got.tare_milli <= WEIGHT_MAX_MILLI && got.tare_milli >= 0);
		MUST(!got.overload || (!got.stable && got.weight_milli == 0));
		MUST(!got.stable || r.alike >= scale_protocol_table[r.protocol].alike);
	}
	MUST(r.len >= 0 && r.len <= SCALE_FRAME_MAX);
	MUST(readings + r.garbage <= (int)size);
	return 0;
}
