#include "old.h"

int main(void)
{
	return text_repeat("ab", 4) == 4 ? 0 : 1;
}
