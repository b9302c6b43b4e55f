/* draws_int.h - what draws share among their files, and what papers, recovery and store check ask of them. */
#ifndef SERVICE_DRAWS_INT_H
#define SERVICE_DRAWS_INT_H

#include "../shop/shop_int.h"
#include "service/draws.h"

/* "draw WHEEL" */
const char *draw_what(struct arena *a, const char *code);
/* ERR_NOTFOUND said. */
enum err draw_coded(struct shop *sh, struct arena *a, const char *code, struct draw_info *out,
	struct said *said) MUST_CHECK;
/* A draw with its prizes. */
enum err draw_named(struct shop *sh, struct arena *a, const struct draw_row *row, struct draw_info *out) MUST_CHECK;
/* The secret of a row, opened; false: it was not made with this shop's key. */
bool draw_secret_open(const struct shop_keys *keys, struct arena *a, const struct draw_secret_row *row,
	unsigned char secret[SEAL_KEY_BYTES]);

struct audit_store_row;
/* What an audit row says of a play, of a secret; false: nothing. */
bool draw_told(const struct audit_store_row *r, struct draw_play_row *out);
bool draw_secret_told(struct arena *a, const struct audit_store_row *r, struct draw_secret_row *out);
/* They are made again. */
enum err draw_replay(struct db *db, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

#endif
