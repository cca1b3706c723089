#include <stdint.h>

struct event {
	uint8_t tag;
	union {
		struct { uint32_t code; } key;
		struct { int16_t x; int64_t y; } move;
	};
};

uint64_t event_code(struct event event);

int main(void)
{
	struct event event = { .tag = 1, .key = { 7 } };

	return event_code(event) != 7;
}
