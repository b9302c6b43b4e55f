/* order.c - orders with a deposit. */
#include "service/money.h"
#include "store/value_store.h"
#include "../shop/shop_int.h"

enum err order_list(struct shop *sh, struct arena *a, struct order_row **list, int *n)
{
	return orders_open(sh->db, a, list, n);
}
