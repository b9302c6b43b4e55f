/* scope.c - see scope.h. */
#include "model/scope.h"

#include <limits.h>

const char *const scope_name[SCOPES] = { "none", "all", "department", "category", "article" };

/* How narrowly it holds for them, above 0; 0: it does not. */
static int rank_of(enum goods_scope scope, int64_t target_id, const struct scope_goods *goods)
{
	switch (scope) {
	case SCOPE_ALL:
		return 1;
	case SCOPE_DEPARTMENT:
		return goods->department_id == target_id ? 2 : 0;
	case SCOPE_CATEGORY:
		for (int i = 0; i < goods->category_count; i++)
			if (goods->categories[i] == target_id)
				return 2 + goods->category_count - i;
		return 0;
	case SCOPE_ARTICLE:
		return goods->article_id && goods->article_id == target_id ? INT_MAX : 0;
	case SCOPE_NONE:
	case SCOPES:
		break;
	}
	return 0;
}

bool scope_better(struct scope_found *found, enum goods_scope scope, int64_t target_id, int32_t from_day,
	const struct scope_goods *goods, int32_t day)
{
	int rank = from_day <= day ? rank_of(scope, target_id, goods) : 0;

	if (rank < found->rank || rank == 0 || (rank == found->rank && from_day <= found->from_day))
		return false;
	*found = (struct scope_found){ rank, from_day };
	return true;
}
