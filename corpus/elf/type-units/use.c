#include "old.h"

int main(void)
{
	struct spring springs[2] = { { 1, 30 }, { 2, 40 } };

	return spring_length(&springs[0]) == 30 ? 0 : 1;
}
