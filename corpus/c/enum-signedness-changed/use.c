#include "old.h"

int main(void)
{
	long long sum = 0;

	for (int book = 1; book <= 3; book++)
		sum += rating_of(book);
	return sum <= 2 ? 0 : 1;
}
