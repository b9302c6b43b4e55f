/* err.c - the names of errors. The order is that of enum err. */
#include "base/err.h"

#include <stddef.h>

const char *err_name(enum err e)
{
	static const char *const names[] = {
		[OK] = "ok",
		[ERR_REFUSED] = "refused",
		[ERR_BUSY] = "busy",
		[ERR_STALE] = "stale",
		[ERR_NOTFOUND] = "notfound",
		[ERR_EXISTS] = "exists",
		[ERR_DENIED] = "denied",
		[ERR_INVALID] = "invalid",
		[ERR_IO] = "io",
		[ERR_DEVICE] = "device",
		[ERR_UNKNOWN] = "unknown",
		[ERR_CORRUPT] = "corrupt",
	};
	size_t i = (size_t)e;

	return i < sizeof names / sizeof names[0] ? names[i] : "bug";
}
