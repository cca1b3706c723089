struct grid {
	int cells[6];
	int sum;
};

int cell(const struct grid *g, int row, int column);
