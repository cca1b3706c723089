#include "old.h"

int main(void)
{
	return link_get()->count == 4 ? 0 : 1;
}
