#!/bin/bash
# tests/cmd/run.sh [CASE...] - the commands, as TAP: one case a file, tests/cmd/NAME.case.
#   ZG_ENGINE=pg   the same cases on a private PostgreSQL
#   GENERATE=1     writes what the commands answer into the cases
#
# A case begins with lines that set it up:
#   # what it shows
#   store test|shop|none    a demo shop with cheap PINs and a stopped clock (the default); an empty shop, whose first
#                           manager is 1001; none yet
#   now TIME                the stopped clock; 2026-11-21T10:00:00+08:00 unless set
#   lang zh_CN              the language of messages
#   engine sqlite           only on that engine
#   file NAME ... end       a file in the case's folder
# Then come commands, each with what it answers on both outputs, and "? CODE" where that is not 0:
#   $ as 3001 product import goods.csv
# Commands are shell; `zg` is the program, `as NUMBER` the program as somebody of the shop. newpin=N before `as` is the
# second line that it reads. STORE stands for the store's URL, DIR for the case's folder.
set -u
here=$(dirname "$(realpath "$0")")
cd "$here/../.." || exit 2
root=$PWD
zhanggui=$(realpath "${BUILD:-build}")/zhanggui
engine=${ZG_ENGINE:-sqlite}
[ -x "$zhanggui" ] || { echo "$zhanggui is not built" >&2; exit 1; }
export LC_ALL=C.UTF-8 ZHANGGUI_DATADIR=$root/data
unset LANGUAGE ZHANGGUI_STORE ZHANGGUI_TERMINAL
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-cmd-XXXXXX") || exit 2
pg=
trap '[ -z "$pg" ] || tests/sim/pg.sh stop "$pg"; rm -rf "$work"' EXIT
if [ "$engine" = pg ]; then
	pg=$(tests/sim/pg.sh start) || { echo "1..0 # SKIP no PostgreSQL here"; exit 0; }
fi
declare -A pins=([1001]=123456)
while IFS=, read -r number _ _ pin _; do pins[$number]=$pin; done <data/demo/staff.csv

# --- stores: made once, copied for each case -------------------------------------------------------

url_of() { # FOLDER NAME
	[ "$engine" = pg ] && echo "pg:host=$pg user=shop dbname=$2" || echo "sqlite:$1/store.db"
}

conf_of() { # FOLDER NAME
	printf '[store]\nurl = "%s"\n' "$(url_of "$1" "$2")"
	for key in keys journal cache log heads; do echo "$key = $1/store.$key"; done
}

template() { # KIND
	local dir=$work/template-$1
	[ -d "$dir" ] && return
	mkdir "$dir"
	conf_of "$dir" "template_$1" >"$dir/conf"
	[ "$engine" = sqlite ] || tests/sim/pg.sh new "$pg" "template_$1"
	case $1 in
	test) "$zhanggui" --conf "$dir/conf" store init --test --now 2026-11-21T09:00:00+08:00 ;;
	shop) "$zhanggui" --conf "$dir/conf" store init --as 1001 --name 王店长 --pin-fd 3 3<<<"${pins[1001]}" ;;
	esac >"$work/init.out" 2>&1 || { cat "$work/init.out"; exit 1; }
}

new_store() { # KIND FOLDER NAME
	conf_of "$2" "$3" >"$2/conf"
	if [ "$1" = none ]; then
		[ "$engine" = sqlite ] || tests/sim/pg.sh new "$pg" "$3"
		return
	fi
	template "$1"
	cp "$work/template-$1/store.keys" "$2/"
	if [ "$engine" = pg ]; then
		tests/sim/pg.sh sql "$pg" postgres <<<"CREATE DATABASE $3 TEMPLATE template_$1"
	else
		cp "$work/template-$1/store.db" "$2/"
	fi
}

# --- what a case may say ------------------------------------------------------------------------------

zg() { "$zhanggui" ${clock[@]+"${clock[@]}"} "$@"; }
as() {
	local number=$1
	shift
	zg --as "$number" --pin-fd 3 "$@" 3< <(echo "${pins[$number]:-0000}"; echo "${newpin:-}")
}

# --- one case ------------------------------------------------------------------------------------------

put() { printf '%s\n' "$1" >>"$work/actual"; }

run_command() { # the rest of a "$ " line
	local rc url
	eval "$1" >"$work/out" 2>&1 </dev/null
	rc=$?
	url=$(url_of "$dir" "$name")
	sed "s|$url|STORE|g; s|$dir|DIR|g" "$work/out" >>"$work/actual"
	[ "$rc" -eq 0 ] || put "? $rc"
}

run_case() { # FILE NAME
	local store=test now=2026-11-21T10:00:00+08:00 line file= ready= only=
	local dir=$work/$2 name=c_${2//-/_}
	mkdir "$dir"
	: >"$work/actual"
	while IFS= read -r line; do
		if [ "$file" ]; then
			[ "$line" = end ] && file= || printf '%s\n' "$line" >>"$dir/$file"
			put "$line"
			continue
		fi
		case $line in
		'$ '*)
			if [ ! "$ready" ]; then
				[ "${only:-$engine}" = "$engine" ] || return 77
				new_store "$store" "$dir" "$name"
				cd "$dir" || return 1
				export ZHANGGUI_CONF=$dir/conf
				clock=()
				[ "$store" = shop ] || clock=(--now "$now")
				ready=1
			fi
			put "$line"
			run_command "${line#\$ }"
			;;
		*)
			[ "$ready" ] && continue # what it answered when the case was written
			put "$line"
			case $line in
			'store '*) store=${line#* } ;;
			'now '*) now=${line#* } ;;
			'lang '*) export LANGUAGE=${line#* } ;;
			'engine '*) only=${line#* } ;;
			'file '*) file=${line#* }; : >"$dir/$file" ;;
			'#'* | '') ;;
			*) put "# what is this line?" ;;
			esac
			;;
		esac
	done <"$1"
	[ "${GENERATE:-}" ] && cp "$work/actual" "$1"
	diff -u "$1" "$work/actual" >"$work/diff"
}

cases=()
for c in "${@:-}"; do [ "$c" ] && cases+=("$(realpath "$c")"); done
[ ${#cases[@]} -gt 0 ] || cases=("$here"/*.case)
echo "1..${#cases[@]}"
number=0 failed=0
for case in "${cases[@]}"; do
	number=$((number + 1))
	title=$(basename "$case" .case)
	(run_case "$case" "$title")
	case $? in
	0) echo "ok $number - $title" ;;
	77) echo "ok $number - $title # SKIP not on $engine" ;;
	*)
		failed=1
		sed 's/^/# /' "$work/diff" 2>/dev/null
		echo "not ok $number - $title"
		;;
	esac
	rm -f "$work/diff"
done
exit "$failed"
