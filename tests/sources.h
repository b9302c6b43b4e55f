/* sources.h - tests that read the sources. Run from the top of the tree. */
#ifndef TESTS_SOURCES_H
#define TESTS_SOURCES_H

#include <glob.h>
#include <stdlib.h>

#include "t.h"

/* Hands each file that fits the pattern, as text. */
static inline void each_source(const char *pattern, void (*look)(const char *path, const char *text))
{
	static char text[400000];
	glob_t found;

	if (!CHECK_INT(glob(pattern, 0, NULL, &found), 0))
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		FILE *f = fopen(found.gl_pathv[i], "r");
		size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;

		if (f)
			fclose(f);
		text[n] = '\0';
		if (CHECK(n > 0 && n < sizeof text - 1))
			look(found.gl_pathv[i], text);
	}
	globfree(&found);
}

#endif
