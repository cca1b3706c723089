#include "new.h"

float sum(struct row row)
{
	return row.lane[0] + row.lane[3];
}

void scale(struct matrix *matrix)
{
	matrix->cells *= 2;
}
