#include "old.h"

int main(void)
{
	struct cursor *c = 0;

	if (cursor_get(&c))
		return 1;
	return c->row == 4 && c->column == 9 ? 0 : 1;
}
