#!/bin/bash
# tests/mutants/run.sh BUILD [N | all | NAME...] - proves that the tests can fail: applies a patch
# that breaks one promise to a copy of the tree, and the tests that its second line names must turn
# red, one of them at least. TAP. N of them are
# drawn by SEED (3 unless told otherwise).
# To add one: NN-name.patch, whose first line says what is broken, the second is "red: SUITE/TEST ..." (the quickest
# first; SUITE/TEST is tests/SUITE/TEST_test), then an empty line and the diff (-p1).
# The copy takes the objects of BUILD, so that only what the patch touches is compiled.
set -u

[ $# -ge 1 ] || { echo "usage: tests/mutants/run.sh BUILD [N | all | NAME...]" >&2; exit 2; }
given=$1
BUILD=$(realpath -m "$1")
shift
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
here=$PWD
unset LANGUAGE LANG LC_MESSAGES TZ MAKEFLAGS MAKELEVEL
export LC_ALL=C.UTF-8
[ -f "$BUILD/.flags" ] || { echo "run.sh: build first: make tests" >&2; exit 2; }

# N of the patches, in an order that the seed draws.
draw() {
	local seed=${SEED:-$RANDOM$RANDOM}
	echo "# SEED=$seed" >&2
	for p in tests/mutants/*.patch; do
		echo "$(printf '%s %s' "$seed" "$p" | cksum | cut -d' ' -f1) $p"
	done | sort -n | head -n "$1" | cut -d' ' -f2 | sort
}
case ${1:-3} in
all) patches=(tests/mutants/*.patch) ;;
[0-9] | [0-9][0-9]) mapfile -t patches < <(draw "${1:-3}") ;;
*) patches=(); for n; do patches+=("tests/mutants/${n%.patch}.patch"); done ;;
esac

work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-mutants-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
tree="$work/tree"
mkdir -p "$tree/build" "$work/tmp"
export TMPDIR="$work/tmp" ZHANGGUI_DATADIR="$tree/data" ZHANGGUI_LOCALEDIR="$BUILD/locale"

# The sources as they are now, and what was built of them. The names in the .d files become the copy's.
{ git ls-files -co --exclude-standard 2>/dev/null || find . -path ./build -prune -o -type f -print; } |
	while read -r f; do [ -f "$f" ] && echo "$f"; done | tar -cf - -T - | tar -xf - -C "$tree"
(cd "$BUILD" && find src gen tests -name '*.[odc]' 2>/dev/null; ls "$BUILD" | grep '\.a$') |
	tar -cf - -C "$BUILD" -T - | tar -xf - -C "$tree/build"
cd "$tree" || exit 2
find build -name '*.d' -exec sed -i "s|^$BUILD/|build/|; s|^$given/|build/|" {} +
make -s BUILD=build build/.flags >/dev/null 2>&1
find build -name '*.[odca]' -exec touch {} +

# Compiles and runs the tests until one is red; says which.
try() { # PATCH
	local test program
	# shellcheck disable=SC2013 # words are what is wanted
	for test in $(sed -n '2s/^red: *//p' "$here/$1"); do
		program="build/tests/${test}_test"
		if ! make -j2 BUILD=build "$program" \
			$([ "${test#crash/}" = "$test" ] || echo build/tests/crash/campaign_tool) \
			>"$work/make.out" 2>&1; then
			tail -n 5 "$work/make.out" | sed 's/^/# /'
			echo "does not compile"
			return
		fi
		timeout -k 10 300 "./$program" >"$work/test.out" 2>&1 </dev/null || { echo "red: $test"; return; }
	done
	echo "green"
}

echo "1..${#patches[@]}"
n=0 failed=0
for p in "${patches[@]}"; do
	n=$((n + 1))
	name=$(basename "$p" .patch)
	began=$SECONDS
	if ! patch -p1 -s -F3 --no-backup-if-mismatch <"$here/$p" >"$work/patch.out" 2>&1; then
		sed 's/^/# /' "$work/patch.out"
		outcome="does not apply"
	else
		outcome=$(try "$p")
	fi
	verdict=$(tail -n 1 <<<"$outcome")
	[ "$verdict" = "$outcome" ] || head -n -1 <<<"$outcome"
	if [ "${verdict#red: }" != "$verdict" ]; then
		echo "ok $n - $name ($verdict, $((SECONDS - began)) s): $(head -n 1 "$here/$p")"
	else
		failed=1
		echo "not ok $n - $name ($verdict): $(head -n 1 "$here/$p")"
	fi
	# Back to what it was; newer than the objects made of the mutant.
	sed -n 's|^+++ b/||p' "$here/$p" | while read -r f; do cp "$here/$f" "$f"; done
done
exit "$failed"
