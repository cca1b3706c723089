union number {
	int whole;
	float real;
};

struct cell {
	int kind;
	union number number;
};

const struct cell *cell_get(void);
