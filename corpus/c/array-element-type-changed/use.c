#include "old.h"

int main(void)
{
	return weights[2] == 3 ? 0 : 1;
}
