union scalar {
	int whole;
	int fraction;
};

struct column {
	int index;
	union scalar value;
};

int column_value(const struct column *column);
