#include "old.h"

int main(void)
{
	struct price p = { 2.0DF };

	return !(is_eight(8.0DD) && is_two(&p));
}
