#include "new.h"

static volatile int gave_up;

void give_up(int code)
{
	gave_up = code;
}
