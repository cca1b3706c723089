struct scalar {
	int whole;
	int fraction;
};

struct column {
	int index;
	struct scalar value;
};

int column_value(const struct column *column);
