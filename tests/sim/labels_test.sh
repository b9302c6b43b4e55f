#!/bin/bash
# labels_test.sh - a shop's papers at real printers: price tags at a driverless one behind a private cupsd, their bar
# codes read back by zbar in every size; receipts as pages; a second printer; the logo's bytes.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$(realpath "${BUILD:-build}")
for need in zbarimg pdftoppm ippeveprinter; do
	command -v $need >/dev/null || { echo "1..0 # SKIP no $need"; exit 0; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-labels-XXXXXX") || exit 2
chmod 755 "$work" # the printing system's filters are no root
trap 'tests/sim/cups.sh stop "$work/cups" 2>/dev/null; rm -rf "$work"' EXIT
export ZHANGGUI_DATADIR=$PWD/data LC_ALL=C.UTF-8
n=0 bad=0

ok() { # NAME COMMAND...
	local name=$1
	shift
	n=$((n + 1))
	if "$@" >"$work/said" 2>&1; then
		echo "ok $n - $name"
	else
		sed 's/^/# /' "$work/said" | head -30
		echo "not ok $n - $name"
		bad=1
	fi
}
has() { # FILE TEXT...
	local text
	for text in "${@:2}"; do
		grep -qaF -- "$text" "$1" || { echo "'$text' is missing in $1:"; head -c 800 "$1"; return 1; }
	done
}
is() { [ "$1" = "$2" ] || { echo "'$1', wanted '$2'"; return 1; }; }

# --- a shop ---------------------------------------------------------------------------------------
printf '[store]\nurl = "sqlite:%s/store.db"\n' "$work" >"$work/conf"
zg() { "$build/zhanggui" --conf "$work/conf" "$@"; }
pin_of() { awk -F, -v n="$1" '$1 == n { print $4 }' data/demo/staff.csv; }
as() { zg --as "$1" --pin-fd 3 "${@:2}" 3<<<"$(pin_of "$1")"; }
zg store init --test >"$work/init" 2>&1 || { cat "$work/init"; exit 1; }
as 3001 price set 6924591500241 29.90 --level 1 --until 2099-01-01 >"$work/out"
as 3001 price set 6924591500241 28.80 --level 2 >>"$work/out"
as 3001 label words 6924591500241 --origin 江苏苏州 --grade 一级 >>"$work/out"

# --- every size: a code that can be read ------------------------------------------------------------
read_back() { # SIZE
	local codes
	as 3001 label preview 6924591500241 000016 --size "$1" --output "$work/$1.pdf" || return 1
	pdftoppm -r 203 -gray "$work/$1.pdf" "$work/$1" || return 1
	pdftotext -raw "$work/$1.pdf" - | tr -d ' \n' >"$work/$1.txt" # a line may end anywhere
	codes=$(zbarimg -q --raw "$work/$1"-*.pgm 2>/dev/null | sort | paste -sd' ')
	is "$codes" "16 6924591500241" &&
		has "$work/$1.txt" 29.90 元/罐 元/个 原价39.90 会员价28.80 产地:江苏苏州
}
while IFS=, read -r size _; do
	[ "$size" = code ] || ok "$size: zbar reads both codes, and all is on it" read_back "$size"
done <data/labels/sizes.csv

# --- a driverless label printer behind cupsd ---------------------------------------------------------
mkdir "$work/cups"
export OWNER=$$ CUPS_SERVER=$work/cups/cups.sock
cups() { tests/sim/cups.sh "$1" "$work/cups" "${@:2}" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }; }
cups start receipt second
cups everywhere tags om_label_60x40 om_label_40x30
cups everywhere office iso_a5_148x210 iso_a4_210x297
newest() { find "$work/cups/pages/$1" -name '*.pdf' -newer "$work/mark" | head -n 1; }
as 3001 setting set label.queue tags >"$work/out"

touch "$work/mark"
ok 'an order of labels' as 3001 label print '6924591500241*2' 000016 --size 60x40
state() { zg job list --limit 1 --format=tsv | tail -n 1 | cut -f "$1"; }
ok 'is printed' is "$(state 7)" done
tags=$(newest tags)
pdftotext -layout "$tags" "$work/tags.txt"
pdfinfo "$tags" >"$work/info"
ok 'on three labels of that size' has "$work/info" 'Pages:           3' '170.' 'x 113.'
ok 'with what they say' has "$work/tags.txt" 29.90 元/罐 购物袋
pdftoppm -r 203 -gray "$tags" "$work/tags"
ok 'and codes that zbar reads' is "$(zbarimg -q --raw "$work"/tags-*.pgm 2>/dev/null | sort | paste -sd' ')" \
	"16 6924591500241 6924591500241"
changed() { as 3001 label list 6924591500241 --format=tsv | tail -n 1 | cut -f 8,9 | sed 's/^20.*\t/printed /'; }
ok 'the shop remembers them' is "$(changed)" 'printed no'
as 3001 price set 6924591500241 27.70 --level 1 --until 2099-01-01 >"$work/out"
ok 'and that one is old now' is "$(changed)" 'printed yes'

as 3001 label print 000016 --size 100x60 >"$work/out" 2>&1
ok 'a size that the printer lacks is told' is "$(state 7)" failed

# --- address labels on sheets ------------------------------------------------------------------------
as 3001 setting set label.queue office >"$work/out"
as 3001 member add 张晓梅 13800138000 --sex female --postcode 310012 \
	--address 浙江省杭州市西湖区文三路478号华星小区3栋2单元501室 >"$work/out"
touch "$work/mark"
ok 'address labels on a sheet that was begun' as 3001 label mail print 13800138000 --size a4-3x8 --start 24 --reason 信
ok 'are printed' is "$(state 7)" done
page=$(newest office)
pdfinfo "$page" >"$work/info"
pdftotext -layout "$page" "$work/mail.txt"
ok 'on A4' has "$work/info" 'Pages:           1' '595.' 'x 841.'
tr -d ' \n' <"$work/mail.txt" >"$work/mail.flat"
ok 'as the post wants them' is "$(cat "$work/mail.flat" | tr -d '\f')" \
	310012浙江省杭州市西湖区文三路478号华星小区3栋2单元501室张晓梅女士收
pdftotext -bbox "$page" "$work/mail.box"
# The last of 3 by 8 labels of 70 x 37 mm: its left edge is 140 mm, its upper 259.5 mm from those of the sheet.
ok 'on the label that was free' is "$(sed -n 's/.*xMin="\([0-9]*\)[^"]*" yMin="\([0-9]*\).*310012.*/\1 \2/p' \
	"$work/mail.box" | awk '{ print ($1 >= 396 && $1 < 430), ($2 >= 735 && $2 < 800) }')" '1 1'
as 3001 setting set label.queue tags >"$work/out"

# --- receipts as pages -------------------------------------------------------------------------------
ring() { printf '%s\n' "$@" | zg --terminal 01 sale ring >"$work/ring" 2>&1; }
as 3001 setting set receipt.queue office >"$work/out"
as 3001 setting set receipt.form a5 >"$work/out"
touch "$work/mark"
ok 'a sale' ring 'sign-on 1008 2468' 'shift-open 200' 'scan 000016' 'cash 50'
page=$(newest office)
pdftotext -layout "$page" "$work/page.txt"
pdfinfo "$page" >"$work/info"
ok 'comes as a page of A5' has "$work/info" 'Pages:           1' '419.' 'x 595.'
flat() { tr -d ' \n' <"$1" >"$1.flat"; }
flat "$work/page.txt"
ok 'with the words of its template' has "$work/page.txt.flat" 购物袋 应收: 实收:50.00
pdftoppm -r 200 -gray "$page" "$work/page"
ok 'its number can be scanned' has <(zbarimg -q --raw "$work"/page-*.pgm 2>/dev/null) 01-1-000002
ok 'a page printer has no drawer' is "$(zg job list --format=tsv | cut -f 4 | grep -c drawer)" 0

# --- a second printer ----------------------------------------------------------------------------------
gbk() { iconv -f UTF-8 -t GBK <<<"$1" | tr -d '\n'; }
came() { # QUEUE TEXT: how many papers there hold it
	tests/sim/cups.sh printed "$work/cups" "$1" | while read -r file; do
		grep -qaF -- "$(gbk "$2")" "$file" && echo x
	done | wc -l
}
as 3001 setting set receipt.queue receipt >"$work/out"
as 3001 setting set receipt.form receipt >"$work/out"
as 3001 setting set second.queue second >"$work/out"
as 3001 setting set paper.reports second >"$work/out"
as 3001 setting set paper.also 'gift pick' >"$work/out"
ring 'sign-on 1008 2468' 'scan 000016' 'cash 50'
ok 'the receipt comes out of the first printer' is "$(LC_ALL=C came receipt 应收)" 1
ok 'what goes along with it out of the second' is \
	"$(LC_ALL=C came second 礼品小票) $(LC_ALL=C came second 配货单)" '1 1'
ring 'sign-on 3001 615902' 'x-report'
ok 'and reports too' is "$(LC_ALL=C came receipt 当班查询) $(LC_ALL=C came second 当班查询)" '0 1'
as 3001 setting set second.queue nosuch >"$work/out"
ring 'sign-on 1008 2468' 'scan 000016' 'cash 50'
ok 'a second printer that is not there keeps no receipt waiting' is "$(LC_ALL=C came receipt 应收)" 2

# --- second slips ----------------------------------------------------------------------------------------
as 3001 tender list --format=tsv >"$work/tenders"
code=$(awk -F'\t' '$5 == "card" { print $2; exit }' "$work/tenders")
flags=$(awk -F'\t' '$5 == "card" { print $6; exit }' "$work/tenders")
as 3001 tender set "$code" --flags "${flags/active/second-slip}" >"$work/out" 2>&1
ring 'sign-on 1008 2468' 'scan 000016' "tender $code 0.20 123456789012"
ok 'a means of payment that wants it gets a slip to sign' is "$(LC_ALL=C came receipt 商户联)" 1
ok 'and none for the customer' is "$(LC_ALL=C came receipt 顾客联)" 0
as 3001 setting set paper.slip-copies both >"$work/out"
as 3001 setting set second.queue second >"$work/out"
as 3001 setting set paper.slips second >"$work/out"
ring 'sign-on 1008 2468' 'scan 000016' "tender $code 0.20 223456789012"
ok 'unless the shop wants that, here at the second printer' is \
	"$(LC_ALL=C came second 商户联) $(LC_ALL=C came second 顾客联) $(LC_ALL=C came receipt 商户联)" '1 1 1'
ring 'sign-on 1008 2468' 'scan 000016' 'cash 50'
ok 'a sale for cash has none' is "$(LC_ALL=C came second 商户联)" 1

# --- the logo ------------------------------------------------------------------------------------------
base64 -d >"$work/logo.png" <<'PNG'
iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAAAAADVHSBLAAAAJklEQVR42mNgwAT/YaABCEB8BnQB
uAhcACaCEICKIAlARKACaAAAns9By111mUUAAAAASUVORK5CYII=
PNG
hex() { od -An -v -tx1 | tr -d ' \n'; }
send() { # LINES: a paper of 16 columns as its bytes
	rm -f "$work/bytes"
	printf 'print 1 file:%s 16 0 %s\n' "$work/bytes" "$1" | "$build/zhanggui-printer" >"$work/out"
	hex <"$work/bytes"
}
zeros() { printf '0%.0s' $(seq "$1"); }
row() { printf '%s%s%s' "$(zeros 22)" "$1" "$(zeros 22)"; } # two bytes in the middle of 24
ok 'a logo is a raster in the middle of the paper' is "$(send "L0$work/logo.png\\nT0x\\n")" \
	"1b401b52001c261d76300018000800$(for r in ffff c00b a015 900b 8815 840b 8215 ffff; do row $r; done)780a"
ok 'one that cannot be read is left out' is "$(send "L0$work/nologo.png\\nT0x\\n")" 1b401b52001c26780a
head -c 60 "$work/logo.png" >"$work/torn.png"
ok 'a torn one too' is "$(send "L0$work/torn.png\\nT0x\\n")" 1b401b52001c26780a
as 3001 setting set receipt.logo "$work/logo.png" >"$work/out"
ring 'sign-on 1008 2468' 'scan 000016' 'cash 50'
logos() {
	tests/sim/cups.sh printed "$work/cups" receipt | xargs cat | hex | grep -o 1d7630003000 | wc -l
}
ok 'a receipt begins with it' is "$(logos)" 1
# --- test pages, and which queues there are ----------------------------------------------------------------
as 3001 device find >"$work/found"
ok 'the queues of the spooler are found' has "$work/found" queue:receipt queue:second queue:tags queue:office
as 3001 device try printer --till 01 >"$work/out" && as 3001 device try second-printer --till 01 >>"$work/out"
ok 'test pages are ordered' has "$work/out" 'Receipt printer of till 01' 'Second printer of till 01'
touch "$work/mark"
ok 'a test label, too' as 3001 device try label-printer --till 01
ring 'sign-on 1008 2468'
ok 'each printer has its page' is "$(LC_ALL=C came receipt 打印测试) $(LC_ALL=C came second 打印测试)" '1 1'
ok 'that names its queue' is "$(LC_ALL=C came second 'second')" 1
pdftoppm -r 203 -gray "$(newest tags)" "$work/test"
ok 'and the label a code that zbar reads' is "$(zbarimg -q --raw "$work"/test-*.pgm 2>/dev/null)" 2000000000008
changed_now() { as 3001 label list 000016 --format=tsv | tail -n 1 | cut -f 9; }
ok 'of no article' is "$(changed_now)" no
as 3001 setting set second.queue '' >"$work/out"
refused() { ! as 3001 device try second-printer --till 01 2>"$work/said"; has "$work/said" 'none is set'; }
ok 'a printer that is not set is told so' refused
as 3001 setting set second.queue second >"$work/out"
echo "1..$n"
exit $bad
