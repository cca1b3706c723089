#include "old.h"

int main(void)
{
	struct quotient q = divide(17, 5);

	return q.whole == 3 && q.rest == 2 ? 0 : 1;
}
