#include "old.h"

int main(void)
{
	int first = fill(4711) == 4711 ? limit() : 0;

	return first == 7 && fill(4711) == 4711 && share() == 7 ? 0 : 1;
}
