/* beside.c - what lies in a drawer beside cash: slips of cards, vouchers, cheques, notes of other currencies. What was
 * counted of it stands in the words of the count, sealed with it. */
#include <string.h>

#include "../shop/shop_int.h"
#include "model/cash.h"
#include "model/value.h"
#include "service/report.h"

/* Foreign notes in their own currency; a voucher whose rest is forfeited lies there with all it was worth. */
static int64_t expected(const struct totals *t, const struct tender *tender)
{
	int64_t in = report_total(t, MEASURE_TENDER_IN, tender->id).amount_minor -
		report_total(t, MEASURE_TENDER_OUT, tender->id).amount_minor;

	if (tender->kind == TENDER_FOREIGN)
		return report_total(t, MEASURE_FOREIGN, currency_unit(tender->currency)).amount_minor;
	return tender->kind == TENDER_VOUCHER ? in + report_total(t, MEASURE_FORFEIT, -1).amount_minor : in;
}

static bool find_counted(struct arena *a, const char *counted, const char *code, int64_t *minor)
{
	struct cash_beside one;

	for (char *rest = arena_strdup(a, counted), *w; (w = strtok_r(rest, " ", &rest)) != NULL;)
		if (cash_beside_parse(a, w, &one) && strcmp(one.code, code) == 0) {
			*minor = one.counted_minor;
			return true;
		}
	return false;
}

void report_beside(const struct shop *sh, struct arena *a, const struct totals *t, const char *counted,
	struct tender_count **list, int *n)
{
	*list = arena_array(a, (size_t)sh->tender_count, sizeof **list);
	*n = 0;
	for (int i = 0; i < sh->tender_count; i++) {
		const struct tender *tender = &sh->tenders[i];
		struct tender_count one = { .tender_id = tender->id, .code = tender->code, .name = tender->name,
			.name_en = tender->name_en, .expected_minor = expected(t, tender) };

		one.used = report_total(t, MEASURE_TENDER_IN, tender->id).times ||
			report_total(t, MEASURE_TENDER_OUT, tender->id).times ||
			report_total(t, MEASURE_TENDER_IN, tender->id).amount_minor ||
			report_total(t, MEASURE_TENDER_OUT, tender->id).amount_minor;
		one.counted = find_counted(a, counted, tender->code, &one.counted_minor);
		one.over_short_minor = one.counted ? one.counted_minor - one.expected_minor : 0;
		if (tender_is_counted(tender->kind) && (one.used || one.counted))
			(*list)[(*n)++] = one;
	}
}
