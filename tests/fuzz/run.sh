#!/bin/bash
# tests/fuzz/run.sh [NAME...] - builds every target NAME_fuzz.c with clang under ASan and UBSan and runs it; prints TAP.
# Needs clang and its libFuzzer; without them it skips. As one of the suites each target runs its inputs in corpus/NAME
# and then 2 seconds from one seed, and nothing is kept. With FUZZ_SECONDS it runs so long, from any seed and also from
# what was found before, and keeps what it finds in BUILD/fuzz/corpus. An input that breaks a target is kept in
# BUILD/fuzz/broken: run the target with it as its argument to see it again.
#   BUILD=build      FUZZ_SECONDS=60      JOBS=2 targets at once      SEED=n
set -u
export LC_ALL=C.UTF-8
unset LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL

BUILD=$(realpath -m "${BUILD:-build}")
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
out=$BUILD/fuzz
mkdir -p "$out/broken"
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-fuzz-XXXXXX") || exit 2
shops=$(mktemp -d /dev/shm/zhanggui-fuzz-XXXXXX 2>/dev/null) || shops=$work # in memory where there is such a place
trap 'rm -rf "$work" "$shops"' EXIT
export ZHANGGUI_DATADIR=$PWD/data TMPDIR=$shops

echo 'int LLVMFuzzerTestOneInput(const void *p, unsigned long n) { return p == (void *)n; }' >"$work/probe.c"
if ! clang -fsanitize=fuzzer,address,undefined -o "$work/probe" "$work/probe.c" >"$work/probe.log" 2>&1; then
	echo '1..0 # SKIP clang has no libFuzzer here'
	exit 0
fi

names=("$@")
[ $# -gt 0 ] || for file in tests/fuzz/*_fuzz.c; do
	name=${file##*/}
	names+=("${name%_fuzz.c}")
done
echo "1..${#names[@]}"

targets=()
for name in "${names[@]}"; do
	targets+=("$out/tests/fuzz/${name}_fuzz.o")
done
flags=(CC=clang CFLAGS='-O1 -g' 'SAN=fuzzer-no-link,address,undefined' CPPFLAGS=-DARENA_BLOCK_BYTES=1)
if ! make -s -j2 BUILD="$out" "${flags[@]}" "$out/libzhanggui.a" "${targets[@]}" >"$out/build.log" 2>&1; then
	sed 's/^/# /' "$out/build.log" | tail -40
	echo 'Bail out! the targets do not compile'
	exit 1
fi
libs=$(pkg-config --libs sqlite3 ncursesw libsodium libutf8proc jansson)

# Inputs beside those in the tree: files of ours that the same parser reads.
seeds_of() {
	echo "tests/fuzz/corpus/$1"
	case $1 in
	template) printf '%s\n' data/receipts/*/ ;;
	ini) echo conf ;;
	esac
}

# NAME: true when the target ran its time; its last lines go to $out/NAME.log.
fuzz_one() {
	local seeds=() folder
	local options=(-timeout=20 -max_len=4096 -print_final_stats=1 -artifact_prefix="$out/broken/$1-")
	# A shop keeps what it grows from one input to the next, which is no leak; one is found at the end.
	grep -q '"shop.h"' "tests/fuzz/$1_fuzz.c" && options+=(-detect_leaks=0)
	# shellcheck disable=SC2086
	clang -fsanitize=fuzzer,address,undefined -o "$out/$1_fuzz" "$out/tests/fuzz/$1_fuzz.o" \
		"$out/libzhanggui.a" $libs -liniparser -ldl -lm >"$out/$1.log" 2>&1 || return 1
	for folder in $(seeds_of "$1"); do
		[ -d "$folder" ] && seeds+=("$folder")
	done
	if [ -n "${FUZZ_SECONDS:-}" ]; then
		options+=(-max_total_time="$FUZZ_SECONDS" ${SEED:+-seed="$SEED"})
		seeds=("$out/corpus/$1" "${seeds[@]}")
	else
		options+=(-max_total_time=2 -seed="${SEED:-1}")
		seeds=("$work/found/$1" "${seeds[@]}")
	fi
	mkdir -p "${seeds[0]}"
	"$out/$1_fuzz" "${options[@]}" "${seeds[@]}" >"$out/$1.log" 2>&1
}

failed=0
tell() { # NUMBER NAME
	if [ -e "$work/$2.ok" ]; then
		echo "ok $1 - $2: $(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$2.log") inputs"
	else
		failed=1
		echo "not ok $1 - $2: $(awk -f tests/fuzz/why.awk "$out/$2.log" | tr -cd '\40-\176')"
		tail -40 "$out/$2.log" | tr -cd '\11\12\40-\176' | sed 's/^/# /'
	fi
}

for name in "${names[@]}"; do
	while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
	(fuzz_one "$name" && : >"$work/$name.ok") &
done
wait
for i in "${!names[@]}"; do tell $((i + 1)) "${names[$i]}"; done
exit $failed
