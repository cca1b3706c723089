#include "old.h"

int main(void)
{
	return window_open()->distances[1] == 7 ? 0 : 1;
}
