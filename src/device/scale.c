/* scale.c - the lines of counter scales. Each protocol finds its frames in its own way and gives a weight and what
 * the scale says of it; whether it is at rest is judged for all in one place.
 * To add a protocol: a name in scale.h, a row in each of the two tables, and its function. */
#include "device/scale.h"

#include <string.h>

#include "model/money.h"

#define STX 0x02
#define ETX 0x03
#define SEVEN_BITS 0x7F

#define ACS_LEN 5
#define OS2X_TAIL 4       /* bytes between the unit and ETX at most: a check byte and what a maker adds */
#define DIGITS_MAX 9
#define KG_DECIMALS 3
#define STILL_ENDLESS 3   /* a scale that does not say whether it rests */
#define STILL_TOLD 2

/* Mettler-Toledo's three status bytes; each has bit 5 set and bit 6 clear, which tells a frame from noise. */
#define TOLEDO_LEN 17
#define TOLEDO_STATUS 3
#define TOLEDO_DIGITS 6
#define TOLEDO_FIXED 0x60
#define TOLEDO_FIXED_IS 0x20
#define TOLEDO_DECIMALS 0x07
#define TOLEDO_MINUS 0x02
#define TOLEDO_RANGE 0x04
#define TOLEDO_MOTION 0x08
#define TOLEDO_KG 0x10
#define TOLEDO_UNIT 0x07
#define TOLEDO_GRAMS 0x01
#define TOLEDO_EXPANDED 0x10

const struct scale_protocol_entry scale_protocol_table[SCALE_PROTOCOLS] = {
	[SCALE_ACS] = { "acs", NULL, NULL, STILL_ENDLESS },
	[SCALE_OS2X] = { "os2x", "<ZK>\t", "<TK>\t", STILL_TOLD },
	[SCALE_TOLEDO] = { "toledo", "Z", "T", STILL_TOLD },
	[SCALE_TEXT] = { "st", "Z\r\n", "T\r\n", STILL_TOLD },
};

enum scale_protocol scale_protocol_find(const char *name)
{
	int i = 0;

	while (i < SCALE_PROTOCOLS && strcmp(scale_protocol_table[i].name, name) != 0)
		i++;
	return (enum scale_protocol)i;
}

void scale_reader_init(struct scale_reader *r, enum scale_protocol protocol)
{
	*r = (struct scale_reader){ .protocol = protocol };
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Digits with so many decimals, of kilograms or grams, as thousandths of a kilogram; the tenth of a gram of a fine
 * scale is rounded half away. False: more than any scale weighs. */
static bool to_milli(int64_t digits, int decimals, bool grams, int64_t *milli)
{
	int down = grams ? decimals : decimals - KG_DECIMALS;

	*milli = down > 0 ? mul_div(digits, 1, power_of_ten(down), ROUND_HALF_AWAY) : digits * power_of_ten(-down);
	return *milli <= WEIGHT_MAX_MILLI;
}

/* A figure as scales write it: blanks and a sign in front, a point or none, blanks for leading zeros. */
struct figure { int64_t digits; int decimals, count; bool minus; };

static const char *read_figure(const char *s, const char *end, struct figure *f)
{
	bool point = false;

	*f = (struct figure){ 0 };
	for (; s < end && (*s == ' ' || *s == '+' || *s == '-'); s++)
		f->minus |= *s == '-';
	for (; s < end && (*s == '.' || (*s >= '0' && *s <= '9')); s++) {
		if (*s == '.' && point)
			return NULL;
		point |= *s == '.';
		if (*s == '.')
			continue;
		f->digits = f->digits * 10 + (*s - '0');
		f->decimals += point;
		if (++f->count > DIGITS_MAX)
			return NULL;
	}
	return s;
}

/* "kg" or "g" and blanks until the end; false: another unit. */
static bool read_unit(const char *s, const char *end, bool *grams)
{
	while (s < end && (*s == ' ' || *s == ','))
		s++;
	while (end > s && end[-1] == ' ')
		end--;
	*grams = end - s == 1 && (*s == 'g' || *s == 'G');
	return *grams || (end - s == 2 && (*s == 'k' || *s == 'K') && (s[1] == 'g' || s[1] == 'G'));
}

/* --- frames ----------------------------------------------------------------------------------- */

enum frame { FRAME_MORE, FRAME_READING, FRAME_OTHER, FRAME_BAD };

static bool put(struct scale_reader *r, unsigned char byte)
{
	if (r->len == SCALE_FRAME_MAX)
		return false;
	r->frame[r->len++] = byte;
	return true;
}

/* Five characters of grams. A blank is a zero wherever it stands. */
static enum frame read_acs(const struct scale_reader *r, struct scale_reading *out)
{
	bool minus = false;
	int64_t grams = 0;

	if (r->len != ACS_LEN)
		return FRAME_BAD;
	for (int i = 0; i < ACS_LEN; i++) {
		unsigned char c = r->frame[i];

		if (c == '-' && grams == 0 && !minus) {
			minus = true;
			continue;
		}
		if (c != ' ' && (c < '0' || c > '9'))
			return FRAME_BAD;
		grams = grams * 10 + (c == ' ' ? 0 : c - '0');
	}
	out->weight_milli = minus ? -grams : grams;
	out->stable = true;
	return FRAME_READING;
}

/* ST,GS,+0.520,kg: at rest or not, gross or net, the figure, its unit. A tare line is kept for what follows. */
static enum frame read_text(struct scale_reader *r, struct scale_reading *out)
{
	const char *s = (const char *)r->frame, *end = s + r->len;
	bool over, tare = false, grams;
	struct figure f;

	if (r->len < 4 || s[2] != ',')
		return FRAME_BAD;
	over = memcmp(s, "OL", 2) == 0;
	out->stable = memcmp(s, "ST", 2) == 0;
	if (!over && !out->stable && memcmp(s, "US", 2) != 0)
		return FRAME_BAD;
	s += 3;
	if (end - s > 3 && s[2] == ',') {
		tare = memcmp(s, "TR", 2) == 0;
		if (!tare && memcmp(s, "GS", 2) != 0 && memcmp(s, "NT", 2) != 0)
			return FRAME_BAD;
		s += 3;
	}
	out->overload = over;
	if (over)
		return FRAME_READING;
	s = read_figure(s, end, &f);
	if (!s || !f.count || !read_unit(s, end, &grams) ||
	    !to_milli(f.digits, f.decimals, grams, &out->weight_milli))
		return FRAME_BAD;
	if (tare) {
		r->tare_milli = out->weight_milli;
		return FRAME_OTHER;
	}
	if (f.minus)
		out->weight_milli = -out->weight_milli;
	out->tare_milli = r->tare_milli;
	return FRAME_READING;
}

/* Frames that end with a line's end, whichever of the two characters comes first. */
static enum frame take_line(struct scale_reader *r, unsigned char byte, struct scale_reading *out)
{
	enum frame f;
	bool skipped = r->skipping;

	if (byte != '\r' && byte != '\n') {
		r->skipping |= !put(r, byte);
		return FRAME_MORE;
	}
	if (r->len == 0 && !skipped)
		return FRAME_MORE;
	f = skipped ? FRAME_BAD : r->protocol == SCALE_ACS ? read_acs(r, out) : read_text(r, out);
	r->len = 0;
	r->skipping = false;
	return f;
}

/* What stands between STX and the unit: anything, then S or U, the sign, the weight. */
static enum frame read_os2x(const struct scale_reader *r, int unit_at, bool grams, struct scale_reading *out)
{
	const char *s = (const char *)r->frame, *end = s + unit_at;
	struct figure f;

	while (s < end && *s != 'S' && *s != 'U')
		s++;
	if (s == end)
		return FRAME_BAD;
	out->stable = *s == 'S';
	s = read_figure(s + 1, end, &f);
	if (!s)
		return FRAME_BAD;
	if (!f.count) { /* the display shows lines: too much on it */
		out->overload = true;
		return FRAME_READING;
	}
	if (s != end || !to_milli(f.digits, f.decimals, grams, &out->weight_milli))
		return FRAME_BAD;
	if (f.minus)
		out->weight_milli = -out->weight_milli;
	return FRAME_READING;
}

/* Where the unit stands: after a character of the figure, so that no check byte is taken for it. -1: nowhere yet. */
static int unit_of_os2x(const struct scale_reader *r, bool *grams)
{
	for (int i = 2; i < r->len; i++) {
		const unsigned char *c = r->frame + i;

		*grams = c[-2] >= '0' && c[-2] <= '9' && c[-1] == ' ' && *c == 'g';
		if (*grams || (c[-1] == 'k' && *c == 'g'))
			return i - 1;
	}
	return -1;
}

/* Once the unit stands there, what follows may be a check byte of any value, STX too. */
static enum frame take_os2x(struct scale_reader *r, unsigned char byte, struct scale_reading *out)
{
	bool grams = false, was_open = r->open;
	int unit = r->open ? unit_of_os2x(r, &grams) : -1;
	enum frame f = FRAME_BAD;

	byte &= SEVEN_BITS;
	if (byte == STX && unit < 0) {
		r->open = true;
		r->len = 0;
		return was_open ? FRAME_BAD : FRAME_MORE;
	}
	if (!r->open)
		return FRAME_MORE;
	if (byte != ETX) {
		r->open = put(r, byte) && (unit < 0 || r->len - unit <= 2 + OS2X_TAIL);
		return r->open ? FRAME_MORE : FRAME_BAD;
	}
	if (unit >= 0)
		f = read_os2x(r, unit, grams, out);
	r->open = false;
	return f;
}

static bool toledo_fits(const unsigned char *frame, int at)
{
	unsigned char c = frame[at];

	if (at == 0)
		return c == STX;
	if (at <= TOLEDO_STATUS)
		return (c & TOLEDO_FIXED) == TOLEDO_FIXED_IS;
	if (at < TOLEDO_LEN - 1)
		return c == ' ' || (c >= '0' && c <= '9');
	return at > TOLEDO_LEN - 1 || c == '\r';
}

/* Drops bytes from the front until what is left can be the beginning of a frame. */
static void toledo_resync(struct scale_reader *r)
{
	int from = 1;

	for (; from < r->len; from++) {
		int i = 0;

		while (from + i < r->len && toledo_fits(r->frame + from, i))
			i++;
		if (from + i == r->len)
			break;
	}
	r->len -= from;
	memmove(r->frame, r->frame + from, (size_t)r->len);
}

static bool toledo_figure(const unsigned char *s, int decimals, bool grams, int64_t *milli)
{
	int64_t digits = 0;
	/* two of the codes mean that zeros follow the digits */
	int tens = decimals < 2 ? 2 - decimals : 0, after = decimals > 2 ? decimals - 2 : 0;

	for (int i = 0; i < TOLEDO_DIGITS; i++)
		digits = digits * 10 + (s[i] == ' ' ? 0 : s[i] - '0');
	for (; tens; tens--)
		digits *= 10;
	return to_milli(digits, after, grams, milli);
}

static enum frame read_toledo(const struct scale_reader *r, struct scale_reading *out)
{
	unsigned a = r->frame[1], b = r->frame[2], c = r->frame[3];
	int decimals = (int)(a & TOLEDO_DECIMALS);
	bool grams = (c & TOLEDO_UNIT) == TOLEDO_GRAMS;

	if ((!grams && ((c & TOLEDO_UNIT) || !(b & TOLEDO_KG))) || (c & TOLEDO_EXPANDED))
		return FRAME_BAD;
	if (!toledo_figure(r->frame + 1 + TOLEDO_STATUS, decimals, grams, &out->weight_milli) ||
	    !toledo_figure(r->frame + 1 + TOLEDO_STATUS + TOLEDO_DIGITS, decimals, grams, &out->tare_milli))
		return FRAME_BAD;
	if (b & TOLEDO_MINUS)
		out->weight_milli = -out->weight_milli;
	out->stable = !(b & TOLEDO_MOTION);
	out->overload = b & TOLEDO_RANGE;
	return FRAME_READING;
}

/* Whether a checksum follows the CR is told by the next byte: it is one, or the next frame begins. */
static enum frame take_toledo(struct scale_reader *r, unsigned char byte, struct scale_reading *out)
{
	enum frame f = FRAME_BAD;
	unsigned sum = byte;

	byte &= SEVEN_BITS;
	if (r->len < TOLEDO_LEN) {
		bool empty = r->len == 0;

		put(r, byte);
		if (toledo_fits(r->frame, r->len - 1))
			return FRAME_MORE;
		toledo_resync(r);
		return empty ? FRAME_MORE : FRAME_BAD;
	}
	for (int i = 0; i < TOLEDO_LEN; i++)
		sum += r->frame[i];
	if ((sum & SEVEN_BITS) == 0 || byte == STX)
		f = read_toledo(r, out);
	r->len = 0;
	if ((sum & SEVEN_BITS) != 0 && byte == STX)
		put(r, byte);
	return f;
}

static enum frame (*const takers[SCALE_PROTOCOLS])(struct scale_reader *, unsigned char, struct scale_reading *) = {
	[SCALE_ACS] = take_line, [SCALE_OS2X] = take_os2x, [SCALE_TOLEDO] = take_toledo, [SCALE_TEXT] = take_line,
};

bool scale_byte(struct scale_reader *r, unsigned char byte, struct scale_reading *out)
{
	struct scale_reading got = { 0 };
	enum frame f = takers[r->protocol](r, byte, &got);
	int need = scale_protocol_table[r->protocol].alike;

	if (f == FRAME_READING || f == FRAME_OTHER)
		r->since = 0;
	else if (++r->since >= SCALE_FRAME_MAX)
		f = FRAME_BAD;
	if (f == FRAME_BAD) {
		r->since = 0;
		r->garbage++;
		r->alike = 0;
	}
	if (f != FRAME_READING)
		return false;
	if (got.overload)
		got.weight_milli = 0;
	r->alike = got.overload ? 0 : r->alike && got.weight_milli == r->last_milli ? r->alike + 1 : 1;
	if (r->alike > need)
		r->alike = need;
	r->last_milli = got.weight_milli;
	got.stable = got.stable && r->alike >= need;
	*out = got;
	return true;
}
