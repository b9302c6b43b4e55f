/* template_int.h - a parsed template: a tree of lines and blocks. Made by template.c, read by
 * template_render.c; the language is told in man/zhanggui-receipt.5. */
#ifndef MODEL_TEMPLATE_INT_H
#define MODEL_TEMPLATE_INT_H

#include "model/paper.h"
#include "paper_int.h"

#define TEMPLATE_CELLS 8        /* columns of a table */
#define TEMPLATE_DEPTH 16       /* blocks inside blocks */
#define TEMPLATE_NAME_MAX 40    /* characters of a name */
#define TEMPLATE_FEED_MAX 20
#define TEMPLATE_NARROW 48      /* papers with fewer columns are narrow */

/* Text with placeholders. A group is a part that is left out unless every name in it is set. */
enum piece_kind { PIECE_TEXT, PIECE_FIELD, PIECE_GROUP };
struct piece {
	enum piece_kind kind;
	const char *text;       /* the text, or the name */
	const char *fallback;   /* FIELD: printed when the name is not set; NULL: nothing */
	struct piece *inside;   /* GROUP */
	struct piece *next;
};

/* A choice of column widths for papers at least so wide. */
struct column_set {
	int columns;
	struct column list[TEMPLATE_CELLS];
	int count;
	const struct column_set *next;
};

enum node_kind { NODE_TEXT, NODE_ROW, NODE_RULE, NODE_CODE, NODE_FEED, NODE_MARK, NODE_EACH, NODE_IF };
struct node {
	enum node_kind kind;
	struct style style;
	struct piece *cells[TEMPLATE_CELLS]; /* TEXT: one, or left and right; ROW: each cell; CODE: the content */
	int cell_count;
	enum paper_kind paper;               /* CODE, MARK: what it becomes */
	int times;                           /* FEED: lines; RULE: its character */
	const char *name;                    /* EACH: the list; IF: the name asked for */
	bool unless;
	const struct column_set *sets;       /* ROW: the columns told above it */
	struct node *body, *other, *next;    /* EACH, IF: what is inside, and after @else */
};

struct template { struct node *first; };

#endif
