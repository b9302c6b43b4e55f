/* tasks.h - the end of a daily task that was played: as many keys were pressed as the manual says. */
#ifndef TASKS_H
#define TASKS_H

#include "till_fixture.h"

#include "../../include/screen/screens.h"

/* As many as the manual says of the task. */
static inline void end_task(struct till *t, const char *id)
{
	int n, count = -1;
	const struct screen_task *tasks = screen_tasks(&n);

	for (int i = 0; i < n; i++)
		if (strcmp(tasks[i].id, id) == 0)
			count = tasks[i].count;
	CHECK_INT(t->keys, count);
	till_end(t);
}

#endif
