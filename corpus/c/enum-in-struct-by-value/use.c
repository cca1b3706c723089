#include "old.h"

int main(void)
{
	struct step s = step_back((struct step){ DIRECTION_LEFT, 3 });

	return s.direction == DIRECTION_RIGHT && s.length == 3 ? 0 : 1;
}
