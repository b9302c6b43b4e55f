/* heads_fuzz.c - a file of heads of any content, held against the chains of a shop that has sold ("@3" stands for what
 * the third link of the terminal's chain begins with): it is read to its end, what is said of it is clean, and nothing
 * is found but what heads can say. With the terminal's own head at its end the whole chain is proven. */
#include "shop.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/sbuf.h"
#include "../../src/service/care/check_int.h"

#define LINK_SHOWN 16
#define LINKS 10 /* one digit names them */

struct chains { struct chain list[64]; int count, own; char links[LINKS][SEAL_HEX]; int link_count; };

static void found(void *ctx, const struct finding *f)
{
	MUST(fuzz_is_clean(finding_text(ctx, f)));
}

static void take_chains(struct fuzz_shop *s, struct chains *to)
{
	struct terminal_row *rows;
	struct seal_row *seals;
	int n = 0;

	MUST(fuzz_act(s, ACT_DEPARTMENT, "01 9.90") == OK && fuzz_act(s, ACT_CASH, "") == OK);
	MUST(fuzz_act(s, ACT_DEPARTMENT, "02 5") == OK && fuzz_act(s, ACT_CASH, "10") == OK);
	MUST(terminals_list(s->sh->db, &s->mem, &rows, &n) == OK && n <= 64);
	for (int i = 0; i < n; i++) {
		to->list[i] = (struct chain){ .terminal_id = rows[i].id, .code = rows[i].code,
			.seq = rows[i].chain_seq };
		if (rows[i].id == s->sh->terminal_id)
			to->own = i;
	}
	to->count = n;
	MUST(seals_after(s->sh->db, &s->mem, s->sh->terminal_id, 0, LINKS, &seals, &to->link_count) == OK);
	MUST(to->link_count > 2 && to->link_count == to->list[to->own].seq);
	for (int i = 0; i < to->link_count; i++)
		snprintf(to->links[i], SEAL_HEX, "%s", seals[i].link);
}

/* The bytes, with the links that they name. */
static void expand(const struct chains *of, const uint8_t *data, size_t size, struct sbuf *out)
{
	for (size_t i = 0; i < size; i++) {
		if (data[i] == '@' && i + 1 < size && data[i + 1] >= '1' && data[i + 1] < '1' + of->link_count)
			sbuf_add(out, of->links[data[++i] - '1'], LINK_SHOWN);
		else
			sbuf_putc(out, (char)data[i]);
	}
}

static void hold_against(struct fuzz_shop *s, const struct chains *of, const struct sbuf *text, bool proven)
{
	struct chain list[64];
	struct check_result r = { 0 };
	const struct check_request request = { .found = found, .ctx = &s->a };
	struct check c = { .db = s->sh->db, .request = &request, .out = &r, .chains = list,
		.chain_count = of->count };
	int fd = memfd_create("heads", MFD_CLOEXEC);
	int64_t told;
	char path[64];

	memcpy(list, of->list, sizeof list);
	if (fd < 0 || (text->len && write(fd, text->data, text->len) != (ssize_t)text->len))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	MUST(check_heads(&c, path, true) == OK);
	told = r.by_id[CHECK_HEAD_LINE] + r.by_id[CHECK_HEAD_OTHER] + r.by_id[CHECK_HEAD_CUT]
		+ r.by_id[CHECK_HEAD_LOST] + r.by_id[CHECK_HEAD_RESTORED] + r.by_id[CHECK_TAIL];
	MUST(r.wrong + r.noted == told && r.by_id[CHECK_HEAD_RESTORED] == 0);
	for (int i = 0; i < of->count; i++)
		MUST(list[i].proven_seq >= 0 && list[i].proven_seq <= list[i].seq);
	MUST(!proven || list[of->own].proven_seq == list[of->own].seq);
	arena_release(&c.slice);
	arena_release(&c.keep);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct chains chains;
	struct fuzz_shop *s = fuzz_shop_kept();
	struct sbuf text = SBUF_INIT;

	if (!chains.count) {
		s = fuzz_shop();
		take_chains(s, &chains);
	}
	expand(&chains, data, size, &text);
	hold_against(s, &chains, &text, false);
	sbuf_printf(&text, "\n%s %d %.*s\n", chains.list[chains.own].code, chains.link_count, LINK_SHOWN,
		chains.links[chains.link_count - 1]);
	hold_against(s, &chains, &text, true);
	sbuf_release(&text);
	return 0;
}
