/* port_reader.c - a reader of chip cards: zhanggui-reader in a process of its own below the port's, for libnfc may
 * abort, crash or hang. It dies with the port, and the port with it; the hub begins anew. */
#include "port_int.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/program.h"
#include "device/nfc.h"

#define NOT_THERE 127       /* what a shell says, too, of a program that cannot be run */
#define END_PATIENCE_MS 900 /* less than the hub has with a port */

static pid_t pid;

static void __attribute__((noreturn)) become(const struct port_spec *spec, int socket, pid_t port)
{
	char path[PATH_MAX];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != port)
		_exit(0); /* it died before it could be our end */
	dup2(socket, STDIN_FILENO);
	dup2(socket, STDOUT_FILENO);
	closefrom(STDERR_FILENO + 1);
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	execl(program_path(NFC_HELPER, path), NFC_HELPER, spec->protocol->name, spec->path, NULL);
	_exit(NOT_THERE);
}

int port_start_reader(const struct port_spec *spec, enum device_state *state, const char **detail)
{
	pid_t port = getpid();
	int ends[2];

	*state = DEVICE_GONE;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
		*detail = strerror(errno);
		return -1;
	}
	pid = fork();
	if (pid == 0)
		become(spec, ends[1], port);
	close(ends[1]);
	*detail = strerror(errno);
	if (pid < 0) {
		close(ends[0]);
		return -1;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	return ends[0];
}

enum device_state port_reader_end(const char **detail)
{
	static char why[40];
	int status = 0, left_ms = END_PATIENCE_MS;
	pid_t over;

	while ((over = waitpid(pid, &status, WNOHANG)) == 0 && left_ms-- > 0)
		poll(NULL, 0, 1);
	if (over != pid)
		snprintf(why, sizeof why, "it closed its output"); /* it is killed when we leave */
	else if (WIFSIGNALED(status))
		snprintf(why, sizeof why, "signal %d", WTERMSIG(status));
	else
		snprintf(why, sizeof why, "exit %d", WEXITSTATUS(status));
	*detail = why;
	return over == pid && WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE ? DEVICE_NO_HELPER : DEVICE_GONE;
}
