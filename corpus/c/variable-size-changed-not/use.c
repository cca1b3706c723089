#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return primes.count == 3 && primes.values[2] % 2 == 1 ? 0 : 1;
}
