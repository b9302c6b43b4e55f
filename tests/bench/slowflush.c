/* slowflush.c - a library to preload: every flush takes FLUSH_MS milliseconds longer, as on the disk of a shop's PC.
 * run.sh builds and loads it where FLUSH_MS is set. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void wait_longer(void)
{
	const char *text = getenv("FLUSH_MS");
	long us = text ? (long)(strtod(text, NULL) * 1000) : 0;
	struct timespec left = { us / 1000000, us % 1000000 * 1000 };

	while (nanosleep(&left, &left) != 0)
		continue;
}

int fdatasync(int fd)
{
	wait_longer();
	return (int)syscall(SYS_fdatasync, fd);
}

int fsync(int fd)
{
	wait_longer();
	return (int)syscall(SYS_fsync, fd);
}
