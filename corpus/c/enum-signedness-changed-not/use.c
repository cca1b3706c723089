#include "old.h"

int main(void)
{
	return result_of(3) == RESULT_OK && result_of(-3) == RESULT_FAILED ? 0 : 1;
}
