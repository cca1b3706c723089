#include "new.h"

double value_of(struct sample s)
{
	return s.value;
}
