# Zhanggui: GNU make, no configure. Everything made goes under $(BUILD).
#
#   make            the program and its helpers           make run     a demo shop on this machine
#   make quick      lint, unit and property tests         make check   every test once, with what they need
#   make sweep      fault campaigns, SWEEP=60m            make bench   figures against BUDGETS
#   make asan       every suite under ASan and UBSan      make analysis  gcc -fanalyzer, cppcheck, clang-tidy
#   make fuzz       every parser, FUZZ_SECONDS=60 each
#   make install DESTDIR= prefix=

BUILD   ?= build
prefix  ?= /usr/local
bindir  ?= $(prefix)/bin
libexecdir ?= $(prefix)/libexec/zhanggui
datadir ?= $(prefix)/share/zhanggui
localedir ?= $(prefix)/share/locale
mandir  ?= $(prefix)/share/man
sysconfdir ?= /etc
INSTALL ?= install
CFLAGS  ?= -O2 -g
UNIHAN  ?= $(firstword $(wildcard /usr/share/unicode/Unihan_Readings.txt*))
SWEEP   ?= 60m

VERSION := $(shell git describe --always --dirty 2>/dev/null || echo 0.1)
PKGS    := sqlite3 ncursesw libsodium libutf8proc jansson
WARN    := -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 \
	-Wundef -Wvla -Wpointer-arith -Wcast-qual -Wwrite-strings
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
# The packages' headers are the system's: a library installed under another prefix must not slip between.
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -liniparser -ldl -lm
# Seven libraries that are looked up and bound at every start cost a till a millisecond of its first picture, so that
# the program holds those it always needs itself; SHARED=1 is for who packages it. Jansson has a utf8_encode of its own.
INSIDE  := sqlite3 ncursesw libsodium libutf8proc
PROGRAM_LIBS := $(if $(SHARED)$(SAN),$(PKG_LIBS),-Wl,-Bstatic $(shell pkg-config --libs $(INSIDE) 2>/dev/null) -liniparser \
	-Wl,-Bdynamic $(shell pkg-config --libs $(filter-out $(INSIDE),$(PKGS)) 2>/dev/null) -ldl -lm)
ALL_CPPFLAGS := -Iinclude -I$(BUILD)/gen -D_GNU_SOURCE -DDATADIR='"$(datadir)"' \
	-DLOCALEDIR='"$(localedir)"' -DLIBEXECDIR='"$(libexecdir)"' -DSYSCONFDIR='"$(sysconfdir)"' $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS := $(WARN) $(CFLAGS) $(SANFLAGS)
ALL_LDFLAGS := $(LDFLAGS) $(SANFLAGS)

ROOMS   := base model store service device wire tui screen cmd
SRC     := $(sort $(foreach r,$(ROOMS),$(wildcard src/$r/*.c src/$r/*/*.c)))
OBJ     := $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/migrations.o $(BUILD)/gen/pinyin_table.o
LIB     := $(BUILD)/libzhanggui.a
HELPERS := $(patsubst src/helper/%.c,$(BUILD)/zhanggui-%,$(wildcard src/helper/*.c))
PO      := $(wildcard data/po/*.po)
MO      := $(PO:data/po/%.po=$(BUILD)/locale/%/LC_MESSAGES/zhanggui.mo)

TESTS   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/*_test.c tests/prop/*_test.c tests/store/*_test.c \
	tests/crash/*_test.c tests/screen/*_test.c tests/sim/*_test.c))
TOOLS   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*_bench.c tests/bench/*_tool.c tests/crash/*_tool.c tests/screen/*_tool.c tests/sim/*_tool.c))

.PHONY: all run check quick sweep mutants bench asan analysis fuzz install clean lint pot tests FORCE
.DELETE_ON_ERROR:
.SECONDARY:
all: $(BUILD)/zhanggui $(HELPERS) $(MO)
tests: all $(TESTS) $(TOOLS)

$(BUILD)/zhanggui: $(BUILD)/src/main.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)
$(LIB): $(OBJ)
	rm -f $@ && $(AR) rcs $@ $^
$(BUILD)/zhanggui-%: $(BUILD)/src/helper/%.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS_$*) $(PKG_LIBS)
$(BUILD)/%.o: %.c $(BUILD)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(CFLAGS_$(basename $(notdir $<))) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/.flags
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
# What test programs share: every x.c there that is no program itself.
SHARED  := $(filter-out %_test.c %_bench.c %_tool.c,$(wildcard tests/crash/*.c tests/store/*.c))
$(BUILD)/libtests.a: $(SHARED:%.c=$(BUILD)/%.o)
	rm -f $@ && $(AR) rcs $@ $^
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libtests.a $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS_$(notdir $*)) $(PKG_LIBS)

# What changes the flags rebuilds all, and nothing else does.
$(BUILD)/.flags: FORCE
	@mkdir -p $(BUILD)/gen
	@echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS)' >$@

# The file that prints the version; the others need not be built again for a commit.
CFLAGS_front   := -DVERSION='"$(VERSION)"'
# Helper programs and the libraries that only they hold.
CFLAGS_printer := $(CFLAGS_front) $(shell cups-config --cflags 2>/dev/null) $(shell pkg-config --cflags pangocairo cairo 2>/dev/null)
CFLAGS_spool := $(CFLAGS_printer)
CFLAGS_raster := $(CFLAGS_printer)
CAIRO_CFLAGS   := $(shell pkg-config --cflags pangocairo cairo 2>/dev/null)
CAIRO_LIBS     := $(shell pkg-config --libs pangocairo cairo 2>/dev/null) -lqrencode
DRAWN          := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/helper/draw/*.c))
$(foreach f,pages $(basename $(notdir $(wildcard src/helper/draw/*.c src/helper/pages/*.c))),\
	$(eval CFLAGS_$f := $(CAIRO_CFLAGS)))
$(BUILD)/zhanggui-printer: $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/helper/printer/*.c)) $(DRAWN)
CFLAGS_pay     := $(CFLAGS_front)
CFLAGS_wires   := $(CFLAGS_front)
$(BUILD)/zhanggui-wires: $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/helper/wires/*.c))
CFLAGS_reader  := $(CFLAGS_front)
CFLAGS_chip    := $(shell pkg-config --cflags libnfc 2>/dev/null)
$(BUILD)/zhanggui-reader: $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/helper/reader/*.c))
LIBS_reader    := $(shell pkg-config --libs libnfc 2>/dev/null)
LIBS_printer   := $(shell cups-config --libs 2>/dev/null) $(CAIRO_LIBS)
$(BUILD)/zhanggui-pages: $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/helper/pages/*.c)) $(DRAWN)
LIBS_pages     := $(CAIRO_LIBS) -lxlsxwriter
# Programs that run others in a terminal (tests/screen/vt.h), and the one that pictures it.
VT_USERS       := $(basename $(notdir $(wildcard tests/screen/*_test.c))) shot_tool
VT_LIBS        := $(shell pkg-config --libs vterm 2>/dev/null) -lutil
$(foreach t,$(VT_USERS),$(eval LIBS_$t := $(VT_LIBS)))
LIBS_shot_tool += $(shell pkg-config --libs pangocairo 2>/dev/null)
CFLAGS_shot_tool := $(shell pkg-config --cflags pangocairo 2>/dev/null)
$(VT_USERS:%=$(BUILD)/tests/screen/%): $(BUILD)/tests/screen/vt.o

$(BUILD)/gen/migrations.c: $(wildcard data/sql/*.sql) data/sql/embed.awk | $(BUILD)/.flags
	awk -f data/sql/embed.awk $(sort $(wildcard data/sql/*.sql)) >$@
# Debian ships the readings packed; -f lets an unpacked file pass through as it is.
$(BUILD)/gen/pinyin_table.c: data/pinyin/table.awk | $(BUILD)/.flags
	bzip2 -dcf $(UNIHAN) | awk -f data/pinyin/table.awk >$@
$(BUILD)/locale/%/LC_MESSAGES/zhanggui.mo: data/po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# Every suite that is there, in this order; tests/run says how a suite is made.
SUITES := $(filter $(notdir $(wildcard tests/*)),lint unit prop store cmd screen crash sim fuzz)
lint:
	tests/run $(BUILD) lint
quick: tests
	tests/run $(BUILD) lint unit prop
# The packages first: what follows reads their flags, so it is a make of its own.
check:
	@$(call install_packages,$(RUN_PACKAGES) $(CHECK_PACKAGES))
	@$(MAKE) --no-print-directory tests
	@tests/run $(BUILD) $(SUITES)
sweep: tests
	tests/sweep $(BUILD) $(SWEEP)
# All that proves that the tests can fail; a sweep draws three of them.
mutants: tests
	tests/mutants/run.sh $(BUILD) all
bench: tests
	tests/bench/run.sh $(BUILD)
# Arenas give out single blocks here, so that a step beyond a piece is seen. What a process says of itself at its end,
# also one that only a test started, is a report; one is enough to fail.
REPORTS := $(abspath $(BUILD))/asan/reports
asan:
	$(MAKE) BUILD=$(BUILD)/asan SAN=address,undefined CFLAGS='-O1 -g' CPPFLAGS=-DARENA_BLOCK_BYTES=1 tests
	@rm -rf $(REPORTS); mkdir $(REPORTS); \
	ASAN_OPTIONS=detect_stack_use_after_return=1:log_path=$(REPORTS)/asan UBSAN_OPTIONS=print_stacktrace=1 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 TEST_LIMIT=900 \
		tests/run $(BUILD)/asan $(filter-out lint fuzz,$(SUITES)); code=$$?; \
	for r in $(REPORTS)/*; do [ ! -e "$$r" ] || { head -n 50 "$$r"; code=1; }; done; exit $$code
# The suite gives each target 2 seconds; this is for longer.
fuzz:
	@$(call install_packages,$(RUN_PACKAGES) $(CHECK_PACKAGES))
	@BUILD=$(BUILD) FUZZ_SECONDS=$${FUZZ_SECONDS:-60} tests/fuzz/run.sh
# Three analysers over the program, some minutes. They read the headers of all that it is built on.
analysis:
	@$(call install_packages,$(RUN_PACKAGES) $(CHECK_PACKAGES) cppcheck clang-tidy)
	tests/lint/analysis.sh

# A demo shop on this machine. Without a terminal: a short day's trading through `sale ring`.
DEMO := $(BUILD)/demo/store.db
run:
	@$(call install_packages,$(RUN_PACKAGES))
	@$(MAKE) --no-print-directory all
	@[ -e $(DEMO) ] || { mkdir -p $(BUILD)/demo && $(BUILD)/zhanggui --store sqlite:$(DEMO) store init --demo; }
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BUILD)/zhanggui --store sqlite:$(DEMO) --terminal 01 till; else \
	echo 'There is no terminal here. A short day of trading at a demo shop, by command:'; \
	rm -rf $(BUILD)/demo/day.db*; $(BUILD)/zhanggui --store sqlite:$(BUILD)/demo/day.db store init --demo && \
	$(BUILD)/zhanggui --store sqlite:$(BUILD)/demo/day.db --terminal 01 sale ring <data/demo/day.ring; fi

# Debian packages: to build and run, and what the tests need besides. libnfc-dev is for zhanggui-reader alone.
RUN_PACKAGES := gcc libc6-dev pkg-config gettext bzip2 libncurses-dev libsqlite3-dev libsodium-dev libutf8proc-dev \
	libjansson-dev libiniparser-dev libcups2-dev libcairo2-dev libpango1.0-dev libqrencode-dev libxlsxwriter-dev \
	libnfc-dev fonts-wqy-zenhei unicode-data
CHECK_PACKAGES := libvterm-dev cups cups-client cups-ipp-utils dbus-daemon poppler-utils zbar-tools unzip \
	fonts-vlgothic postgresql-15 ncurses-term patch strace valgrind clang libclang-rt-14-dev

# Installs those of the list that are missing. The tests' PostgreSQL and CUPS are private ones: no cluster is made.
define install_packages
missing=; for p in $(1); do dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -q '^installed$$' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
	install="apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends$$missing"; \
	if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else \
		echo "Packages are missing. As root: apt-get update && $$install" >&2; exit 1; fi; \
	echo "Installing:$$missing"; \
	$$as mkdir -p /etc/postgresql-common/createcluster.d && \
	echo 'create_main_cluster = false' | $$as tee /etc/postgresql-common/createcluster.d/no-main.conf >/dev/null && \
	$$as apt-get -o DPkg::Lock::Timeout=300 update -qq && \
	$$as env DEBIAN_FRONTEND=noninteractive $$install >$${TMPDIR:-/tmp}/zhanggui-apt.log 2>&1 || \
		{ tail -5 $${TMPDIR:-/tmp}/zhanggui-apt.log >&2; exit 1; }; \
fi
endef

install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(libexecdir) $(DESTDIR)$(sysconfdir)/zhanggui
	$(INSTALL) -m 755 $(BUILD)/zhanggui $(DESTDIR)$(bindir)/
	$(INSTALL) -m 755 $(HELPERS) $(DESTDIR)$(libexecdir)/
	for f in receipts labels seed demo; do (cd data && find $$f -type f) | while read -r x; do \
		$(INSTALL) -D -m 644 data/$$x $(DESTDIR)$(datadir)/$$x; done; done
	for m in $(MO:$(BUILD)/locale/%=%); do $(INSTALL) -D -m 644 $(BUILD)/locale/$$m $(DESTDIR)$(localedir)/$$m; done
	for m in man/*.[1-8]; do $(INSTALL) -D -m 644 $$m $(DESTDIR)$(mandir)/man$${m##*.}/$${m##*/}; done
	$(INSTALL) -m 644 conf/*.example conf/keys-*.conf conf/*.service $(DESTDIR)$(sysconfdir)/zhanggui/

# The catalogue of messages: everything a person reads.
pot: | $(BUILD)/.flags
	xgettext --from-code=UTF-8 -L C -k_ -kN_ -s -o $(BUILD)/zhanggui.pot $(sort $(wildcard src/*.c src/*/*.c src/*/*/*.c include/*/*.def src/*/*.def))

clean:
	rm -rf $(BUILD)
-include $(OBJ:.o=.d) $(wildcard $(BUILD)/src/*.d $(BUILD)/src/helper/*.d $(BUILD)/src/helper/*/*.d $(BUILD)/tests/*/*.d)
