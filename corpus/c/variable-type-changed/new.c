#include "new.h"

float zoom = 2;

int zoom_in(void)
{
	return zoom += 1;
}
