/* mail_job.c - see mail_job_int.h. */
#include "mail_job_int.h"

#include "model/mail.h"
#include "store/member_store.h"

bool mail_reaches(const struct member *m)
{
	return m->state == MEMBER_ACTIVE && !m->bearer && *m->name && *m->address;
}

enum err mail_of_job(struct shop *sh, struct arena *a, const char *body, const char **order)
{
	struct sbuf text = SBUF_INIT;
	struct mail_order o;
	enum err e = mail_order_unpack(a, body, &o);
	int n = 0;

	for (int i = 0; e == OK && i < o.count; i++) {
		struct member m;

		e = member_get(sh->db, a, o.list[i].member_id, &m);
		if (e == OK && mail_reaches(&m))
			o.list[n++] = (struct mail){ m.id, m.name, m.address, m.postcode, m.sex };
	}
	if (e != OK || !n)
		return e != OK ? e : ERR_NOTFOUND;
	o.count = n;
	mail_order_pack(&o, true, &text);
	*order = arena_strdup(a, sbuf_text(&text));
	sbuf_release(&text);
	return OK;
}
