#include "new.h"

struct pixel pixels[3] = { { 1, 10 }, { 2, 20 }, { 3, 30 } };

int pixel_alpha(int at)
{
	return pixels[at].alpha;
}
