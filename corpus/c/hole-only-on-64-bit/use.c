#include "old.h"

int main(void)
{
	struct buffer b = { .length = 3, .bytes = "xyz" };

	return buffer_last(&b) == 'z' ? 0 : 1;
}
