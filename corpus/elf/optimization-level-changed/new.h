struct matrix {
	int rows;
	int columns;
	const int *values;
};
int matrix_trace(const struct matrix *m);
int matrix_at(const struct matrix *m, int row, int column);
