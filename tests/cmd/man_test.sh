#!/bin/bash
# tests/cmd/man_test.sh - the manual says what the program says: the parts between marks are what `zhanggui help --man`
# prints, and every name of a JSON answer has its place. GENERATE=1 writes the parts anew.
set -u
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
zhanggui=${BUILD:-build}/zhanggui
export LC_ALL=C.UTF-8 ZHANGGUI_DATADIR=$PWD/data
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-man-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

pages=$(grep -l '^\.\\" BEGIN ' man/*)
number=0 failed=0
tell() { # RC NAME
	number=$((number + 1))
	[ "$1" -eq 0 ] || failed=1
	echo "$([ "$1" -eq 0 ] || echo 'not ')ok $number - $2"
}

# A page with its parts as the program prints them.
made() {
	while IFS= read -r line; do
		case $line in
		'.\" BEGIN '*) skip=1; echo "$line"; "$zhanggui" help --man "${line##* }" || echo "no part" ;;
		'.\" END '*) skip=; echo "$line" ;;
		*) [ "${skip:-}" ] || printf '%s\n' "$line" ;;
		esac
	done <"$1"
}

for page in $pages; do
	made "$page" >"$work/page"
	[ "${GENERATE:-}" ] && cp "$work/page" "$page"
	diff -u "$page" "$work/page" | sed 's/^/# /'
	tell "${PIPESTATUS[0]}" "$page holds what the tables say"
done

# Every conf key that the program reads, in the order of its table.
missing=0
sections='store|terminal|receipts|screen|scanner|script'
for key in $(grep -oE "\"($sections)\", \"[a-z]+\"" src/cmd/front.c | tr -d '" ' | tr , .); do
	grep -q "^\.It Ic \[${key%.*}\] Cm ${key#*.}$" man/zhanggui.conf.5 ||
		{ echo "# man/zhanggui.conf.5 does not know [${key%.*}] ${key#*.}"; missing=1; }
	grep -q "^#${key#*.} = " conf/zhanggui.conf.example ||
		{ echo "# conf/zhanggui.conf.example does not know [${key%.*}] ${key#*.}"; missing=1; }
done
tell "$missing" "every conf key is in the manual and in the example"

# The names in JSON answers: those of the columns in src/cmd.
missing=0
names=$(grep -ohE '\{ "[a-z_]+", N_\([^)]*\), OUT_' src/cmd/*.c src/cmd/*/*.c \
	| grep -oE '^\{ "[a-z_]+"' | tr -d '{" ' | sort -u)
for name in $names; do
	grep -qE "(^| )$name( |$)" <(sed -n '/^\.Sh ANSWERS/,/^\.Sh EXIT/p' man/zhanggui.1) ||
		{ echo "# man/zhanggui.1 does not know the name $name"; missing=1; }
done
tell "$missing" "every name of an answer is in the manual"

missing=0
for page in man/*.[1-8]; do
	[ -z "$(man --warnings -l -Tutf8 -E UTF-8 "$page" 2>&1 >/dev/null)" ] || { echo "# $page"; missing=1; }
done
command -v man >/dev/null && tell "$missing" "every page can be set"
echo "1..$number"
exit "$failed"
