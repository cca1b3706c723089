#include "old.h"

_Alignas(64) float samples[8] = { 1, 2, 3, 4 };

float sample_sum(void)
{
	return samples[0] + samples[1] + samples[2] + samples[3];
}
