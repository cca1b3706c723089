#include "old.h"

int main(void)
{
	return scale(2) != 4;
}
