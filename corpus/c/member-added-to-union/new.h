union number {
	int whole;
	float real;
	unsigned int bits;
};

struct cell {
	int kind;
	union number number;
};

const struct cell *cell_get(void);
