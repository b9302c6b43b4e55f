/* scope.h - which goods a rate is for, and from which day. Of several that hold, the narrowest counts: that of the
 * article, of a category (the nearest above the article), of the department, of all goods; of those the latest. */
#ifndef MODEL_SCOPE_H
#define MODEL_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

enum goods_scope { SCOPE_NONE = 0, SCOPE_ALL, SCOPE_DEPARTMENT, SCOPE_CATEGORY, SCOPE_ARTICLE, SCOPES };
extern const char *const scope_name[SCOPES]; /* "all" "department" "category" "article": stable */

/* article_id 0: sold under a department. Categories from the article's own to the highest. */
struct scope_goods { int64_t article_id, department_id; const int64_t *categories; int category_count; };
/* The one found so far; begin with all 0: none. */
struct scope_found { int rank; int32_t from_day; };
/* Whether a rate holds for the goods on that day and goes before the one found so far; then it is the one found.
 * target_id: of the department, category or article; 0 of all goods. */
bool scope_better(struct scope_found *found, enum goods_scope scope, int64_t target_id, int32_t from_day,
	const struct scope_goods *goods, int32_t day);

#endif
