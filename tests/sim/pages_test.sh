#!/bin/bash
# pages_test.sh - files that zhanggui-pages makes, read back by other programs: a workbook by unzip, pages by poppler.
set -u
cd "$(dirname "$0")/../.." || exit 2
pages=${BUILD:-build}/zhanggui-pages
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-pages-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
n=0 bad=0

ok() { # NAME COMMAND...
	name=$1
	shift
	n=$((n + 1))
	if "$@" >"$work/said" 2>&1; then
		echo "ok $n - $name"
	else
		sed 's/^/# /' "$work/said"
		echo "not ok $n - $name"
		bad=1
	fi
}
has() { # FILE TEXT...
	for text in "${@:2}"; do
		grep -qF -- "$text" "$1" || { echo "$text is missing:"; head -c 600 "$1"; return 1; }
	done
}
lacks() {
	! grep -qE -- "$2" "$1"
}

table() { # ROWS
	printf 'table 1\nT销售日报\nE2\nN掌柜超市\nC50日期\nC00品名\nC31金额\nC21数量\nC40毛利率\nC60时间\n'
	for ((i = 0; i < $1; i++)); do
		printf 'R#20261121\t=%s\t#%d\t#1258\t#1250\t#1795286527000\n' "${names[i % 4]}" $((i * 5 - 10))
	done
	printf 'S合计\n'
}
names=(冰红茶500ml '=1+1' 𠮷野家 '@SUM(A1)')

# --- a workbook ---------------------------------------------------------------------------------
table 8 | "$pages" xlsx "$work/a.xlsx"
unzip -p "$work/a.xlsx" xl/worksheets/sheet1.xml >"$work/sheet.xml"
unzip -p "$work/a.xlsx" xl/workbook.xml >"$work/workbook.xml"
ok 'the workbook is a sound archive' unzip -tq "$work/a.xlsx"
ok 'the sheet bears the title' has "$work/workbook.xml" 'name="销售日报"'
ok 'texts are texts' has "$work/sheet.xml" '<t>=1+1</t>' '<t>@SUM(A1)</t>' '<t>𠮷野家</t>'
ok 'the only formulas are the sums' has "$work/sheet.xml" \
	'<f>SUM(C5:C12)</f><v>0.6</v>' '<f>SUM(D5:D12)</f><v>10.064</v>'
ok 'there are two' test "$(grep -o '<f>' "$work/sheet.xml" | wc -l)" = 2
ok 'a day is a date, a time a time' has "$work/sheet.xml" '<v>46347</v>' '<v>46347.77924768518</v>'
ok 'money is a number, below zero too' has "$work/sheet.xml" '<v>-0.1</v>'
ok 'a percentage is a part of one' has "$work/sheet.xml" '<v>0.125</v>'

many=一二三四五六七八九十一二三四五六七八九十一二三
printf 'table 1\nTa[b]:c/d*e?f\\g \x27%s\nC00A\nR=x\n' $many | "$pages" xlsx "$work/b.xlsx"
unzip -p "$work/b.xlsx" xl/workbook.xml >"$work/workbook.xml"
ok 'a sheet takes any title' has "$work/workbook.xml" 'name="a b  c d e f g'

# --- pages --------------------------------------------------------------------------------------
table 100 | "$pages" pdf "$work/a.pdf"
pdftotext -layout "$work/a.pdf" "$work/a.txt"
pdfinfo "$work/a.pdf" >"$work/info"
ok 'the pages are A4 and counted' has "$work/info" 'Pages:           3' 'A4'
ok 'each page bears its number' has "$work/a.txt" '1/3' '2/3' '3/3'
ok 'each page bears the headings' test "$(grep -c '毛利率' "$work/a.txt")" = 3
ok 'every row is there' test "$(grep -c '2026-11-21 18:42:07' "$work/a.txt")" = 100
ok 'the sums close it' has "$work/a.txt" '合计' '237.50' '125.8'
ok 'a rare character is drawn' has "$work/a.txt" '𠮷野家'

{
	printf 'table 1\nTwide\nE2\n'
	for ((c = 0; c < 20; c++)); do printf 'C00column %d\nC31金额%d\n' $c $c; done
	for ((r = 0; r < 3; r++)); do
		for ((c = 0; c < 20; c++)); do
			[ $c = 0 ] && printf R || printf '\t'
			printf '=a long text that needs much room\t#123456%d' $c
		done
		echo
	done
} | "$pages" pdf "$work/wide.pdf"
pdftotext -raw "$work/wide.pdf" "$work/wide.txt"
ok 'forty columns fit a page, figures whole' has "$work/wide.txt" 12345.60 123456.19

# --- what it is not given -----------------------------------------------------------------------
printf 'table 1\nTempty\nC31A\n' | "$pages" pdf "$work/empty.pdf"
ok 'a table without rows is a page' pdfinfo "$work/empty.pdf"
refuses() {
	! printf "$1" | "$pages" "$2" "$work/none.$2"
}
ok 'what is no document is refused' refuses 'nothing' pdf
ok 'and a broken one' refuses 'table 1\nC00A\nR=1\t=2\n' xlsx
ok 'and a format it does not make' refuses 'table 1\nC00A\n' docx
ok 'a folder that is not there is told' bash -c "! printf 'table 1\nC00A\n' | $pages pdf $work/no/x.pdf"
echo "1..$n"
exit $bad
