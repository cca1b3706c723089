#include "old.h"

score_t score_better(score_t a, score_t b)
{
	return a > b ? a : b;
}
