#include "old.h"

int main(void)
{
	struct weight w = { 8 };

	return !is_eight(&w);
}
