/* search.c - search arenas as files: made by whoever changed names, mapped by every till, and what is found in them. */
#include "search_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/sbuf.h"
#include "service/paths.h"

struct search_map {
	void *bytes;
	size_t size;
	bool own;                      /* in this process alone: the file could not be written */
	ino_t inode;                   /* of the file that is mapped */
	struct search_arena arena;
};

static const struct search_source *source_of(enum search_of which)
{
	return which == SEARCH_ARTICLES ? &article_search_source : &member_search_source;
}

static char *file_path(const struct shop *sh, struct arena *a, enum search_of which)
{
	return arena_printf(a, "%s/%s", sh->conf.cache_dir, source_of(which)->file);
}

/* Of which store, and in which state. */
static uint64_t generation(const struct shop *sh, uint64_t state)
{
	return (uint64_t)sh->store_id * UINT64_C(0x9E3779B97F4A7C15) ^ state;
}

/* --- making -------------------------------------------------------------------------------- */

/* Under a name of its own first, so that nobody maps half a file. */
static enum err write_file(struct arena *a, const char *path, const void *bytes, size_t n)
{
	char *temporary = arena_printf(a, "%s.%d.new", path, (int)getpid());
	FILE *f;
	bool ok;

	if (paths_make_parent(path) != OK)
		return ERR_IO;
	f = fopen(temporary, "wbe");
	if (!f)
		return ERR_IO;
	ok = fwrite(bytes, 1, n, f) == n;
	ok = fclose(f) == 0 && ok;
	if (ok && rename(temporary, path) == 0)
		return OK;
	unlink(temporary);
	return ERR_IO;
}

/* The arena's bytes, the caller's to free. */
static enum err make_bytes(struct shop *sh, enum search_of which, void **bytes, size_t *n)
{
	struct search_builder builder;
	uint64_t state = 0;
	enum err e;

	search_build_init(&builder);
	e = source_of(which)->fill(sh, &builder, &state);
	if (e == OK)
		*bytes = search_build_end(&builder, generation(sh, state), n);
	else
		log_write(LOG_WARN, "search: the arena could not be made: %s: %s", err_name(e), db_error(sh->db));
	search_build_release(&builder);
	return e;
}

void search_rebuild(struct shop *sh, enum search_of which)
{
	struct arena a = ARENA_INIT;
	void *bytes = NULL;
	size_t n = 0;

	if (make_bytes(sh, which, &bytes, &n) == OK && write_file(&a, file_path(sh, &a, which), bytes, n) != OK)
		log_write(LOG_WARN, "search: %s cannot be written", file_path(sh, &a, which));
	free(bytes);
	arena_release(&a);
}

/* --- mapping ------------------------------------------------------------------------------- */

static void unmap(struct shop *sh, enum search_of which)
{
	struct search_map *m = sh->search[which];

	if (!m)
		return;
	if (m->own)
		free(m->bytes);
	else
		munmap(m->bytes, m->size);
	free(m);
	sh->search[which] = NULL;
}

void search_unmap(struct shop *sh)
{
	for (int i = 0; i < SEARCHES; i++)
		unmap(sh, (enum search_of)i);
}

static struct search_map *new_map(void)
{
	struct search_map *m = calloc(1, sizeof *m);

	if (!m)
		abort();
	return m;
}

/* Bytes that are no whole arena are given back. */
static enum err adopt(struct shop *sh, enum search_of which, struct search_map *m)
{
	enum err e = search_arena_open(&m->arena, m->bytes, m->size);

	sh->search[which] = m;
	if (e != OK)
		unmap(sh, which);
	return e;
}

/* ERR_NOTFOUND: there is none; ERR_CORRUPT: it is false. */
static enum err map_file(struct shop *sh, enum search_of which, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct search_map *m;
	struct stat st;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOTFOUND : ERR_IO;
	m = new_map();
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		m->size = (size_t)st.st_size;
		m->inode = st.st_ino;
		m->bytes = mmap(NULL, m->size, PROT_READ, MAP_SHARED, fd, 0);
	}
	close(fd);
	if (!m->size || m->bytes == MAP_FAILED) {
		free(m);
		return ERR_CORRUPT;
	}
	return adopt(sh, which, m);
}

/* Mapped, and still the file that lies there. */
static bool is_current(const struct search_map *m, const char *path)
{
	struct stat st;

	return m && (m->own || (stat(path, &st) == 0 && st.st_ino == m->inode));
}

/* A new arena: as a file for all tills; where no file can be written or mapped, for this one alone. */
static enum err renew(struct shop *sh, enum search_of which, const char *path)
{
	struct arena a = ARENA_INIT;
	struct search_map *m;
	void *bytes;
	size_t n;
	enum err e = make_bytes(sh, which, &bytes, &n);

	if (e != OK)
		return e;
	if (write_file(&a, path, bytes, n) == OK && map_file(sh, which, path) == OK) {
		free(bytes);
	} else {
		m = new_map();
		m->bytes = bytes;
		m->size = n;
		m->own = true;
		e = adopt(sh, which, m);
	}
	arena_release(&a);
	return e;
}

enum err search_open(struct shop *sh, enum search_of which)
{
	struct arena a = ARENA_INIT;
	char *path = file_path(sh, &a, which);
	bool fits = false;
	enum err e = OK;

	if (!is_current(sh->search[which], path)) {
		unmap(sh, which);
		e = map_file(sh, which, path);
		if (e == OK)
			e = source_of(which)->fits(sh, search_state(sh, which), &fits);
		if (e != OK || !fits) {
			unmap(sh, which);
			e = renew(sh, which, path);
		}
	}
	arena_release(&a);
	return e;
}

uint64_t search_state(const struct shop *sh, enum search_of which)
{
	return generation(sh, sh->search[which]->arena.generation);
}

int search_mapped(const struct shop *sh, struct arena *a, enum search_of which, const char *text, int max, int64_t *ids)
{
	return search_find(&sh->search[which]->arena, a, text, max, ids);
}
