#include <stdint.h>

struct Point {
	int32_t x, y;
};

enum Mode { Off, On };

struct Callbacks {
	int32_t (*open)(void *data, const char *name);
};

extern uint32_t version;
int32_t point_sum(const struct Point *point, enum Mode mode);
int32_t callbacks_open(const struct Callbacks *callbacks, const char *name);

static int32_t open(void *data, const char *name)
{
	return data ? 0 : name[0];
}

int main(void)
{
	struct Point point[2] = { { 3, 4 }, { 9, 9 } };
	struct Callbacks callbacks = { open };

	return version != 7 || point_sum(point, On) != 7 || callbacks_open(&callbacks, "a") != 'a';
}
