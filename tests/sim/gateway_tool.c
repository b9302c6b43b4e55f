/* gateway_tool.c - a payment provider's program that pretends (gateway.h), to look at and to write connectors by:
 *   gateway_tool SOCKET take|refuse|lose|mute|slow|keep|late
 * and `zhanggui setting set pay.gateway SOCKET`. It ends when its standard input does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway.h"

static int mode_of(const char *word)
{
	static const struct { const char *word; enum gw_mode mode; } modes[] = { { "take", GW_TAKE },
		{ "refuse", GW_REFUSE }, { "lose", GW_LOSE }, { "mute", GW_MUTE }, { "slow", GW_SLOW },
		{ "keep", GW_KEEP }, { "late", GW_LATE } };

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (strcmp(word, modes[i].word) == 0)
			return (int)modes[i].mode;
	return -1;
}

int main(int argc, char **argv)
{
	struct gateway *g;
	char byte;
	int fd, mode = argc == 3 ? mode_of(argv[2]) : -1;
	pid_t pid;

	if (mode < 0) {
		fprintf(stderr, "usage: gateway_tool SOCKET take|refuse|lose|mute|slow|keep|late\n");
		return 2;
	}
	g = gw_open(argv[1], &fd);
	g->mode = mode;
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		gw_run(g, fd);
	}
	close(fd);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	g->pid = pid;
	for (int i = 0; i < g->count; i++) {
		static const char *const words[] = { "open", "taken", "refused", "reversed" };
		const char *code = g->list[i].code;

		printf("%s %lld %s\n", words[g->list[i].state], (long long)g->list[i].amount_minor, *code ? code : "-");
	}
	gw_end(g);
	return 0;
}
