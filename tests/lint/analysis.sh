#!/bin/bash
# tests/lint/analysis.sh - three analysers over the program, as TAP: gcc -fanalyzer, cppcheck (over the
# tests too) and clang-tidy, whose checks are listed in .clang-tidy. Takes some minutes, so it is make analysis
# and not part of the lint. Where an analyser is wrong the code is made plainer; where that would make it worse,
# a line in the tables below says which finding is left out in which file, and why.
set -u
export LC_ALL=C.UTF-8

cd "$(dirname "$(realpath "$0")")/../.." || exit 2
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-analysis-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

# FILE FLAG, with the reason.
gcc_left_out='
src/base/utf8.c -Wno-analyzer-malloc-leak
src/helper/wires/hub.c -Wno-analyzer-malloc-leak
src/service/goods/article_rules.c -Wno-analyzer-use-of-uninitialized-value'
# In this order: it takes the (iconv_t)-1 of an iconv_open that failed for memory; it loses sight of what an array
# of structures keeps; it takes a variable that was set before a switch for that of the call before.

cppcheck_left_out=(
	--suppress=missingIncludeSystem
	--suppress=varFuncNullUB          # NULL is a pointer here, and the compiler checks the sentinel
	--suppress=ctuuninitvar           # takes what a function writes for what it reads; told only with one core
	--suppress=ctuPointerArith        # the same: a buffer written from its end
	'--suppress=resourceLeak:tests/*' # does not know that CHECK(f) is f; LeakSanitizer finds the true ones
)

ours=(-Iinclude -D_GNU_SOURCE -DVERSION='""')
for folder in DATADIR LOCALEDIR LIBEXECDIR SYSCONFDIR; do ours+=("-D$folder=\"\""); done
# shellcheck disable=SC2207
flags=("${ours[@]}" -std=c11 -Wall -Wextra
	$(pkg-config --cflags sqlite3 ncursesw libsodium libutf8proc jansson pangocairo cairo vterm 2>/dev/null))
git ls-files 'src/*.c' >"$work/files" 2>/dev/null || find src -name '*.c' | sort >"$work/files"

gcc_analyzer() {
	while read -r file; do
		grep "^$file " <<<"$gcc_left_out" || echo "$file"
	done <"$work/files" | xargs -P "$(nproc)" -L 1 gcc "${flags[@]}" -O1 -fanalyzer -fdiagnostics-plain-output \
		-c -o /dev/null 2>&1
}

cppcheck_all() {
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -j "$(nproc)" \
		"${cppcheck_left_out[@]}" --template='{file}:{line}: {message} [{id}]' "${ours[@]}" src tests 2>&1
}

# One file at a time: over several, its valist check mistakes the second for the first.
clang_tidy() {
	xargs -P "$(nproc)" -I FILE -a "$work/files" clang-tidy --quiet FILE -- "${flags[@]}" 2>/dev/null
}

n=0 failed=0
analyser() { # PROGRAM FUNCTION WHAT
	n=$((n + 1))
	if ! command -v "$1" >/dev/null; then
		echo "ok $n - $3 # SKIP there is no $1"
		return
	fi
	"$2" >"$work/out"
	if [ -s "$work/out" ]; then
		sed 's/^/# /' "$work/out"
		echo "not ok $n - $3"
		failed=1
	else
		echo "ok $n - $3"
	fi
}

echo 1..3
analyser gcc gcc_analyzer "gcc -fanalyzer finds nothing in src"
analyser cppcheck cppcheck_all "cppcheck finds nothing in src and tests"
analyser clang-tidy clang_tidy "clang-tidy finds nothing in src"
exit "$failed"
