struct row {
	int count;
	int cells[];
};

void row_clear(struct row *row);
