#include <stdint.h>

struct Point {
	int32_t x, y;
};

enum Mode { Off, On };

struct Callbacks {
	int32_t (*open)(void *data, const char *name);
};

uint32_t version = 7;

int32_t point_sum(const struct Point *point, enum Mode mode)
{
	return mode == On ? point->x + point->y : 0;
}

int32_t callbacks_open(const struct Callbacks *callbacks, const char *name)
{
	return callbacks->open ? callbacks->open(0, name) : -1;
}
