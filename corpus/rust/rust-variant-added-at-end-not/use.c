#include <stdint.h>

enum tag { NONE, KEY, MOVE };

struct event {
	enum tag tag;
	union {
		struct { uint32_t code; } key;
		struct { int16_t x; int64_t y; } move;
	};
};

uint64_t second_code(const struct event *events);

int main(void)
{
	struct event events[3] = { { .tag = NONE }, { .tag = KEY, .key = { 7 } }, { .tag = NONE } };

	return second_code(events) != 7;
}
