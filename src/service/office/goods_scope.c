/* goods_scope.c - which goods a rate or rule of the office is for, as it is typed. */
#include <string.h>

#include "base/tr.h"
#include "office_int.h"
#include "service/articles.h"
#include "service/master.h"
#include "store/article_store.h"

static enum err category_named(struct shop *sh, struct arena *a, const char *code, int64_t *id)
{
	struct category_row *list;
	int n = 0;
	enum err e = categories_list(sh->db, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			*id = list[i].id;
	return e;
}

static enum err article_named(struct shop *sh, struct arena *a, const char *code, int64_t *id)
{
	struct article article;
	enum err e = article_by_code(sh, a, code, &article);

	if (e == OK)
		*id = article.id;
	return e == ERR_NOTFOUND ? OK : e;
}

enum err office_goods(struct shop *sh, struct arena *a, const char *goods, const char *code, enum goods_scope *scope,
	int64_t *target_id, struct said *said)
{
	int found = name_index(scope_name, SCOPES, goods);
	const struct department *d;
	enum err e = OK;

	*scope = found > SCOPE_NONE ? (enum goods_scope)found : SCOPE_NONE;
	*target_id = 0;
	switch (*scope) {
	case SCOPE_ALL:
		return code ? say(said, ERR_INVALID, MSG_VALUE_BAD, goods, code) : OK;
	case SCOPE_DEPARTMENT:
		d = code ? shop_department_by_code(sh, code) : NULL;
		*target_id = d ? d->id : 0;
		break;
	case SCOPE_CATEGORY:
		e = code ? category_named(sh, a, code, target_id) : OK;
		break;
	case SCOPE_ARTICLE:
		e = code ? article_named(sh, a, code, target_id) : OK;
		break;
	case SCOPE_NONE:
	case SCOPES:
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("The goods"), goods);
	}
	if (e != OK)
		return e;
	return *target_id ? OK : say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, "%s %s", goods,
		code ? code : ""), NULL);
}
