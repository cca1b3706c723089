#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	const int numbers[] = { 1, 5 };

	return text_length("abcde") == number_at(numbers, 1) ? 0 : 1;
}
