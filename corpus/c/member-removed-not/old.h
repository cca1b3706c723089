struct trace {
	int line;
	int column;
	int depth;
};

int parse_digit(char digit);
