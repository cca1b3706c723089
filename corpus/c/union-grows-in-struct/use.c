#include "old.h"

int main(void)
{
	struct message *m = message_receive();

	return m->payload.number == 55 && m->sender == 17 ? 0 : 1;
}
