/* seal.c - keyed digests and PIN hashes, by libsodium. */
#include "base/seal.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(struct seal), "seal holds the state");
_Static_assert(_Alignof(struct seal) >= _Alignof(crypto_generichash_state), "seal is aligned");
_Static_assert(crypto_pwhash_STRBYTES <= PIN_HASH_MAX, "a PIN hash fits");

static bool pin_cheap;

static void ready(void)
{
	if (sodium_init() < 0)
		abort();
}

static crypto_generichash_state *state_of(struct seal *s)
{
	return (crypto_generichash_state *)(void *)s->state;
}

static void add(struct seal *s, const void *bytes, size_t n)
{
	if (crypto_generichash_update(state_of(s), bytes, n) != 0)
		abort();
}

/* A kind byte and eight bytes, least significant first: the number itself or a length. */
static void add_head(struct seal *s, unsigned char kind, uint64_t v)
{
	unsigned char head[9] = { kind };
	int i;

	for (i = 0; i < 8; i++)
		head[1 + i] = (unsigned char)(v >> (8 * i));
	add(s, head, sizeof head);
}

void seal_begin(struct seal *s, const unsigned char key[SEAL_KEY_BYTES])
{
	ready();
	if (crypto_generichash_init(state_of(s), key, SEAL_KEY_BYTES, SEAL_BYTES) != 0)
		abort();
}

void seal_int(struct seal *s, int64_t v)
{
	add_head(s, 'i', (uint64_t)v);
}

void seal_text(struct seal *s, const char *text)
{
	size_t n = text ? strlen(text) : 0;

	add_head(s, text ? 't' : '0', n);
	if (n)
		add(s, text, n);
}

void seal_end(struct seal *s, char hex[SEAL_HEX])
{
	unsigned char digest[SEAL_BYTES];

	if (crypto_generichash_final(state_of(s), digest, sizeof digest) != 0)
		abort();
	seal_hex(digest, sizeof digest, hex);
	seal_wipe(s, sizeof *s);
}

/* argon2 has no key of its own here, so the PIN goes through a keyed digest first: a stolen store
 * without the key file then gives nothing to try six-digit numbers on. */
static void season(unsigned char out[SEAL_BYTES], const char *pin, const unsigned char pepper[SEAL_KEY_BYTES])
{
	ready();
	if (crypto_generichash(out, SEAL_BYTES, (const unsigned char *)pin, strlen(pin), pepper, SEAL_KEY_BYTES) != 0)
		abort();
}

enum err seal_pin(char out[PIN_HASH_MAX], const char *pin, const unsigned char pepper[SEAL_KEY_BYTES])
{
	unsigned long long ops = pin_cheap ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
	size_t memory = pin_cheap ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
	unsigned char seasoned[SEAL_BYTES];
	int rc;

	season(seasoned, pin, pepper);
	rc = crypto_pwhash_str(out, (const char *)seasoned, sizeof seasoned, ops, memory);
	seal_wipe(seasoned, sizeof seasoned);
	return rc == 0 ? OK : ERR_IO;
}

bool seal_pin_ok(const char *hash, const char *pin, const unsigned char pepper[SEAL_KEY_BYTES])
{
	unsigned char seasoned[SEAL_BYTES];
	int rc;

	season(seasoned, pin, pepper);
	rc = crypto_pwhash_str_verify(hash, (const char *)seasoned, sizeof seasoned);
	seal_wipe(seasoned, sizeof seasoned);
	return rc == 0;
}

void seal_pin_cheap(bool cheap)
{
	pin_cheap = cheap;
}

/* nonce, then the box */
char *seal_box(struct arena *a, const char *text, const unsigned char key[SEAL_KEY_BYTES])
{
	size_t n = strlen(text), all = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + n;
	unsigned char *bytes = arena_alloc(a, all);
	char *hex = arena_alloc(a, all * 2 + 1);

	if (!n)
		return hex;
	seal_random(bytes, crypto_secretbox_NONCEBYTES);
	if (crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, (const unsigned char *)text, n, bytes, key) != 0)
		abort();
	seal_hex(bytes, all, hex);
	return hex;
}

char *seal_box_open(struct arena *a, const char *hex, const unsigned char key[SEAL_KEY_BYTES])
{
	size_t all = strlen(hex) / 2, head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
	unsigned char *bytes = arena_alloc(a, all + 1);
	char *text;

	if (!*hex)
		return arena_strdup(a, "");
	ready();
	if (all <= head || !seal_unhex(hex, bytes, all))
		return NULL;
	text = arena_alloc(a, all - head + 1);
	return crypto_secretbox_open_easy((unsigned char *)text, bytes + crypto_secretbox_NONCEBYTES,
		all - crypto_secretbox_NONCEBYTES, bytes, key) == 0 ? text : NULL;
}

void seal_random(void *bytes, size_t n)
{
	ready();
	randombytes_buf(bytes, n);
}

void seal_wipe(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}

void seal_hex(const void *bytes, size_t n, char *out)
{
	sodium_bin2hex(out, n * 2 + 1, bytes, n);
}

bool seal_unhex(const char *hex, void *bytes, size_t n)
{
	size_t got;

	return strlen(hex) == n * 2 && sodium_hex2bin(bytes, n, hex, n * 2, NULL, &got, NULL) == 0 && got == n;
}
