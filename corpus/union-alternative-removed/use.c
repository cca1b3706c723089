#include "old.h"

int main(void)
{
	union state s = { .table = { 0, 0 } };

	return state_use(&s) == 1 && state_use(&s) == 2 ? 0 : 1;
}
