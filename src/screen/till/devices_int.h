/* devices_int.h - the screen of devices and its two forms. */
#ifndef SCREEN_TILL_DEVICES_INT_H
#define SCREEN_TILL_DEVICES_INT_H

#include "../screen_int.h"

extern const struct screen_ops device_form_ops;  /* arg: const struct device *, a name of "" is a new one */
extern const struct screen_ops printer_form_ops; /* arg: const enum device_printer * */

#endif
