#!/bin/bash
# po_test.sh - every sentence of the program has its Chinese: the catalogue holds all msgids of the
# sources and tables, none fuzzy, untranslated or left over. To mend it, run this and edit data/po/zh_CN.po:
#   xgettext --from-code=UTF-8 -L C -k_ -kN_ -o new.pot FILES && msgmerge -U --backup=none data/po/zh_CN.po new.pot
set -u
shopt -s lastpipe
cd "$(dirname "$(realpath "$0")")/../.." || exit 2
command -v xgettext >/dev/null || { echo "1..0 # SKIP no gettext tools"; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-po-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
po=data/po/zh_CN.po n=0 failed=0

result() { # NAME, offenders on stdin
	local bad
	bad=$(head -n 40)
	n=$((n + 1))
	if [ -z "$bad" ]; then
		echo "ok $n - $1"
	else
		printf '%s\n' "$bad" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

find src include -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort |
	xargs xgettext --from-code=UTF-8 -L C -k_ -kN_ --no-location -o "$work/new.pot" 2>/dev/null
msgfmt --check -o /dev/null "$po" 2>&1 | result "the catalogue compiles"
LC_ALL=C msgcmp "$po" "$work/new.pot" 2>&1 | grep -v '^msgcmp: found' | result "every sentence is translated"
msgattrib --only-fuzzy --no-obsolete "$po" | grep '^msgid' | result "nothing is fuzzy"
msgmerge --quiet --no-fuzzy-matching -o - "$po" "$work/new.pot" | grep '^#~ msgid' |
	result "nothing is left over"
# Places for texts are %1 and %2; a translation may turn them round, but not lose them all.
msgattrib --no-obsolete --translated --no-wrap "$po" | awk '
	function marks(s,   out) {
		out = (s ~ /%1/ ? "1" : "") (s ~ /%2/ ? "2" : "")
		return out
	}
	/^msgid / { id = $0 }
	/^msgstr / { if (id ~ /%[12]([^0-9$]|$)/ && length(marks($0)) == 0) print id " -> " $0 }' |
	result "places for texts are kept"
echo "1..$n"
[ "$failed" -eq 0 ]
