#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	const int values[] = { 1, 2, 3, 4 };
	struct matrix m = { 2, 2, values };

	return matrix_trace(&m) == 5 ? 0 : 1;
}
