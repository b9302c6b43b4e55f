/* line_sql_int.h - what a row of sale_line is, as a condition of SQL. */
#ifndef STORE_LINE_SQL_INT_H
#define STORE_LINE_SQL_INT_H

/* Goods, and nothing that is only worth money: no LINE_VALUE of model/line.h. */
#define LINE_IS_GOODS(l) "(" l ".flags / 1048576) % 16 = 0"
/* No LINE_DEPOSIT. */
#define LINE_IS_NO_DEPOSIT(l) "(" l ".flags / 256) % 2 = 0"
/* Of the documents that are grouped, with or without lines: what their goods came to, and how many lines are goods. */
#define GOODS_MINOR(l) "coalesce(sum(CASE WHEN " LINE_IS_GOODS(l) " THEN " l ".paid_minor END), 0)"
#define GOODS_LINES(l) "count(CASE WHEN " LINE_IS_GOODS(l) " THEN 1 END)"

#endif
