#include "old.h"

static float level;

static void write_one(struct sample s)
{
	level = s.level;
}

int main(void)
{
	struct sink_ops ops = { write_one };

	sink_run(&ops);
	return level == 2.5f ? 0 : 1;
}
