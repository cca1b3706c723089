#include "old.h"

int main(void)
{
	struct fault *f = fault_get();

	return f->index == 42 && f->length == 7 ? 0 : 1;
}
