#include "old.h"

int font_size(int points)
{
	return points;
}

int font_scale(int points)
{
	return points * 2;
}
