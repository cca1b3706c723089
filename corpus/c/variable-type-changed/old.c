#include "old.h"

int zoom = 2;

int zoom_in(void)
{
	return zoom += 1;
}
