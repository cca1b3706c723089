struct cell {
	int row;
	int column;
};
int cell_index(const struct cell *c);
