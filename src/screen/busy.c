/* busy.c - a write that waits for its turn says so after a while, and keys typed meanwhile are kept.
 * The till is in the middle of an act: only the message line is drawn, its state is not read. */
#include "screen_int.h"

#include <stdio.h>

#include "base/tr.h"

void busy_waits(void *ctx, int64_t waited_ms, int terminal, int pid)
{
	struct ui *ui = ctx;
	char text[160];

	term_read(&ui->queue);
	if (waited_ms < BUSY_SHOWN_MS || !ui->message_cols)
		return;
	if (terminal > 0)
		snprintf(text, sizeof text, _("Waiting for terminal %d, %d seconds so far"),
			terminal, (int)(waited_ms / 1000));
	else
		snprintf(text, sizeof text,
			_("Waiting for the store (process %d), %d seconds so far"), pid,
			(int)(waited_ms / 1000));
	draw_note(ui->message_y, 0, ui->message_cols, STYLE_WARNING, text);
	term_flush();
	screen_dirty(screens_top(ui->stack));
}
