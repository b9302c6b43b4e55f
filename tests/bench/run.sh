#!/bin/bash
# tests/bench/run.sh BUILD [PART...] - the till's budgets, row by row: ours, the limit measured in the
# same run and between the same acts, how often it fits into ours, and what must be reached. What must be
# reached in time alone was written on a machine whose echo takes 53 us; "here" is that time by the echo
# of this run. Nothing here fails for being slow.
# Parts: till terminals screen import search store members (all of them). The stores they measure on are made
# once a day, in BUILD/bench (about 5 GB), and copied for each run.
#   FLUSH_MS=2              every flush takes 2 ms longer, as on a shop PC's disk
#   BENCH_ARTICLES=1000000  articles in the stores; with another number the stores are made anew
#   BENCH_MEMBERS=1000000   members in the store of the members, likewise
set -eu
[ $# -ge 1 ] || { echo "usage: tests/bench/run.sh BUILD [PART...]" >&2; exit 2; }
BUILD=$(realpath -m "$1")
shift
cd "$(dirname "$(realpath "$0")")/../.."
parts=${*:-till terminals screen import search store members}
made="$BUILD/bench"
work="$made/run"
programs="$BUILD/tests/bench"
export ZHANGGUI_DATADIR="$PWD/data" ZHANGGUI_LOCALEDIR="$BUILD/locale" BENCH_ARTICLES="${BENCH_ARTICLES:-1000000}"
export BENCH_MEMBERS="${BENCH_MEMBERS:-1000000}"
members_articles=2000 # goods that members buy
unset LANGUAGE LANG LC_MESSAGES TZ
export LC_ALL=C.UTF-8
mkdir -p "$made"
trap 'rm -rf "$work"' EXIT

wants() { case " $parts " in *" $1 "*) true ;; *) false ;; esac; }

copy() { # FROM TO: a store with its keys and its search arena
	cp "$1" "$2"
	cp -p "$1.keys" "$2.keys"
	[ ! -d "$1.cache" ] || { mkdir -p "$2.cache" && cp "$1.cache/"* "$2.cache/"; }
}

# The maker's articles first, then the same with ever more sales: 8 lines in each.
make_stores() {
	local sales
	echo "# making the stores in $made: $BENCH_ARTICLES articles, 10^3 to 10^7 movements"
	rm -rf "$made"/*.db* "$made/members"
	"$programs/maker_tool" "$made/small.db" 0 0
	"$programs/maker_tool" "$made/articles.db" "$BENCH_ARTICLES" 0
	for sales in 125 1250 12500 125000 1250000; do
		copy "$made/articles.db" "$made/sales-$sales.db"
		"$programs/maker_tool" "$made/sales-$sales.db" 0 "$sales"
	done
	rm -rf "$made"/articles.db*
	stamp >"$made/made"
}

# Only the members' part asks for theirs.
make_members() {
	rm -rf "$made"/members.db*
	"$programs/maker_tool" "$made/members.db" "$members_articles" 0
	"$programs/member_bench" make "$made/members.db"
	members_stamp >"$made/members"
}

# What the stores were made for: schema and size, and the business day of a shop in Shanghai (it changes at 4 there),
# for they hold yesterday's sales.
stamp() {
	cat data/sql/*.sql tests/bench/maker_tool.c tests/bench/bench_shop.h | cksum
	echo "$BENCH_ARTICLES $(TZ=CUT-4 date +%F)"
}

members_stamp() {
	stamp
	echo "$BENCH_MEMBERS $(cksum <tests/bench/member_bench.c)"
}

fresh() { # STORE...: copies in the work folder, on the disk before anything is measured
	local store
	rm -rf "$work"
	mkdir -p "$work"
	for store; do
		copy "$made/$store" "$work/$store"
	done
	sync "$work"/*
}

if [ "$parts" != members ] && [ "$(stamp)" != "$(cat "$made/made" 2>/dev/null)" ]; then
	make_stores
fi
if [ -n "${FLUSH_MS:-}" ]; then
	"${CC:-cc}" -shared -fPIC -O2 -o "$made/slowflush.so" tests/bench/slowflush.c
	export FLUSH_MS
	echo "# every flush takes $FLUSH_MS ms longer"
fi
run() {
	if [ -n "${FLUSH_MS:-}" ]; then
		LD_PRELOAD="$made/slowflush.so" "$@"
	else
		"$@"
	fi
}

printf '%-46s %-24s %-22s %-13s %-28s\n' "row" "ours p50 / p99" "limit p50 / p99" "ours / limit" "must reach"
if wants till; then
	fresh sales-125.db sales-1250.db sales-12500.db sales-125000.db sales-1250000.db
	run "$programs/till_bench" "$work" "$work"/sales-{125,1250,12500,125000,1250000}.db
fi
if wants terminals; then
	fresh sales-125000.db
	run "$programs/terminals_bench" "$work" "$work/sales-125000.db"
fi
if wants screen; then
	fresh sales-125000.db
	sync "$BUILD/zhanggui" # what waits to be written counts as its own memory
	run "$programs/screen_bench" "$BUILD/zhanggui" "$work" "$work/sales-125000.db"
fi
if wants import; then
	fresh small.db
	run "$programs/import_bench" "$work" "$work/small.db"
fi
if wants search; then
	"$programs/search_bench" "$BENCH_ARTICLES"
fi
if wants store; then
	fresh small.db
	run "$programs/store_bench" 2000 "$work"
fi
if wants members; then
	[ "$(members_stamp)" = "$(cat "$made/members" 2>/dev/null)" ] || make_members
	fresh members.db
	BENCH_ARTICLES=$members_articles run "$programs/member_bench" "$work/members.db"
fi
echo "# load: $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) cores, shared with whatever else runs here"
