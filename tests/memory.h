/* memory.h - what stands in the memory of a process. */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "t.h"

#define MAP_BYTES_MAX (1ULL << 30) /* the shadow of a sanitizer is terabytes, and no text stands there */

/* Whether the text stands anywhere in the memory that another process can write. */
static inline bool in_memory(pid_t pid, const char *text)
{
	static char bytes[1 << 16];
	char path[64], line[300];
	size_t kept = strlen(text) - 1;
	bool found = false;
	FILE *maps;
	int mem;

	snprintf(path, sizeof path, "/proc/%d/mem", pid);
	mem = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof path, "/proc/%d/maps", pid);
	maps = fopen(path, "r");
	if (!CHECK(mem >= 0 && maps))
		return true;
	while (!found && fgets(line, sizeof line, maps)) {
		unsigned long long at, until;
		char right[8] = "";

		if (sscanf(line, "%llx-%llx %7s", &at, &until, right) != 3 || right[1] != 'w' ||
		    until - at > MAP_BYTES_MAX)
			continue;
		while (!found && at < until) {
			ssize_t n = pread(mem, bytes, until - at < sizeof bytes ? until - at : sizeof bytes, (off_t)at);

			found = n > 0 && memmem(bytes, (size_t)n, text, strlen(text));
			if (n <= (ssize_t)kept)
				break;
			at += (size_t)n == until - at ? (size_t)n : (size_t)n - kept;
		}
	}
	explicit_bzero(bytes, sizeof bytes);
	fclose(maps);
	close(mem);
	return found;
}

#endif
