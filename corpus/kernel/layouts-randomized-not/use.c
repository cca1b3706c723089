#include "old.h"

int main(void)
{
	struct cred cred = { .uid = 3, .gid = 4 };

	return cred_uid(&cred) == 3 ? 0 : 1;
}
