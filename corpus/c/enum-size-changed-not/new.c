#include "new.h"

static struct mail mail;

struct mail *mail_first(void)
{
	mail.read = 1;
	mail.priority = PRIORITY_HIGH;
	mail.folder = 10;
	return &mail;
}
