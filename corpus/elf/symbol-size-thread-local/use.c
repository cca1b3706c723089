#include "old.h"

extern __thread int gamma_last[4];

int main(void)
{
	gamma_last[1] = 6;
	return gauge_read(2) == gamma_last[1] ? 0 : 1;
}
