#include "old.h"

int main(void)
{
	return code_of(1) == CODE_OK && code_of(0) == CODE_MISSING ? 0 : 1;
}
