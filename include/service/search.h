/* search.h - search arenas (model/search.h): files in the cache folder that all tills of the machine map, one of the
 * shop's articles and one of its members. An arena is made whole and put in place by rename; a missing or false one is
 * made anew. */
#ifndef SERVICE_SEARCH_H
#define SERVICE_SEARCH_H

#include "service/shop.h"

enum search_of { SEARCH_ARTICLES, SEARCH_MEMBERS, SEARCHES };

/* Makes the file from the store, for all tills. A failure is logged and leaves the old one: searching is
 * no promise. */
void search_rebuild(struct shop *sh, enum search_of which);
/* Maps the file if it is not mapped yet, or was replaced since; makes it when it is missing, false, too old or of
 * another store. */
enum err search_open(struct shop *sh, enum search_of which) MUST_CHECK;
/* Forgets the maps (shop_close). */
void search_unmap(struct shop *sh);

#endif
