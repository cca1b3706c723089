#include "new.h"

double scale(double x)
{
	/* What the base standard lets it use. */
	__asm__ volatile("movi v20.2d, #0\n\tmovi v21.2d, #0\n\tmovi v22.2d, #0\n\tmovi v23.2d, #0"
			 ::: "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23");
	return x * 2;
}
