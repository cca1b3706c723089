struct row {
	int count;
	int cells[16];
};

void row_clear(struct row *row);
