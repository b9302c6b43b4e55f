/* seal.h - keyed digests (BLAKE2b, RFC 7693, by libsodium) and PIN hashes (argon2id, RFC 9106). */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define SEAL_BYTES 32
#define SEAL_HEX (SEAL_BYTES * 2 + 1)
#define SEAL_KEY_BYTES 32
#define PIN_HASH_MAX 160

/* A digest over length-prefixed fields, so that no two different field lists give the same bytes. */
struct seal { unsigned char state[384] __attribute__((aligned(64))); };

void seal_begin(struct seal *s, const unsigned char key[SEAL_KEY_BYTES]);
void seal_int(struct seal *s, int64_t v);
void seal_text(struct seal *s, const char *text); /* NULL and "" differ */
void seal_end(struct seal *s, char hex[SEAL_HEX]);

/* A PIN with the shop's pepper, as an argon2id string; verify in constant time. 64 MiB unless
 * seal_pin_cheap(true) was called for a test store. */
enum err seal_pin(char out[PIN_HASH_MAX], const char *pin, const unsigned char pepper[SEAL_KEY_BYTES]) MUST_CHECK;
bool seal_pin_ok(const char *hash, const char *pin, const unsigned char pepper[SEAL_KEY_BYTES]);
void seal_pin_cheap(bool cheap);

/* A short text shut up under a key, as hex (XSalsa20 and Poly1305, by libsodium); "" stays "". And back: NULL when the
 * hex is none, was changed, or was made with another key. */
char *seal_box(struct arena *a, const char *text, const unsigned char key[SEAL_KEY_BYTES]);
char *seal_box_open(struct arena *a, const char *hex, const unsigned char key[SEAL_KEY_BYTES]);

void seal_random(void *bytes, size_t n);
void seal_wipe(void *bytes, size_t n);
/* Lower-case hex of bytes into out (2n+1), and back: false when it is not hex of exactly n bytes. */
void seal_hex(const void *bytes, size_t n, char *out);
bool seal_unhex(const char *hex, void *bytes, size_t n);

#endif
