#!/bin/bash
# tests/cmd/migrate_test.sh - a shop that traded under schema 1 is brought up to date and trades on: what it holds is
# proved by its own keys and heads before and after; its open shift, its held basket and its old receipts are as they
# were left. The store in schema1/ was made by the program of that schema from the test shop's data: a day at till 01,
# and a shift at till 02 with a held basket and an open one.
set -u
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
zhanggui=$(realpath "${BUILD:-build}")/zhanggui
export LC_ALL=C.UTF-8 ZHANGGUI_DATADIR=$PWD/data ZHANGGUI_CONF=/dev/null
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-migrate-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
gzip -dc tests/cmd/schema1/store.db.gz >"$work/store.db"
install -m 600 tests/cmd/schema1/store.db.keys "$work/store.db.keys"
cp tests/cmd/schema1/store.db.heads "$work/heads"

number=0 failed=0
tell() { # RC NAME
	number=$((number + 1))
	[ "$1" -eq 0 ] || { failed=1; sed 's/^/# /' "$work/answer"; }
	echo "$([ "$1" -eq 0 ] || echo 'not ')ok $number - $2"
}
# The clock stands in the year after the fixture was made: a test store lets it.
run() {
	"$zhanggui" --lang en --store "sqlite:$work/store.db" --now 2026-11-22T18:00:00+08:00 "$@" \
		>"$work/answer" 2>&1
}
says() {
	grep -qF -- "$1" "$work/answer"
}
ring() { # TERMINAL, acts on stdin
	run sale ring --terminal "$1"
}

run store migrate; tell $? 'the store is brought up to date'
run store check --heads "$work/heads" && says 'Nothing is wrong'
tell $? 'what it held is proved, against its old heads'
run role show manager --format=tsv && grep -q '^tenders	.*	yes$' "$work/answer" \
	&& run role list && says 'hq'
tell $? 'roles that every shop has got the new rights'
ring 02 <<'END' && says 'Receipt 02-1-000003' && says 'over or short 0.00'
sign-on 1009 13579
cash
recall 1
cash 50
return 01-1-000002
return-line 2 1
pay
reason 2
cash
count 353.70
z-report
END
tell $? 'the open basket, the held one, an old receipt and the shift go on'
run store check --heads "$work/heads" && says 'Nothing is wrong'; tell $? 'and all of it is proved'
echo "1..$number"
exit $failed
