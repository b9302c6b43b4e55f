#!/bin/bash
# why_test.sh - a target that fails says in its one line what was wrong (why.awk). TAP.
set -u
cd "$(dirname "$(realpath "$0")")" || exit 2
n=0 failed=0

says() { # NAME WANTED, the log on standard input
	local said
	said=$(awk -f why.awk)
	n=$((n + 1))
	if [ "$said" = "$2" ]; then
		echo "ok $n - $1"
	else
		printf '# %s\n' "$said" "wanted: $2"
		echo "not ok $n - $1"
		failed=1
	fi
}

wanted='gs1: src/model/money.c:32: int64_t mul_div(int64_t): Assertion "c > 0" failed. after 380359 inputs, input MDEw'
says "an assertion of ours" "$wanted" <<'END'
#267	INITED cov: 243 ft: 1008 corp: 216/22Kb exec/s: 0 rss: 36Mb
gs1: src/model/money.c:32: int64_t mul_div(int64_t): Assertion "c > 0" failed.
==32333== ERROR: libFuzzer: deadly signal
    #0 0x55642ac50db1 in __sanitizer_print_stack_trace (gs1+0xfadb1)
SUMMARY: libFuzzer: deadly signal
Base64: MDEw
stat::number_of_executed_units: 380359
stat::peak_rss_mb:              101
END
says "what a target must see" 'tests/fuzz/csv_fuzz.c:30: not true: count == 2 after 90 inputs' <<'END'
#90	NEW    cov: 3
tests/fuzz/csv_fuzz.c:30: not true: count == 2
==3== ERROR: libFuzzer: deadly signal
END
says "a step beyond memory" 'ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6021 after 12 inputs' <<'END'
==77==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6021
stat::number_of_executed_units: 12
END
says "undefined behaviour" 'src/device/scale.c:65:9: runtime error: signed integer overflow' <<'END'
src/device/scale.c:65:9: runtime error: signed integer overflow
==3== ERROR: libFuzzer: deadly signal
END
says "too slow" 'ERROR: libFuzzer: timeout after 21 seconds' <<'END'
==9== ERROR: libFuzzer: timeout after 21 seconds
SUMMARY: libFuzzer: timeout
END
says "a signal of somebody else" 'ERROR: libFuzzer: deadly signal' <<'END'
==9== ERROR: libFuzzer: deadly signal
SUMMARY: libFuzzer: deadly signal
END
says "what was never linked" 'clang: error: linker command failed with exit code 1' <<'END'
/usr/bin/ld: gs1_fuzz.o: undefined reference to `gs1_read'
clang: error: linker command failed with exit code 1

END
says "silence" 'it said nothing' </dev/null
says "a long line is cut" "$(printf 'x%.0s' {1..200})..." < <(printf 'x%.0s' {1..300})
echo "1..$n"
exit $failed
