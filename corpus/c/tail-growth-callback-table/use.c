#include "old.h"

static int my_open(int mode)
{
	return mode;
}

static int my_close(void)
{
	return 2;
}

static int unrelated(void)
{
	return 100;
}

static struct {
	struct codec_ops ops;
	int (*hook)(void);
} driver = { { my_open, my_close }, unrelated };

int main(void)
{
	return codec_run(&driver.ops) == 3 ? 0 : 1;
}
