/* consent.c - see consent.h. */
#include "model/member/consent.h"

#include <stddef.h>

const char *const consent_channel_name[CONSENT_CHANNELS] = { "none", [CONSENT_SMS] = "sms", [CONSENT_CALL] = "call",
	[CONSENT_EMAIL] = "email", [CONSENT_POST] = "post", [CONSENT_WECHAT] = "wechat" };

const char *const consent_purpose_name[CONSENT_PURPOSES] = { "none", [CONSENT_OFFERS] = "offers",
	[CONSENT_NOTICES] = "notices", [CONSENT_SURVEYS] = "surveys" };

const char *const consent_source_name[CONSENT_SOURCES] = { "none", [CONSENT_AT_DESK] = "desk",
	[CONSENT_ON_PAPER] = "paper", [CONSENT_BY_PHONE] = "phone", [CONSENT_BY_MESSAGE] = "message",
	[CONSENT_ONLINE] = "online" };

const struct consent *consent_last(const struct consent *list, int n, enum consent_channel channel,
	enum consent_purpose purpose)
{
	const struct consent *last = NULL;

	for (int i = 0; i < n; i++)
		if (list[i].channel == channel && list[i].purpose == purpose)
			last = &list[i];
	return last;
}
