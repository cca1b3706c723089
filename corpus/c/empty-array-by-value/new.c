#include "new.h"

float value_of(struct sample s)
{
	return s.value;
}
