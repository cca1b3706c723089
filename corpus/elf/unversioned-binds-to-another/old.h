struct shape {
	int kind;
	long area;
};

long area(struct shape *s);
