#include "old.h"

int matrix_at(const struct matrix *m, int row, int column)
{
	return m->values[row * m->columns + column];
}

int matrix_trace(const struct matrix *m)
{
	int sum = 0;

	for (int i = 0; i < m->rows; i++)
		sum += matrix_at(m, i, i);
	return sum;
}
