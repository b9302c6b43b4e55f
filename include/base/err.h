/* err.h - what an operation can answer. Three families (a bug aborts and is no answer):
 * done, an operating error that the caller must handle, and a refusal by a rule of the trade,
 * whose reason stands beside the code (service/refusal.h). Sentences for people are made only
 * by screen and cmd, through gettext. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
	OK = 0,
	ERR_REFUSED,  /* a rule of the trade says no; the reason is given beside */
	ERR_BUSY,     /* the store is held by another; try again */
	ERR_STALE,    /* somebody changed it since it was read */
	ERR_NOTFOUND, /* no such thing */
	ERR_EXISTS,   /* already there; with the same id and content: already done */
	ERR_DENIED,   /* not without more rights; an approval may help */
	ERR_INVALID,  /* the input does not parse or is out of its range */
	ERR_IO,       /* store, file or disk failed; nothing was done */
	ERR_DEVICE,   /* a device or helper failed */
	ERR_UNKNOWN,  /* the outcome is not known (a COMMIT was not answered): ask by id */
	ERR_CORRUPT   /* what was read cannot be true: stop selling, check the store */
};

/* The name of an error for logs and JSON ("notfound"); never shown to people alone. */
const char *err_name(enum err e);

/* Amounts are bounded at the edge and asserted inside: without the asserts it is another program. */
#ifdef NDEBUG
#error "zhanggui is not built with NDEBUG"
#endif

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))

#endif
