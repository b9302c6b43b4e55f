/* log.h - the program's own log, for the person who mends things. One line an entry:
 * time, level, who, text. Never personal data, never a card number, never a PIN. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Appends to a file (opened O_APPEND|O_CLOEXEC); NULL or a file that cannot be opened: stderr. */
void log_open(const char *path, const char *who, enum log_level least);
void log_write(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
