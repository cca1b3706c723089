#include <stdbool.h>

struct flags {
	bool on : 1;
	unsigned char mode : 3;
	unsigned int level;
};

int flags_mode(struct flags *f);
