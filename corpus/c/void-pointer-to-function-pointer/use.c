#include "old.h"

static int value = 5;

int main(void)
{
	return set_cookie(&value) == 1 ? 0 : 1;
}
