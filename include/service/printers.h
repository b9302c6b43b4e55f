/* printers.h - the printers of a till beside its other devices: where each is, how it fares, and a page that shows what
 * it can do. Where they are is said by settings of the till (receipt.queue and the like). */
#ifndef SERVICE_PRINTERS_H
#define SERVICE_PRINTERS_H

#include "model/device.h"
#include "service/jobs.h"

struct printer_info {
	const char *name;            /* device_printer_word */
	const char *queue, *form;    /* its settings; queue "" none, form "labels" of the one for price tags */
	int columns;
	const char *state, *detail;  /* as heard of last; "" never */
};
/* All of a till, by enum device_printer; terminal NULL: of the till this is. */
enum err printers_of(struct shop *sh, struct arena *a, const char *terminal,
	struct printer_info list[DEVICE_PRINTER_COUNT]) MUST_CHECK;

/* What is to be at this till; NULL: as it is. Needs the right `settings`. */
struct printer_edit { const char *queue, *form, *columns; };
enum err printer_change(struct shop *sh, struct arena *a, enum device_printer printer, const struct printer_edit *edit,
	struct said *said) MUST_CHECK;

/* Orders a test page, or a test label, at a till (NULL: this one). Needs the right `devices`. */
enum err printer_try(struct shop *sh, struct arena *a, const char *terminal, enum device_printer printer,
	struct said *said) MUST_CHECK;

#endif
