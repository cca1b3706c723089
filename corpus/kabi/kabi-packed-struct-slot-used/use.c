#include "old.h"

int main(void)
{
	struct header h = { 1, 0, 42 };

	return header_end(&h) == 42 ? 0 : 1;
}
