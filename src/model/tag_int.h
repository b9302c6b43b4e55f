/* tag_int.h - the words on a tag, in the shop's two languages; '%' is where a value stands. */
#ifndef MODEL_TAG_INT_H
#define MODEL_TAG_INT_H

#include <stdbool.h>

struct tag_words {
	const char *price, *unit, *special, *regular, *member, *basis;
	const char *spec, *origin, *grade, *number, *until;
};
const struct tag_words *tag_words(bool english);

#endif
