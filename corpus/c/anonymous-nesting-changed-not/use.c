#include "old.h"

int main(void)
{
	struct view *v = view_get();

	return v->x == 20 && v->y == 30 ? 0 : 1;
}
