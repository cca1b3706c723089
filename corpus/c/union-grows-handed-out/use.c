#include "old.h"

int main(void)
{
	return token_next()->number == 41 ? 0 : 1;
}
