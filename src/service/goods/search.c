/* search.c - the search arena as a file: made by whoever changed names, mapped by every till, and names found in it. */
#include "service/search.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "model/search.h"
#include "service/paths.h"
#include "service/till.h"

#define SEARCH_FILE "articles.search"
#define POPULAR_DAYS 30 /* sales of these days order the hits */

struct search_map {
	void *bytes;
	size_t size;
	bool own;                      /* in this process alone: the file could not be written */
	ino_t inode;                   /* of the file that is mapped */
	struct search_arena arena;
};

static char *file_path(const struct shop *sh, struct arena *a)
{
	return arena_printf(a, "%s/%s", sh->conf.cache_dir, SEARCH_FILE);
}

/* The state of names and codes, and of which store. */
static enum err generation(struct shop *sh, uint64_t *out)
{
	int64_t newest;
	enum err e = article_revision_last(sh->db, &newest);

	*out = (uint64_t)sh->store_id * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)newest;
	return e;
}

/* --- making -------------------------------------------------------------------------------- */

struct popularity { int64_t article_id, times; };
struct making {
	struct search_builder builder;
	struct sbuf sold;              /* struct popularity, in order of article */
	size_t at;                     /* the next of them */
	struct arena arena;
};

static enum err keep_sold(void *ctx, int64_t article_id, int64_t times)
{
	struct making *m = ctx;
	const struct popularity p = { article_id, times };

	sbuf_add(&m->sold, &p, sizeof p);
	return OK;
}

/* Articles come in the order of their ids too. */
static int64_t popularity_of(struct making *m, int64_t article_id)
{
	struct popularity p;

	for (; m->at < m->sold.len; m->at += sizeof p) {
		memcpy(&p, m->sold.data + m->at, sizeof p);
		if (p.article_id >= article_id)
			return p.article_id == article_id ? p.times : 0;
	}
	return 0;
}

static enum err add_article(void *ctx, const struct article_full *row)
{
	struct making *m = ctx;
	struct sbuf numbers = SBUF_INIT;

	sbuf_puts(&numbers, row->article.number);
	for (int i = 0; i < row->code_count; i++)
		sbuf_printf(&numbers, " %s", article_code_of(&m->arena, &row->codes[i]).code);
	search_build_add(&m->builder, &(struct search_item){ .id = row->article.id,
		.popularity = popularity_of(m, row->article.id), .name = row->article.name,
		.alias = row->article.name_en, .numbers = sbuf_text(&numbers) });
	sbuf_release(&numbers);
	arena_clear(&m->arena);
	return OK;
}

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
static enum err make_bytes(struct shop *sh, void **bytes, size_t *n)
{
	struct making m = { .sold = SBUF_INIT };
	uint64_t state;
	enum err e = generation(sh, &state);

	search_build_init(&m.builder);
	if (e == OK)
		e = articles_sold_each(sh->db, id_first(clock_now_ms() - POPULAR_DAYS * DAY_MS), keep_sold, &m);
	if (e == OK)
		e = articles_each(sh->db, clock_now_ms(), add_article, &m);
	if (e == OK)
		*bytes = search_build_end(&m.builder, state, n);
	else
		log_write(LOG_WARN, "search: the arena could not be made: %s: %s", err_name(e), db_error(sh->db));
	search_build_release(&m.builder);
	sbuf_release(&m.sold);
	arena_release(&m.arena);
	return e;
}

void search_rebuild(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	void *bytes = NULL;
	size_t n = 0;

	if (make_bytes(sh, &bytes, &n) == OK && write_file(&a, file_path(sh, &a), bytes, n) != OK)
		log_write(LOG_WARN, "search: %s cannot be written", file_path(sh, &a));
	free(bytes);
	arena_release(&a);
}

/* --- mapping ------------------------------------------------------------------------------- */

void search_unmap(struct shop *sh)
{
	if (!sh->search)
		return;
	if (sh->search->own)
		free(sh->search->bytes);
	else
		munmap(sh->search->bytes, sh->search->size);
	free(sh->search);
	sh->search = NULL;
}

static struct search_map *new_map(void)
{
	struct search_map *m = calloc(1, sizeof *m);

	if (!m)
		abort();
	return m;
}

/* Bytes that are no whole arena are given back. */
static enum err adopt(struct shop *sh, struct search_map *m)
{
	enum err e = search_arena_open(&m->arena, m->bytes, m->size);

	sh->search = m;
	if (e != OK)
		search_unmap(sh);
	return e;
}

/* ERR_NOTFOUND: there is none; ERR_CORRUPT: it is false. */
static enum err map_file(struct shop *sh, const char *path)
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
	return adopt(sh, m);
}

/* Mapped, and still the file that lies there. */
static bool is_current(struct shop *sh, const char *path)
{
	struct stat st;

	return sh->search && (sh->search->own || (stat(path, &st) == 0 && st.st_ino == sh->search->inode));
}

/* A new arena: as a file for all tills; where no file can be written or mapped, for this one alone. */
static enum err renew(struct shop *sh, const char *path)
{
	struct arena a = ARENA_INIT;
	struct search_map *m;
	void *bytes;
	size_t n;
	enum err e = make_bytes(sh, &bytes, &n);

	if (e != OK)
		return e;
	if (write_file(&a, path, bytes, n) == OK && map_file(sh, path) == OK) {
		free(bytes);
	} else {
		m = new_map();
		m->bytes = bytes;
		m->size = n;
		m->own = true;
		e = adopt(sh, m);
	}
	arena_release(&a);
	return e;
}

enum err search_open(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	char *path = file_path(sh, &a);
	uint64_t state = 0;
	enum err e = OK;

	if (!is_current(sh, path)) {
		search_unmap(sh);
		e = map_file(sh, path);
		if (e == OK)
			e = generation(sh, &state);
		if (e != OK || state != sh->search->arena.generation) {
			search_unmap(sh);
			e = renew(sh, path);
		}
	}
	arena_release(&a);
	return e;
}

enum err till_find(struct shop *sh, struct arena *a, const char *text, struct article *list, int *n)
{
	int64_t ids[FIND_MAX];
	int found;
	enum err e = search_open(sh);

	*n = 0;
	if (e != OK)
		return shop_fail(sh, e, "search");
	found = search_find(&sh->search->arena, a, text, FIND_MAX, ids);
	for (int i = 0; i < found; i++) {
		e = article_get(sh, a, ids[i], &list[*n]);
		if (e == OK)
			++*n;
		else if (e != ERR_NOTFOUND) /* the arena may be older than the store */
			return e;
	}
	return OK;
}
