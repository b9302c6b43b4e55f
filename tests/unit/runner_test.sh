#!/bin/bash
# runner_test.sh - shows that tests/run counts what passes and never overlooks what fails. TAP.
set -u

here=$(dirname "$(realpath "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-runner-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tests/unit" "$work/tests/prop" "$work/b/tests/prop"
cp "$here/../run" "$work/tests/run"
n=0 failed=0

fake() { # NAME BODY - a test script of the fake suite
	printf '#!/bin/bash\n%s\n' "$2" >"$work/tests/unit/$1_test.sh"
	chmod +x "$work/tests/unit/$1_test.sh"
}

expect() { # NAME LAST-LINE EXIT-CODE [TEXT-TO-FIND]
	local out rc last
	out=$(TEST_LIMIT=1 "$work/tests/run" "$work/b" "${suite:-unit}" 2>&1)
	rc=$?
	last=$(tail -n 1 <<<"$out")
	n=$((n + 1))
	if [ "$last" = "$2" ] && [ "$rc" = "$3" ] && grep -qF -- "${4:-}" <<<"$out"; then
		echo "ok $n - $1"
	else
		printf '%s\n' "$out" "exit code $rc" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
	rm -f "$work/tests/unit/"*_test.sh
}

expect "nothing at all is not passed" "0 passed, 0 failed" 1
fake a 'echo 1..2; echo "ok 1 - x"; echo "ok 2 - y"'
fake b 'echo "ok 1"; echo 1..1'
expect "passes are summed" "3 passed, 0 failed" 0 "pass  unit/a_test.sh"
fake a 'echo 1..2; echo "ok 1"; echo "# why"; echo "not ok 2 - y"; exit 1'
expect "a failure is shown in full" "1 passed, 1 failed" 1 "      # why"
fake a 'echo 1..2; echo "ok 1"; kill -SEGV $$'
expect "one that dies is a failure" "1 passed, 1 failed" 1 "died of signal 11"
fake a 'echo 1..1; echo "ok 1"; sleep 30'
expect "one that runs out of time is a failure" "1 passed, 1 failed" 1 "ran out of time"
fake a 'echo "ok 1"'
expect "one without a plan is a failure" "1 passed, 1 failed" 1 "no plan"
fake a 'echo 1..3; echo "ok 1"'
expect "one that stops early is a failure" "1 passed, 1 failed" 1 "3 tests planned, 1 seen"
fake a 'echo 1..1; echo "ok 1"; exit 3'
expect "a bad exit code is a failure" "1 passed, 1 failed" 1 "exit code 3"
fake a 'echo 1..2; echo "ok 1"; echo "ok 2 - y # SKIP no printer"'
expect "skipped ones are counted apart" "1 passed, 0 failed, 1 skipped" 0
fake a 'echo "1..0 # SKIP nothing to test with"'
expect "all skipped is not passed" "0 passed, 0 failed, 1 skipped" 1
echo 'int main(void);' >"$work/tests/prop/x_test.c"
suite=prop
expect "a test that was not built is a failure" "0 passed, 1 failed" 1 "not built"
suite=nosuch
expect "an unknown suite is refused" "tests/run: there is no suite 'nosuch'" 2

echo "1..$n"
[ "$failed" -eq 0 ]
