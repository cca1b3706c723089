#include <string.h>
#include "old.h"

int main(void)
{
	struct request r;

	memset(&r, 0xff, sizeof r);
	r.urgent = 0;
	r.size = 12;
	return request_cost(&r) == 12 ? 0 : 1;
}
