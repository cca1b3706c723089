#include "new.h"

static char text[] = "hello";

message_t message_get(void)
{
	return text;
}

int message_initial(message_t message)
{
	return message[0];
}
