struct board {
	char fields[3][3];
};
int board_at(const struct board *b, int row, int column);
