#include "old.h"

int main(void)
{
	give_up(0);
	return 1;
}
