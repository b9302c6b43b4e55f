#!/bin/bash
# tests/fuzz/run.sh - builds every target NAME_fuzz.c with clang under ASan and UBSan and runs each for
# FUZZ_SECONDS (10), from the inputs in corpus/NAME and those found before; prints TAP. Needs
# clang and its libFuzzer; without them it skips. What was found is kept in BUILD/fuzz/corpus, an input that breaks
# a target in BUILD/fuzz/broken: run the target with it as its argument to see it again.
#   BUILD=build      FUZZ_SECONDS=10      tests/fuzz/run.sh [NAME...]
set -u
export LC_ALL=C.UTF-8
unset LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL

BUILD=$(realpath -m "${BUILD:-build}")
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
seconds=${FUZZ_SECONDS:-10}
out=$BUILD/fuzz
mkdir -p "$out/broken"

echo 'int LLVMFuzzerTestOneInput(const void *p, unsigned long n) { return p == (void *)n; }' >"$out/probe.c"
if ! clang -fsanitize=fuzzer,address,undefined -o "$out/probe" "$out/probe.c" >"$out/probe.log" 2>&1; then
	echo '1..0 # SKIP clang has no libFuzzer here'
	exit 0
fi

names=("$@")
[ $# -gt 0 ] || for file in tests/fuzz/*_fuzz.c; do
	name=${file##*/}
	names+=("${name%_fuzz.c}")
done
echo "1..${#names[@]}"

# Parsers and what they stand on; only what a target needs is taken from the archive.
objects=()
for file in src/base/*.c src/model/*.c src/tui/{decode,key}.c src/device/{helperline,printer}.c; do
	objects+=("$out/${file%.c}.o")
done
targets=()
for name in "${names[@]}"; do
	targets+=("$out/tests/fuzz/${name}_fuzz.o")
done
flags=(CC=clang CFLAGS='-O1 -g' 'SAN=fuzzer-no-link,address,undefined')
if ! make -s -j2 BUILD="$out" "${flags[@]}" "${objects[@]}" "${targets[@]}" >"$out/build.log" 2>&1; then
	sed 's/^/# /' "$out/build.log" | tail -40
	echo 'Bail out! the targets do not compile'
	exit 1
fi
rm -f "$out/parsers.a"
ar rcs "$out/parsers.a" "${objects[@]}"
libs=$(pkg-config --libs libutf8proc libsodium)

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
	local found="$out/corpus/$1" seeds=() folder
	# shellcheck disable=SC2086
	clang -fsanitize=fuzzer,address,undefined -o "$out/$1_fuzz" "$out/tests/fuzz/$1_fuzz.o" \
		"$out/parsers.a" $libs -liniparser >"$out/$1.log" 2>&1 || return 1
	mkdir -p "$found"
	for folder in $(seeds_of "$1"); do
		[ -d "$folder" ] && seeds+=("$folder")
	done
	"$out/$1_fuzz" -max_total_time="$seconds" -timeout=5 -max_len=4096 -print_final_stats=1 \
		-artifact_prefix="$out/broken/$1-" "$found" "${seeds[@]}" >"$out/$1.log" 2>&1
}

failed=0 i=0
for name in "${names[@]}"; do
	i=$((i + 1))
	if fuzz_one "$name"; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$name.log")
		echo "ok $i - $name: $runs inputs"
	else
		failed=1
		echo "not ok $i - $name"
		tail -40 "$out/$name.log" | tr -cd '\11\12\40-\176' | sed 's/^/# /'
	fi
done
exit $failed
