/* port_open.c - takes a device for us alone. Whatever is hard to test without hardware stands here, behind one
 * function: a pipe or a pseudo terminal in a device's place is opened the same way. */
#include "port_int.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static enum device_state state_of(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return DEVICE_DENIED;
	case EBUSY:
	case EWOULDBLOCK:
		return DEVICE_BUSY;
	case ENOTTY:
	case EINVAL:
	case EISDIR:
		return DEVICE_WRONG;
	default:
		return DEVICE_GONE;
	}
}

static speed_t speed_code(int speed)
{
	switch (speed) {
#define X(bits) case bits: return B##bits;
	DEVICE_SPEEDS(X)
#undef X
	default: return B9600;
	}
}

/* 0, or what went wrong. A pseudo terminal knows no parity, so only the speed is looked at again. */
static int set_up_line(int fd, const struct device_options *o)
{
	struct termios t;

	if (tcgetattr(fd, &t))
		return errno;
	cfmakeraw(&t);
	t.c_cflag &= ~(tcflag_t)(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS);
	t.c_cflag |= CLOCAL | CREAD | (o->bits == 7 ? CS7 : CS8);
	t.c_cflag |= (o->parity == 'n' ? 0u : PARENB) | (o->parity == 'o' ? PARODD : 0u);
	t.c_cflag |= (o->stop == 2 ? CSTOPB : 0u) | (o->flow == 'h' ? CRTSCTS : 0u);
	t.c_iflag |= o->flow == 's' ? IXON | IXOFF : 0u;
	t.c_iflag |= o->parity == 'n' ? 0u : INPCK;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	if (cfsetspeed(&t, speed_code(o->speed)) || tcsetattr(fd, TCSANOW, &t))
		return errno;
	if (tcgetattr(fd, &t))
		return errno;
	if (cfgetospeed(&t) != speed_code(o->speed))
		return EINVAL;
	tcflush(fd, TCIFLUSH); /* what came while nobody listened is about another basket */
	ioctl(fd, TIOCEXCL);   /* not every driver knows it; the lock below is for our own programs */
	return 0;
}

/* Its keys must not reach the console as well. */
static int grab(int fd)
{
	int version;

	if (ioctl(fd, EVIOCGVERSION, &version))
		return errno;
	return ioctl(fd, EVIOCGRAB, 1) ? errno : 0;
}

static int set_up(int fd, const struct port_spec *spec, const struct stat *st)
{
	if (flock(fd, LOCK_EX | LOCK_NB))
		return errno;
	if (S_ISFIFO(st->st_mode))
		return 0;
	if (!S_ISCHR(st->st_mode))
		return ENOTTY;
	return spec->protocol->port == PORT_INPUT ? grab(fd) : set_up_line(fd, &spec->options);
}

int port_open(const struct port_spec *spec, enum device_state *state, const char **detail)
{
	struct stat st;
	int fd, flags = O_NOCTTY | O_CLOEXEC, bad;
	bool writes = spec->kind == DEVICE_DISPLAY;

	if (spec->protocol->port == PORT_NFC)
		return port_start_reader(spec, state, detail);
	*state = DEVICE_GONE;
	*detail = "";
	if (stat(spec->path, &st)) {
		*state = state_of(errno);
		*detail = strerror(errno);
		return -1;
	}
	/* A serial line without O_NONBLOCK would wait for a carrier; a pipe waits for its other end, as a hanging
	 * driver does. */
	if (S_ISFIFO(st.st_mode))
		flags |= writes ? O_WRONLY : O_RDONLY;
	else
		flags |= O_NONBLOCK | (spec->protocol->port == PORT_INPUT ? O_RDONLY : O_RDWR);
	fd = open(spec->path, flags);
	bad = fd < 0 || fstat(fd, &st) ? errno : set_up(fd, spec, &st);
	if (fd >= 0 && !bad) {
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	*state = state_of(bad);
	*detail = strerror(bad);
	return -1;
}
