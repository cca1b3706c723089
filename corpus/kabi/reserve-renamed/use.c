#include "old.h"

int main(void)
{
	struct area *a = area_get();

	return a->port == 7 && a->state == 42 ? 0 : 1;
}
