#include "old.h"

int main(void)
{
	return post(40, queue_main()) == 42 ? 0 : 1;
}
