#include "old.h"

int main(void)
{
	union {
		struct file_info info;
		char room[64];
	} u = { { 0 } };

	file_stat(&u.info);
	return u.info.mode == 0644 && u.info.size == 4096 && u.info.links == 2 ? 0 : 1;
}
