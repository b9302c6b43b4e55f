#!/bin/bash
# tests/crash/valgrind_test.sh - a shop's day under valgrind, as TAP: a store is made, articles come in, a till sells,
# takes back and closes with its papers printed by the real helper to a file, the screen is used, reports are read,
# the store is backed up and checked. What valgrind sees (a byte read before it was written, memory lost for good) of
# any process is a failure. It sees what ASan does not: it looks into the libraries too.
set -u
here=$(dirname "$(realpath "$0")")
cd "$here/../.." || exit 2
BUILD=$(realpath "${BUILD:-build}")
zhanggui=$BUILD/zhanggui
[ -x "$zhanggui" ] || { echo "Bail out! $zhanggui is not built"; exit 1; }
command -v valgrind >/dev/null || { echo '1..0 # SKIP there is no valgrind'; exit 0; }
if ldd "$zhanggui" | grep -q libasan; then
	echo '1..0 # SKIP built with ASan, which watches memory itself'
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-valgrind-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 ZHANGGUI_DATADIR=$PWD/data
unset LANGUAGE ZHANGGUI_STORE ZHANGGUI_TERMINAL ZHANGGUI_CONF

watched=(valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite
	--errors-for-leak-kinds=definite --trace-children=yes --num-callers=20 --log-file="$work/log.%p")
zg() { "${watched[@]}" "$zhanggui" --store "sqlite:$work/shop.db" --now "$now" "$@"; }
as() {
	local pin
	pin=$(awk -F, -v n="$1" '$1 == n { print $4 }' data/demo/staff.csv)
	zg --as "$1" --pin-fd 3 "${@:2}" 3<<<"$pin"
}

goods() {
	echo 'number,barcode,name,price,department,tax rate,unit'
	for i in {1..20}; do echo "V$i,,试验商品 $i,$i.50,01,13,瓶"; done
}
in_the_morning() {
	zg store init --test && as 3001 setting set receipt.queue "file:$work/paper"
}
import() { goods >"$work/goods.csv" && as 3001 product import "$work/goods.csv"; }
# The demo day with an X report in it; the copy of a receipt is a lead cashier's.
trade() {
	sed -e 's/^count .*/x-report\n&/' -e 's/^sign-off/shift-open\nsign-on 2001 331827\nreprint 01-1-000002 1\n&/' \
		data/demo/day.ring >"$work/day.ring"
	zg --terminal 01 sale ring <"$work/day.ring" && [ "$(wc -c <"$work/paper")" -gt 1000 ]
}
# A sale with the keys. Waiting for a text that does not come in time is no failure here; a missing receipt is.
screen() {
	"$BUILD/tests/screen/shot_tool" -k '<wait:1008>' -k '<wait:1008>' -k '<slow:1008><enter><slow:2468><enter>' \
		-k '<wait:Float><enter>' -k '<wait:Scan, or>' -k '<scan:6924591500241>' -k '<wait:39.90>' -k '<enter>' \
		-k '<wait:exact>' -k '<enter>' -k '<wait:02-1-000002>' -k ':quit<enter>' -T "$work/screen" -- \
		"${watched[@]}" "$zhanggui" --store "sqlite:$work/shop.db" --now "$now" --terminal 02 till
	as 3001 sale show 02-1-000002 | grep '39[.]90'
}
reports() { as 2001 --terminal 01 report z && as 3001 report day --format=json; }
backup() { as 3001 store backup "$work/backup.db"; }
check() { zg store check; }

n=0 failed=0
step() { # TIME FUNCTION WHAT
	local rc
	n=$((n + 1)) now=2026-11-21T$1+08:00
	rm -f "$work"/log.*
	"$2" >"$work/out" 2>&1
	rc=$?
	if [ "$rc" -eq 0 ] && [ -z "$(cat "$work"/log.*)" ]; then
		echo "ok $n - $3"
		return
	fi
	failed=1
	{ echo "exit code $rc"; cat "$work/out"; head -n 120 "$work"/log.*; } | sed 's/^/# /'
	echo "not ok $n - $3"
}

echo 1..7
step 08:00:00 in_the_morning "a store is made and its printer set"
step 08:30:00 import "20 articles are imported"
step 09:00:00 trade "a shift of sales and a return, X and Z and a copy, with their papers"
step 18:00:00 screen "a sale on the screen"
step 19:00:00 reports "reports"
step 20:00:00 backup "a backup"
step 21:00:00 check "a check"
exit "$failed"
