struct table {
	int count;
	int values[];
};

extern struct table table;
