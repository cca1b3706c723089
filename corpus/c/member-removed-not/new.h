struct trace {
	int line;
	int depth;
};

int parse_digit(char digit);
