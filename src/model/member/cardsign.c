/* cardsign.c - the record that binds a card's number to its chip. */
#include "model/member/cardsign.h"

#include <stdbool.h>
#include <string.h>

#define VERSION_1 1
#define NUMBER_AT 4
#define DIGEST_AT 32
#define DIGEST_BYTES (CARDSIGN_BYTES - DIGEST_AT)

static void digest_of(const unsigned char key[SEAL_KEY_BYTES], const char *uid, const char *number,
	unsigned char out[SEAL_BYTES])
{
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, key);
	seal_text(&s, "card-signature"); /* the same key makes other digests */
	seal_int(&s, VERSION_1);
	seal_text(&s, uid);
	seal_text(&s, number);
	seal_end(&s, hex);
	if (!seal_unhex(hex, out, SEAL_BYTES))
		memset(out, 0, SEAL_BYTES);
}

static const unsigned char mark[] = { 'Z', 'G' };

/* Letters, digits and '-': what can be printed on a card and typed. */
static bool number_ok(const char *number, size_t n)
{
	return n && n <= CARDSIGN_NUMBER_MAX && strspn(number, "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz") == n;
}

enum err cardsign_make(const unsigned char key[SEAL_KEY_BYTES], const char *uid, const char *number,
	unsigned char record[CARDSIGN_BYTES])
{
	unsigned char digest[SEAL_BYTES];
	size_t n = strlen(number);

	if (!*uid || !number_ok(number, n))
		return ERR_INVALID;
	digest_of(key, uid, number, digest);
	memset(record, 0, CARDSIGN_BYTES);
	memcpy(record, mark, sizeof mark);
	record[2] = VERSION_1;
	record[3] = (unsigned char)n;
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): its length stands before it */
	memcpy(record + NUMBER_AT, number, n);
	memcpy(record + DIGEST_AT, digest, DIGEST_BYTES);
	return OK;
}

enum cardsign cardsign_check(const unsigned char key[SEAL_KEY_BYTES], const char *uid, const unsigned char *record,
	size_t n, char *number)
{
	unsigned char digest[SEAL_BYTES], differs = 0;

	*number = '\0';
	if (n < CARDSIGN_BYTES || memcmp(record, mark, sizeof mark) != 0)
		return CARDSIGN_NONE;
	if (record[2] != VERSION_1)
		return CARDSIGN_NEWER;
	if (record[3] > CARDSIGN_NUMBER_MAX)
		return CARDSIGN_FALSE;
	memcpy(number, record + NUMBER_AT, record[3]);
	number[record[3]] = '\0';
	if (!number_ok(number, record[3])) {
		*number = '\0';
		return CARDSIGN_FALSE;
	}
	digest_of(key, uid, number, digest);
	for (int i = 0; i < DIGEST_BYTES; i++)
		differs |= digest[i] ^ record[DIGEST_AT + i];
	for (int i = NUMBER_AT + record[3]; i < DIGEST_AT; i++)
		differs |= record[i]; /* the filling, too, is as we write it */
	return differs ? CARDSIGN_FALSE : CARDSIGN_GOOD;
}
