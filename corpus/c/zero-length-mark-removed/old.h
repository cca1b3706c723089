struct packet {
	int length;
	int headers_start[0];
	int kind;
};

int kind_of(const struct packet *p);
