#!/bin/bash
# tests/lint/run.sh [-C FOLDER] [RULE...] - the rules of the house, as TAP: one line a rule, the
# offenders below it. To add a rule, write a function rule_NAME that prints offenders (nothing when
# all is well), add its line to the list at the end, and a case that breaks it to tests/lint/selftest.
set -u
export LC_ALL=C.UTF-8

here=$(dirname "$(realpath "$0")")
root="$here/../.."
[ "${1:-}" = -C ] && { root=$2; shift 2; }
cd "$root" || exit 2
work=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-lint-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

# Who may include whom: a room always itself. src/main.c is the room `main`.
rooms='
base
model    base
store    base model
service  base model store
device   base model
wire     base model service device
helper   base model device
tui      base
screen   base model service tui
cmd      base model service wire
main     base model service device wire tui screen cmd'

# System headers (a regular expression of the name in <>) and the only rooms that may hold them.
libraries='
(ncursesw?/.*|n?curses|panel|menu|form|term|termcap)\.h  tui
(sqlite3|sqlite3ext)\.h                  store
(postgresql/)?(libpq-fe|pg_config|libpq/.*)\.h  store
(iniparser|dictionary|iniparser/.*)\.h   base
utf8proc\.h                              base
(sodium|sodium/.*)\.h                    base
libintl\.h                               base
jansson\.h                               service cmd
xlsxwriter(/.*)?\.h                      helper
qrencode\.h                              helper
nfc/.*                                   helper
cups/.*                                  helper
(cairo|pango)(/.*)?\.h                   helper
curl/.*                                  helper
gammu.*                                  helper'

# Everything that belongs to the repository; only the C sources of the house.
if [ -e .git ]; then
	git ls-files -co --exclude-standard | while read -r f; do [ -f "$f" ] && echo "$f"; done
else
	find . -type f -not -path './build*' | sed 's|^\./||'
fi | sort >"$work/files"
grep -E '^(src|include)/.*\.(c|h|def)$' "$work/files" >"$work/sources"
: >"$work/code"
: >"$work/bare"
xargs -r -d '\n' -a "$work/sources" env LC_ALL=C awk -v code="$work/code" -v bare="$work/bare" -f "$here/strip.awk"

# FILE:LINE ROOM "HEADER" or <HEADER>, one for each include line.
sed -nE 's/^([^:]+:[0-9]+):[[:space:]]*#[[:space:]]*include[[:space:]]*(["<][^">]+[">]).*/\1 \2/p' "$work/code" |
	awk '{ n = split($1, p, /[\/:]/); print $1, (n > 3 ? p[2] : "main"), $2 }' >"$work/includes"

rule_rooms() {
	awk -v table="$rooms" '
	BEGIN {
		n = split(table, lines, "\n")
		for (i = 1; i <= n; i++) {
			k = split(lines[i], w, " ")
			for (j = 1; j <= k; j++)
				may[w[1], w[j]] = room[w[1]] = 1
		}
	}
	$3 !~ /^"/ { next }
	!($2 in room) { print $1 ": there is no room " $2; next }
	{
		name = substr($3, 2, length($3) - 2)
		target = name
		sub(/\/.*/, "", target)
		if (index(name, "/") && target in room) {
			if (!(($2, target) in may)) print $1 ": " $2 " may not include " $3
		} else if ($1 !~ /^src\//) {
			print $1 ": " $3 " names no room"
		} else {
			dir = $1
			sub(/\/[^\/]*$/, "", dir)
			while (sub(/^\.\.\//, "", name)) sub(/\/[^\/]*$/, "", dir)
			if (index(dir "/", "src/" $2 "/") != 1) print $1 ": " $3 " is outside " $2
			else if (name !~ /(_int\.h|\.def)$/) print $1 ": " $3 " is no private header; name its room"
		}
	}' "$work/includes"
}

# A module is x.c, x.h and x_int.h together: so the graph says who knows whom, not only which
# headers nest.
rule_cycles() {
	awk '
	function module(path) { sub(/\.[a-z]+$/, "", path); sub(/_int$/, "", path); return path }
	$3 ~ /^"/ {
		from = $1
		sub(/:[0-9]+$/, "", from)
		sub(/^(src|include)\//, "", from)
		to = substr($3, 2, length($3) - 2)
		if (to ~ /\.def$/) next
		if (index(to, $2 "/") != 1) {
			if (to ~ /^[a-z]+\// && to !~ /_int\.h$/) next
			dir = from
			sub(/\/[^\/]*$/, "", dir)
			while (sub(/^\.\.\//, "", to)) sub(/\/[^\/]*$/, "", dir)
			to = dir "/" to
		}
		from = module(from)
		to = module(to)
		if (from != to) print from, to
	}' "$work/includes" | sort -u | tsort 2>&1 >/dev/null | sed 's/^tsort: //; s/^-: //'
}

# String literals that begin like a statement.
rule_sql() {
	local verbs='SELECT[ "]|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ *("|SET )|DELETE FROM|WITH [a-z_]+ AS|PRAGMA '
	verbs+='|(BEGIN|COMMIT|ROLLBACK)( [A-Z]+)*;?"|(CREATE|DROP|ALTER) (TABLE|UNIQUE|INDEX|VIEW|TRIGGER)'
	grep -E "\"[[:space:](]*($verbs)" "$work/code" | grep -vE '^(src|include)/store/'
}

rule_libraries() {
	awk -v table="$libraries" '
	BEGIN {
		n = split(table, lines, "\n")
		for (i = 1; i <= n; i++)
			if (split(lines[i], w, " ")) {
				kinds++
				pattern[kinds] = "^<" w[1] ">$"
				who[kinds] = lines[i]
				sub(/^[^ ]+ */, "", who[kinds])
			}
	}
	$3 ~ /^</ {
		for (i = 1; i <= kinds; i++)
			if ($3 ~ pattern[i] && index(" " who[i] " ", " " $2 " ") == 0)
				print $1 ": " $3 " belongs to " who[i] " only"
	}' "$work/includes"
}

rule_float() {
	grep -E '^(src|include)/(model|store|service)/' "$work/bare" | grep -v '^src/model/stat/' |
		grep -E '^[^:]+:[0-9]+:(.*[^A-Za-z0-9_])?(float|double)([^A-Za-z0-9_]|$)'
}

rule_banned() {
	local start='^[^:]+:[0-9]+:(.*[^A-Za-z0-9_.>])?' calls
	calls='strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|gmtime|localtime|ctime|asctime|system|popen'
	calls+='|atoi|atol|atoll|atof|rand|srand|random'
	grep -E "$start($calls)[[:space:]]*\(" "$work/bare"
	grep -v '^src/base/clock\.c:' "$work/bare" |
		grep -E "$start(time|gettimeofday|clock_gettime|mktime|localtime_r|gmtime_r)[[:space:]]*\("
}

rule_headers() {
	make -s BUILD="$work/b" "$work/b/.flags" >/dev/null 2>&1
	[ -s "$work/b/.flags" ] || { echo "Makefile: it makes no .flags"; return; }
	grep -E '^(include|src|tests)/.*\.h$' "$work/files" >"$work/headers"
	cat >"$work/check.sh" <<-END
	for h; do
		why=\$(echo "#include \"\$h\"" | $(cat "$work/b/.flags") -Werror -I. -fsyntax-only -x c - 2>&1) ||
			printf '%s: does not compile alone\n%s\n' "\$h" "\$why"
	done
	END
	xargs -r -d '\n' -a "$work/headers" -n 8 -P 2 sh "$work/check.sh" 2>&1 |
		grep -E ' alone$| error: |: not found' | head -40
}

# A .def file is a table, one row a line however long.
rule_columns() {
	grep -E '\.(c|h|sh|awk|sql)$|^tests/run$|^tests/lint/' "$work/files" | xargs -r -d '\n' wc -L |
		awk '$1 > 120 && $2 != "total" { print $2 }' |
		while read -r f; do
			expand "$f" | awk -v f="$f" 'length($0) > 100 { print f ":" FNR ":" $0 }' |
				while IFS= read -r line; do
					text=${line#*:}
					[ "$(printf '%s\n' "${text#*:}" | wc -L)" -gt 120 ] && echo "$f:${text%%:*}"
				done
		done
}

# Functions of over 100 lines. tests/lint/ratchet.txt holds those that may stay, as FILE FUNCTION LINES:
# they may shrink, never grow, and leave the list when they are short enough.
rule_functions() {
	local list=tests/lint/ratchet.txt
	[ -f $list ] || list=/dev/null
	grep -E '^(src|tests)/.*\.c$' "$work/files" | xargs -r -d '\n' env LC_ALL=C awk -v list=$list '
	BEGIN {
		while ((getline line <list) > 0)
			if (line !~ /^#/ && split(line, w, " ") == 3) allowed[w[1] " " w[2]] = w[3]
	}
	FNR == 1 { inside = 0 }
	/^[A-Za-z_].*\(/ && !inside {
		name = $0
		if (name ~ /^TEST\(/) sub(/^TEST\(/, "", name)
		else { sub(/\(.*/, "", name); sub(/.*[^A-Za-z0-9_]/, "", name) }
		sub(/[^A-Za-z0-9_].*/, "", name)
	}
	/^\{/ { inside = FNR }
	/^\}/ && inside {
		lines = FNR - inside - 1
		key = FILENAME " " name
		if (lines > 100 && lines > allowed[key])
			print FILENAME ":" inside ": " name " has " lines " lines"
		if (lines > 100) met[key] = 1
		inside = 0
	}
	END { for (key in allowed) if (allowed[key] && !met[key]) print list ": " key " is short enough, take it off" }'
}

rule_comment() {
	while read -r f; do
		head -n 1 "$f" | grep -q '^/\* ' || echo "$f:1: no comment that says what the file is for"
	done < <(grep -E '^(src|include|tests)/.*\.[ch]$' "$work/files")
}

top='src include data conf tests Makefile man README.md LICENSE'

rule_top_only() {
	for f in *; do
		case " $top build " in
		*" $f "*) ;;
		*) echo "$f: does not belong to the top level" ;;
		esac
	done
}

rule_top_all() {
	for f in $top; do
		[ -e "$f" ] || echo "$f: is missing from the top level"
	done
}

rule_paths() {
	xargs -r -d '\n' -a "$work/files" grep -InE '(^|[^A-Za-z0-9_.~-])/wor[k](/|[^A-Za-z0-9_.-]|$)' /dev/null
}

rule_todo() {
	grep -E '^(src|include|tests|data/sql)/|^Makefile$' "$work/files" |
		xargs -r -d '\n' grep -InE \
			'(TOD[O]|FIXM[E]|(^|[^X])XX[X])([^A-Za-z(X]*$|[[:space:]:]+[^([:space:]])' /dev/null
}

rule_blanks() {
	grep -E '\.(c|h|def|sh|awk|sql|md|conf|po|[1578])$|^tests/(run|lint/.*)$|^Makefile$' "$work/files" |
		xargs -r -d '\n' grep -InE '[[:space:]]+$' /dev/null | cut -c 1-100
}

# A mutant that does not apply proves nothing, and is only found out when a sweep draws it.
rule_mutants() {
	grep -E '^tests/mutants/.*\.patch$' "$work/files" | while read -r p; do
		patch -p1 --dry-run -s -f <"$p" >/dev/null 2>&1 || echo "$p"
	done
}

rules='
rooms      each room includes only the rooms below it
cycles     no cycle among the files of one room
sql        SQL stands in src/store only
libraries  each library is held by its own room only
float      no floating point in model, store and service
banned     no banned calls, and one clock
headers    every header compiles alone
columns    no line over 120 columns
functions  no function over 100 lines
comment    every C file opens with its purpose
top_only   nothing else at the top level
top_all    everything that belongs to the top level is there
paths      no path of the machine it was written on
todo       nothing left to do without a reason in parentheses
blanks     no white space at the ends of lines
mutants    every mutant applies'

wanted=" $* "
n=0 failed=0
while read -r name what; do
	[ -n "$name" ] || continue
	[ $# -eq 0 ] || [ "${wanted#* "$name" }" != "$wanted" ] || continue
	n=$((n + 1))
	offenders=$("rule_$name" 2>&1)
	if [ -z "$offenders" ]; then
		echo "ok $n - $name: $what"
	else
		printf '%s\n' "$offenders" | sed 's/^/# /'
		echo "not ok $n - $name: $what"
		failed=1
	fi
done <<<"$rules"
echo "1..$n"
[ "$failed" -eq 0 ]
