#include "old.h"

int main(void)
{
	return zoom == 2 && zoom_in() == 3 ? 0 : 1;
}
