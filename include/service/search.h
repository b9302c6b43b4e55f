/* search.h - the search arena of the shop's articles (model/search.h): a file in the cache folder that all tills of
 * the machine map. It is made whole and put in place by rename; a missing or false one is made anew. */
#ifndef SERVICE_SEARCH_H
#define SERVICE_SEARCH_H

#include "service/shop.h"

/* Makes the file from the store, for all tills. A failure is logged and leaves the old one: searching is
 * no promise. */
void search_rebuild(struct shop *sh);
/* Maps the file if it is not mapped yet, or was replaced since; makes it when it is missing, false, older than the
 * articles or of another store. */
enum err search_open(struct shop *sh) MUST_CHECK;
/* Forgets the map (shop_close). */
void search_unmap(struct shop *sh);

#endif
