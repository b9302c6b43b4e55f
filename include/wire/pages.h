/* pages.h - runs zhanggui-pages, which makes files for people of packed documents. */
#ifndef WIRE_PAGES_H
#define WIRE_PAGES_H

#include "base/err.h"

/* A pages_maker (service/pages.h): waits until the file is there; ERR_DEVICE, and the reason in the log. */
enum err wire_pages(const char *format, const char *document, const char *path);

#endif
