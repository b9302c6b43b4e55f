#!/bin/bash
# tests/sim/pg.sh - a private PostgreSQL for tests: its own folder under /tmp (or PG_ROOT), a Unix socket only.
#   pg.sh start           makes and starts a cluster; prints its folder
#   pg.sh new DIR NAME    an empty database in it, UTF-8, owned by `shop`
#   pg.sh sql DIR NAME    runs the statements of standard input; answers 1 at the first that fails
#   pg.sh stop DIR [MODE] stops it (fast, or immediate for a crash) and, unless it crashed, removes it
#   pg.sh again DIR       starts one that was stopped at once
# A connection: "host=DIR user=shop dbname=NAME". PostgreSQL refuses to run as root: root runs it as
# the user postgres. Everything it flushes is flushed: the store refuses a server that does not.
set -eu

bin=$(for d in /usr/lib/postgresql/*/bin; do [ -x "$d/postgres" ] && echo "$d"; done | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v postgres || echo /nowhere/postgres)")
[ -x "$bin/initdb" ] || { echo "pg.sh: PostgreSQL is not installed" >&2; exit 77; }

as_server() {
	local run=()
	[ "$(id -u)" != 0 ] || run=(setpriv --reuid=postgres --regid=postgres --init-groups)
	(cd / && "${run[@]}" env -i PATH="$PATH" LC_ALL=C.UTF-8 "$@")
}

launch() {
	as_server "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null ||
		{ cat "$1/log" >&2; return 1; }
}

case $1 in
start)
	dir=$(as_server mktemp -d "${PG_ROOT:-/tmp}/zhanggui-pg-XXXXXX")
	as_server "$bin/initdb" -D "$dir/data" -U shop -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
		>/dev/null
	as_server tee -a "$dir/data/postgresql.conf" >/dev/null <<-END
		listen_addresses = ''
		unix_socket_directories = '$dir'
		unix_socket_permissions = 0777
		shared_buffers = 16MB
		max_connections = 40
		timezone = 'UTC'
		autovacuum = off
		log_min_messages = fatal
	END
	chmod 711 "$dir"
	launch "$dir"
	echo "$dir"
	;;
new) "$bin/psql" -qX -h "$2" -U shop -c "CREATE DATABASE $3" postgres ;;
sql) "$bin/psql" -qX -h "$2" -U shop -v ON_ERROR_STOP=1 -f - "$3" >/dev/null ;;
stop)
	as_server "$bin/pg_ctl" -D "$2/data" -m "${3:-fast}" -w stop >/dev/null
	[ "${3:-fast}" = immediate ] || rm -rf "$2"
	;;
again) launch "$2" ;;
*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
