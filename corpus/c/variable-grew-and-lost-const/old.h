struct table {
	int count;
	int values[];
};

extern const struct table table;
