#include "old.h"

struct step step_back(struct step step)
{
	step.direction = step.direction == DIRECTION_LEFT ? DIRECTION_RIGHT : DIRECTION_LEFT;
	return step;
}
