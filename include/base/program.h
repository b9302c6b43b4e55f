/* program.h - where our other programs are. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <limits.h>

/* Where a helper is: beside the running program (the build tree, or a folder somebody copied), else where it was
 * installed. */
const char *program_path(const char *name, char buf[PATH_MAX]);

#endif
