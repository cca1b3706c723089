#include "old.h"

int main(void)
{
	struct request *r = request_get();

	return r->id == 7 && r->state == 42 ? 0 : 1;
}
