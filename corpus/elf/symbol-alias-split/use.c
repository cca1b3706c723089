#include "old.h"

int main(void)
{
	return ticket_next() == 1 && ticket_take() == 2 ? 0 : 1;
}
