#include "old.h"

int main(void)
{
	return find(1) == (void *)-1L ? 0 : 1;
}
