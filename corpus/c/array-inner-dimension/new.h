struct board {
	char fields[3][4];
};
int board_at(const struct board *b, int row, int column);
