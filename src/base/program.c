/* program.c - where our other programs are. */
#include "base/program.h"

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

const char *program_path(const char *name, char buf[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", buf, PATH_MAX - 1);
	char *slash;

	if (n > 0) {
		buf[n] = 0;
		slash = strrchr(buf, '/');
		if (slash && (size_t)(slash + 1 - buf) + strlen(name) < PATH_MAX) {
			memcpy(slash + 1, name, strlen(name) + 1);
			if (access(buf, X_OK) == 0)
				return buf;
		}
	}
	snprintf(buf, PATH_MAX, "%s/%s", LIBEXECDIR, name);
	return buf;
}
