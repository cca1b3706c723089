#include "old.h"

int main(void)
{
	int lengths[2] = { 5, 6 };

	return measure(3, &lengths[0]) || lengths[0] != 3 || lengths[1] != 6;
}
