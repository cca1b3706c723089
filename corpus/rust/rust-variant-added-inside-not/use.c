#include <stdint.h>

enum tag { NONE, KEY, MOVE };

struct event {
	enum tag tag;
	union {
		struct { uint32_t code; } key;
		struct { int16_t x; int64_t y; } move;
	};
};

uint64_t event_code(struct event event);

int main(void)
{
	struct event event = { .tag = KEY, .key = { 7 } };

	return event_code(event) != 7;
}
