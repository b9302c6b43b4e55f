/* init.h - a new store: schema, keys, and the rows that every shop begins with (data/seed), or those of the demo shop
 * (data/demo); and what can be told about a store without opening the shop. */
#ifndef SERVICE_INIT_H
#define SERVICE_INIT_H

#include "base/arena.h"
#include "service/shop.h"

enum init_kind { INIT_SHOP, INIT_DEMO, INIT_TEST };

struct init_request {
	enum init_kind kind;
	/* The first manager of a shop; not used for demo and test stores, whose staff are in data/demo/staff.csv. */
	const char *number, *name, *pin;
	const char *role;          /* NULL: manager; of a chain, one of its headquarters */
};

/* Makes the store, its key file and its first rows, all or nothing: what was begun is taken away again, and an
 * existing store or key file is never touched (ERR_EXISTS). ERR_INVALID: there is no such role, or the PIN is too
 * short. conf is resolved (service/paths.h). On failure *why is one translated line. */
enum err init_store(struct arena *a, const struct shop_config *conf, const struct init_request *request,
	const char **why) MUST_CHECK;
/* Brings the schema up to date; *from and *to are schema numbers. Nothing else may have the store open. */
enum err init_migrate(struct arena *a, const struct shop_config *conf, int *from, int *to, const char **why) MUST_CHECK;

/* "shop", "demo" or "test". ERR_NOTFOUND when there is no store; *why as above. */
enum err init_kind(struct arena *a, const char *store_url, const char **kind, const char **why) MUST_CHECK;

/* The staff of the demo shop, with their PINs, which are no secret: the sign-on screen of a demo or test store
 * shows them. */
struct demo_staff { const char *number, *name, *role, *pin; };
enum err init_demo_staff(struct arena *a, const struct demo_staff **list, int *n) MUST_CHECK;

#endif
