/* heads_fuzz.c - a file of heads of any content beside a sound shop: the check comes to its end, says clean sentences,
 * and finds nothing wrong but what the heads say. */
#include "shop.h"

#include <sys/mman.h>
#include <unistd.h>

static void found(void *ctx, const struct finding *f)
{
	MUST(fuzz_is_clean(finding_text(ctx, f)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_shop *s = fuzz_shop();
	int fd = memfd_create("heads", MFD_CLOEXEC);
	char path[64];
	const struct check_request request = { .heads_file = path, .found = found, .ctx = &s->a };
	struct check_result r;
	const char *why = "";
	int64_t wrong;

	if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	MUST(check_store(&s->a, &s->conf, &request, &r, &why) == OK);
	wrong = r.by_id[CHECK_HEAD_LINE] + r.by_id[CHECK_HEAD_OTHER] + r.by_id[CHECK_HEAD_CUT]
		+ r.by_id[CHECK_HEAD_LOST];
	MUST(r.wrong <= wrong);
	close(fd);
	return 0;
}
