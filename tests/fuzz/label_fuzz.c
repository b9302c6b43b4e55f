/* label_fuzz.c - any text for an order of labels is refused, or its tags are laid out within their labels, their bar
 * codes within their limits, and the order packs to what was read. */
#include "fuzz.h"

#include <locale.h>

#include "base/sbuf.h"
#include "model/barcode.h"
#include "model/tag.h"

static void check_bars(const struct tag_box *b)
{
	struct barcode code;

	if (b->field != TAG_BARS)
		return;
	MUST(barcode_make(b->text, &code) && tag_module_um(&code, b->width) > 0);
	MUST(code.modules <= BARCODE_MODULES_MAX && strlen(code.dark) == (size_t)code.modules);
	MUST(code.dark[0] == '1' && code.dark[code.modules - 1] == '1');
}

static void check_tag(const struct tag_order *o, const struct tag *t)
{
	struct tag_box boxes[TAG_BOXES_MAX];
	struct arena a = ARENA_INIT;
	struct sbuf text = SBUF_INIT;
	int n = tag_layout(t, &o->size, o->english, &a, boxes);

	MUST(n > 0 && n <= TAG_BOXES_MAX);
	for (int i = 0; i < n; i++) {
		const struct tag_box *b = &boxes[i];

		MUST(b->x >= 0 && b->y >= 0 && b->width > 0 && b->height > 0);
		MUST(b->x + b->width <= o->size.width && b->y + b->height <= o->size.height);
		MUST(fuzz_is_clean(b->text));
		check_bars(b);
	}
	tag_text(t, o->english, &text);
	sbuf_release(&text);
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct tag_order o, again;
	struct barcode code;

	setlocale(LC_CTYPE, "C.UTF-8");
	(void)barcode_make(text, &code);
	if (tag_order_unpack(&a, text, &o) == OK) {
		struct sbuf first = SBUF_INIT, second = SBUF_INIT;

		for (int i = 0; i < o.count; i++)
			check_tag(&o, &o.tags[i]);
		tag_order_pack(&o, &first);
		MUST(tag_order_unpack(&a, sbuf_text(&first), &again) == OK);
		tag_order_pack(&again, &second);
		MUST(strcmp(sbuf_text(&first), sbuf_text(&second)) == 0);
		sbuf_release(&first);
		sbuf_release(&second);
	}
	free(text);
	arena_release(&a);
	return 0;
}
