#include "old.h"

static struct {
	char align[16];
	float first;
	struct quad from;
	struct quad to;
} box __attribute__((aligned(16)));

int main(void)
{
	box.from.lane[3] = 2.5f;
	quad_copy(&box.to, &box.from);
	return box.to.lane[3] == 2.5f ? 0 : 1;
}
