struct cursor {
	int row;
	int column;
};

int cursor_get(struct cursor **out);
