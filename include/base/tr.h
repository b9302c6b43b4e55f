/* tr.h - translation. _() at drawing, N_() in tables; whole sentences with %s, never glued. */
#ifndef BASE_TR_H
#define BASE_TR_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text)

/* Sets the locale (UTF-8 always: C.UTF-8 if the environment's is not) and the language of messages:
 * "zh_CN", "en", or NULL for what LANGUAGE, LC_ALL, LC_MESSAGES or LANG say. Catalogues are looked for in
 * $ZHANGGUI_LOCALEDIR, beside the program (build tree), else where they were installed. May be called
 * again to switch. */
void tr_init(const char *lang);
/* The language now in force: "zh_CN" or "en". */
const char *tr_lang(void);
/* The one of two names that fits it; name_en NULL or "": there is only one. */
const char *tr_name(const char *name, const char *name_en);

#endif
