#include "old.h"

int main(void)
{
	struct address a = { 2, { 0 } };

	return connect_to(&a) ? 0 : 1;
}
