#include "old.h"

float ratio = 1.5;
double exact_ratio = 1.5;

float ratio_float(void)
{
	return ratio;
}
