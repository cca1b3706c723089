#include "old.h"

static struct sample sample;

struct sample *sample_read(void)
{
	sample.value = 1.5;
	return &sample;
}
