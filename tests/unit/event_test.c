/* event_test.c - the event queue keeps order, refuses when full and loses nothing. */
#include "base/event.h"
#include "base/utf8.h"
#include "../t.h"

static struct event got;

TEST(events_come_out_as_they_went_in)
{
	struct event_queue q;

	event_queue_init(&q);
	CHECK(!event_take(&q, &got));
	CHECK(event_put(&q, EVENT_KEY, 0x4E00, NULL));
	CHECK(event_put(&q, EVENT_SCAN, 0, "6901234567892"));
	CHECK(event_take(&q, &got));
	CHECK_INT(got.kind, EVENT_KEY);
	CHECK_INT(got.code, 0x4E00);
	CHECK_STR(got.text, "");
	CHECK(event_take(&q, &got));
	CHECK_INT(got.kind, EVENT_SCAN);
	CHECK_STR(got.text, "6901234567892");
	CHECK(got.at_ms > 0);
	CHECK(!event_take(&q, &got));
	event_queue_release(&q);
}

TEST(nothing_of_an_event_stays_behind)
{
	struct event_queue q;

	event_queue_init(&q);
	CHECK(event_put(&q, EVENT_KEY, '7', NULL));
	CHECK(event_put(&q, EVENT_CARD, 0, "0412345678"));
	CHECK(event_take(&q, &got) && event_take(&q, &got));
	CHECK_INT(q.ring[0].code, 0);
	for (size_t i = 0; i < EVENT_TEXT_MAX; i++)
		CHECK_INT(q.ring[1].text[i], 0);
	event_queue_release(&q);
}

TEST(a_full_queue_refuses_and_keeps_what_it_has)
{
	struct event_queue q;
	int i;

	event_queue_init(&q);
	for (i = 0; i < EVENT_QUEUE_MAX; i++)
		CHECK(event_put(&q, EVENT_KEY, i, NULL));
	CHECK(!event_put(&q, EVENT_SCAN, 0, "one too many"));
	CHECK(event_take(&q, &got));
	CHECK_INT(got.code, 0);
	CHECK(event_put(&q, EVENT_KEY, EVENT_QUEUE_MAX, NULL));
	CHECK(!event_put(&q, EVENT_KEY, -1, NULL));
	for (i = 1; i <= EVENT_QUEUE_MAX; i++) {
		CHECK(event_take(&q, &got));
		CHECK_INT(got.code, i);
	}
	CHECK(!event_take(&q, &got));
	event_queue_release(&q);
}

TEST(order_holds_round_and_round_the_ring)
{
	struct event_queue q;
	int32_t in = 0, out = 0;
	int i;

	event_queue_init(&q);
	for (i = 0; i < 20000; i++) {
		if (t_rand(2) || q.count == 0) {
			if (event_put(&q, EVENT_KEY, in, NULL))
				in++;
			else
				CHECK_INT(in - out, EVENT_QUEUE_MAX);
		} else {
			CHECK(event_take(&q, &got));
			CHECK_INT(got.code, out++);
		}
	}
	event_queue_release(&q);
}

TEST(long_text_is_cut_at_a_character)
{
	char text[EVENT_TEXT_MAX * 3];
	struct event_queue q;
	int lead;

	event_queue_init(&q);
	for (lead = 0; lead < 3; lead++) {
		size_t n = 0;

		while (n < (size_t)lead)
			text[n++] = 'x';
		while (n + 4 < sizeof text) {
			memcpy(text + n, "柜", 3);
			n += 3;
		}
		text[n] = '\0';
		CHECK(event_put(&q, EVENT_PASTE, 0, text));
		CHECK(event_take(&q, &got));
		CHECK_INT(strlen(got.text), (EVENT_TEXT_MAX - 1 - lead) / 3 * 3 + lead);
		CHECK(utf8_valid(got.text, strlen(got.text)));
	}
	memset(text, 'y', sizeof text);
	text[EVENT_TEXT_MAX - 1] = '\0';
	CHECK(event_put(&q, EVENT_PASTE, 0, text));
	CHECK(event_take(&q, &got));
	CHECK_STR(got.text, text);
	event_queue_release(&q);
}

T_MAIN
