#include <stdint.h>

struct header {
	uint8_t kind;
	uint32_t length;
};

uint32_t header_length(const struct header *header);

int main(void)
{
	struct header header = { 1, 7 };

	return header_length(&header) != 7;
}
