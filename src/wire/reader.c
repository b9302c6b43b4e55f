/* reader.c - requests to a reader of chip cards, and their answers among the events of the counter. */
#include "wire/reader.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "model/member/cardsign.h"

#define ANSWER_MS 4000 /* a reader that fails says so within three seconds */
#define LEAVE_MS 1000  /* a request that could not even be told until then is none */

void reader_ask(struct reader_job *j, struct wires *w, const char *device, const char *key,
	const struct nfc_request *request)
{
	static int64_t last;
	struct sbuf line = SBUF_INIT;

	*j = (struct reader_job){ .request = *request, .end = NFC_DOWN, .until_ms = clock_mono_ms() + ANSWER_MS };
	snprintf(j->device, sizeof j->device, "%s", device);
	j->request.id = ++last;
	if (strncmp(key, "uid:", 4) != 0 ||
	    !nfc_unhex(key + 4, j->request.uid, sizeof j->request.uid, &j->request.uid_n) || !j->request.uid_n) {
		j->end = NFC_BAD;
		j->over = true;
		return;
	}
	nfc_request_put(&line, &j->request);
	j->over = !wires_write(w, device, line.data, line.len, LEAVE_MS);
	sbuf_release(&line);
}

/* Of a Classic card the keys that it was made with: what is written is signed, not secret. */
static struct nfc_request request_at(enum reader_place place, bool writes)
{
	struct nfc_request r = { .verb = writes ? NFC_SET_PAGES : NFC_PAGES, .place = NFC_USER_PAGE };

	if (place == READER_SECTOR) {
		r.verb = writes ? NFC_SET_SECTOR : NFC_SECTOR;
		r.place = CARDSIGN_SECTOR;
		r.key_kind = 'A';
		memset(r.key, 0xFF, sizeof r.key);
	}
	return r;
}

void reader_write(struct reader_job *j, struct wires *w, const char *device, const char *key, enum reader_place place,
	const unsigned char *record, size_t n)
{
	struct nfc_request r = request_at(place, true);

	r.n = n < sizeof r.bytes ? n : sizeof r.bytes;
	memcpy(r.bytes, record, r.n);
	reader_ask(j, w, device, key, &r);
}

void reader_read(struct reader_job *j, struct wires *w, const char *device, const char *key, enum reader_place place,
	size_t n)
{
	struct nfc_request r = request_at(place, false);

	r.count = (int)((n + NFC_PAGE_BYTES - 1) / NFC_PAGE_BYTES);
	reader_ask(j, w, device, key, &r);
}

/* The text behind "NAME WORD " of an event; NULL: it is another one. */
static const char *behind(const struct event *e, const char *name, const char *word)
{
	const char *blank = e && e->kind == EVENT_READ ? strchr(e->text, ' ') : NULL;
	size_t n = strlen(word), of = blank ? (size_t)(blank - e->text) : 0;

	if (!blank || (name && (strlen(name) != of || strncmp(e->text, name, of) != 0)))
		return NULL;
	return strncmp(blank + 1, word, n) == 0 && blank[1 + n] == ' ' ? blank + 2 + n : NULL;
}

static void take_answer(struct reader_job *j, const char *text)
{
	char id[HELPERLINE_NUMBER], end[16], hex[NFC_BYTES_MAX * 2 + 1] = "";
	int64_t number;

	if (sscanf(text, "%23s %15s %128s", id, end, hex) < 2 || !helperline_int(id, &number) ||
	    number != j->request.id || nfc_end_of(end) == NFC_END_COUNT)
		return;
	j->over = nfc_unhex(hex, j->bytes, sizeof j->bytes, &j->n);
	j->end = j->over ? nfc_end_of(end) : NFC_DOWN;
}

bool reader_event(struct reader_job *j, const struct event *e)
{
	const char *answer = j->over ? NULL : behind(e, j->device, "answer");

	if (answer)
		take_answer(j, answer);
	if (!j->over && clock_mono_ms() >= j->until_ms)
		j->over = true;
	return j->over;
}

bool reader_record(const struct event *e, char key[NFC_KEY_TEXT], unsigned char bytes[NFC_BYTES_MAX], size_t *n)
{
	const char *text = behind(e, NULL, "record");
	char uid[NFC_UID_MAX * 2 + 1], hex[NFC_BYTES_MAX * 2 + 1];

	if (!text || sscanf(text, "%20s %128s", uid, hex) != 2 || !nfc_unhex(hex, bytes, NFC_BYTES_MAX, n))
		return false;
	snprintf(key, NFC_KEY_TEXT, "uid:%s", uid);
	return true;
}
