#include "old.h"

struct window {
	struct config config;
	long magic;
};

int main(void)
{
	struct window w = { *config_default(), 1000 };

	return config_volume(&w.config) == 6 ? 0 : 1;
}
