#include "old.h"

int main(void)
{
	struct span span = { 3, 8 };

	return length(&span) == 5 ? 0 : 1;
}
