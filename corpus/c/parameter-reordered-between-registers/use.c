#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	double (*call)(double *, double, int) = scale;
	double value = 3;

	return call(&value, 2.0, 2) == 12.0 ? 0 : 1;
}
