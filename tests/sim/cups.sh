#!/bin/sh
# cups.sh - a CUPS server of our own for tests: on a Unix socket in its own folder, as root or not, with
# a backend that keeps what it is given and misbehaves on request. Nothing outside the folder is touched.
#
#   cups.sh start DIR QUEUE...      server and raw queues; then CUPS_SERVER=DIR/cups.sock
#   cups.sh mode DIR QUEUE MODE     ok | down | media-empty | stop | hold | slow (prints after a second)
#   cups.sh printed DIR QUEUE       the files printed so far, oldest first
#   cups.sh everywhere DIR QUEUE MEDIUM...   a driverless printer (ippeveprinter) and its queue; a medium is
#                                   named by its size (om_label_60x40); what comes is kept in DIR/pages/QUEUE
#   cups.sh stop DIR, cups.sh restart DIR
#
# DIR must be absolute; for `everywhere` the user lp must be able to enter it.
# With OWNER=PID the server ends soon after that process does.
# ERROR_POLICY (retry-job) is the queues' printer-error-policy.
set -eu

die() {
	echo "cups.sh: $*" >&2
	exit 1
}

# The backend: arguments are job, user, title, copies, options and perhaps a file; the exit status
# tells the server what to do with job and queue (1 failed, 3 hold the job, 4 stop the queue).
write_backend() {
	cat >"$dir/bin/backend/capture" <<'BACKEND'
#!/bin/sh
[ $# -gt 0 ] || { echo 'direct capture:/ "Capture" "Capture"'; exit 0; }
paper=${DEVICE_URI#capture:}
mode() { cat "$paper/mode" 2>/dev/null || echo ok; }
case $(mode) in
down)
	echo 'STATE: +offline-report' >&2
	echo 'ERROR: the printer is not there' >&2
	exit 1 ;;
media-empty)
	echo 'STATE: +media-empty-error' >&2
	echo 'INFO: out of paper' >&2
	while [ "$(mode)" = media-empty ]; do sleep 0.05; done ;;
hold) exit 3 ;;
stop) exit 4 ;;
slow) sleep 1 ;;
esac
echo 'STATE: -offline-report,media-empty-error' >&2
if [ $# -ge 6 ]; then cat "$6"; else cat; fi >"$paper/.$1"
mv "$paper/.$1" "$paper/$(printf %06d "$1").bin"
BACKEND
	chmod 700 "$dir/bin/backend/capture" # which makes a root server run it as root: any folder will do
}

write_configuration() {
	user=$(id -un) group=$(id -gn)
	if [ "$(id -u)" = 0 ]; then user=lp group=lp; fi
	cat >"$dir/etc/cups-files.conf" <<CONF
ServerRoot $dir/etc
RequestRoot $dir/spool
TempDir $dir/spool/tmp
CacheDir $dir/cache
StateDir $dir/run
ServerBin $dir/bin
DataDir /usr/share/cups
ErrorLog $dir/log/error
AccessLog $dir/log/access
PageLog $dir/log/page
Sandboxing Relaxed
SystemGroup $(id -gn)
User $user
Group $group
CONF
	cat >"$dir/etc/cupsd.conf" <<CONF
Listen $dir/cups.sock
LogLevel debug
MaxLogSize 0
Browsing Off
WebInterface No
DefaultAuthType None
JobRetryInterval 1
JobRetryLimit 100000
PreserveJobHistory Yes
PreserveJobFiles No
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
}

# Waits up to ten seconds for a command to succeed.
await() {
	tries=200
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.05
	done
}

running() {
	lpstat -r 2>/dev/null | grep -q 'is running'
}

run_server() {
	cupsd=$(PATH=$PATH:/usr/sbin command -v cupsd) || die "cupsd is not installed"
	"$cupsd" -f -c "$dir/etc/cupsd.conf" -s "$dir/etc/cups-files.conf" >"$dir/log/out" 2>&1 </dev/null &
	pid=$!
	echo "$pid" >"$dir/pid"
	[ -z "${OWNER:-}" ] || outlive_nobody "$OWNER" "$pid" >/dev/null 2>&1 </dev/null &
	await running || die "the server does not start, see $dir/log/error"
}

outlive_nobody() {
	while kill -0 "$1" && kill -0 "$2"; do sleep 0.5; done
	kill "$2"
}

start() {
	umask 022
	for i in etc spool/tmp cache run/certs log paper bin/backend; do mkdir -p "$dir/$i"; done
	for i in filter cgi-bin daemon driver monitor notifier; do
		[ ! -d "/usr/lib/cups/$i" ] || ln -sfn "/usr/lib/cups/$i" "$dir/bin/$i"
	done
	write_backend
	write_configuration
	for i; do mkdir -p "$dir/paper/$i"; done
	if [ "$(id -u)" = 0 ]; then chown -R lp:lp "$dir/spool" "$dir/cache" "$dir/run"; fi
	run_server
	lpadmin=$(PATH=$PATH:/usr/sbin command -v lpadmin) || die "lpadmin is not installed"
	for i; do
		"$lpadmin" -p "$i" -E -v "capture:$dir/paper/$i" -m raw \
			-o printer-error-policy="${ERROR_POLICY:-retry-job}" 2>"$dir/log/lpadmin" ||
			die "$(cat "$dir/log/lpadmin")"
	done
}

# What the printer says of itself: so large media, no margins, pages as PDF.
write_printer() {
	names= sizes= between=
	for i; do
		names=$names${names:+,}${i}mm
		i=${i##*_}
		sizes="$sizes$between{
  MEMBER integer x-dimension ${i%x*}00
  MEMBER integer y-dimension ${i#*x}00
}"
		between=,
	done
	cat <<ATTRIBUTES
ATTR keyword media-supported $names
ATTR keyword media-default ${names%%,*}
ATTR keyword media-ready ${names%%,*}
ATTR collection media-size-supported $sizes
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR mimeMediaType document-format-supported application/pdf,image/pwg-raster
ATTR resolution printer-resolution-supported 203dpi
ATTR resolution printer-resolution-default 203dpi
ATTR keyword print-color-mode-supported monochrome
ATTR keyword print-color-mode-default monochrome
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTRIBUTES
}

# ippeveprinter wants a D-Bus, though it announces nothing; it is a private one. The port is any that is free.
everywhere() {
	queue=$1
	shift
	mkdir -p "$dir/pages/$queue"
	for i in ipp http; do ln -sfn "/usr/lib/cups/backend/$i" "$dir/bin/backend/$i"; done
	write_printer "$@" >"$dir/pages/$queue.attrs"
	dbus-daemon --session --nofork --nopidfile --address="unix:path=$dir/bus-$queue" \
		>"$dir/log/bus" 2>&1 </dev/null &
	bus=$!
	await test -S "$dir/bus-$queue" || die "no D-Bus, see $dir/log/bus"
	port=$((20000 + ($$ * 7 + bus) % 30000))
	DBUS_SYSTEM_BUS_ADDRESS=unix:path=$dir/bus-$queue ippeveprinter -r off -n localhost -p "$port" -k \
		-d "$dir/pages/$queue" -a "$dir/pages/$queue.attrs" -c /bin/true "$queue" \
		>"$dir/log/$queue" 2>&1 </dev/null &
	printer=$!
	echo "$bus $printer" >>"$dir/pids"
	if [ -n "${OWNER:-}" ]; then
		outlive_nobody "$OWNER" "$bus" >/dev/null 2>&1 </dev/null &
		outlive_nobody "$OWNER" "$printer" >/dev/null 2>&1 </dev/null &
	fi
	lpadmin=$(PATH=$PATH:/usr/sbin command -v lpadmin) || die "lpadmin is not installed"
	await "$lpadmin" -p "$queue" -E -v "ipp://localhost:$port/ipp/print" -m everywhere ||
		die "no driverless printer, see $dir/log/$queue"
}

# Ends the server that we started, also a stopped one, and waits until it is gone.
stop() {
	pid=$(cat "$dir/pid") || die "no server was started in $dir"
	[ ! -e "$dir/pids" ] || kill $(cat "$dir/pids") 2>/dev/null || true
	kill "$pid" 2>/dev/null || return 0
	kill -CONT "$pid" 2>/dev/null || true
	await gone || kill -KILL "$pid"
}

gone() {
	! kill -0 "$pid" 2>/dev/null
}

[ $# -ge 2 ] || die "usage: cups.sh start|mode|printed|stop DIR ..."
verb=$1 dir=$2
shift 2
export CUPS_SERVER="$dir/cups.sock"
case $verb in
start) start "$@" ;;
restart) run_server ;;
everywhere) everywhere "$@" ;;
mode) echo "$2" >"$dir/paper/$1/.mode" && mv "$dir/paper/$1/.mode" "$dir/paper/$1/mode" ;;
printed) for i in "$dir/paper/$1"/*.bin; do [ ! -e "$i" ] || echo "$i"; done ;;
stop) stop ;;
*) die "$verb is no verb of mine" ;;
esac
