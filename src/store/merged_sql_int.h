/* merged_sql_int.h - what was another's before he was merged is read as the survivor's: "member_id" OF_MEMBER("$1"). A
 * survivor has all who were merged into him directly, see member_merge. */
#ifndef STORE_MERGED_SQL_INT_H
#define STORE_MERGED_SQL_INT_H

#define OF_MEMBER(parameter) " IN (SELECT id FROM member WHERE id = " parameter " UNION ALL SELECT id FROM member" \
	" WHERE merged_into = " parameter " AND merged_into IS NOT NULL)"

#endif
