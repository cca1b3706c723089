struct cursor {
	int row;
	int column;
	int limit;
};

int cursor_get(struct cursor **out);
