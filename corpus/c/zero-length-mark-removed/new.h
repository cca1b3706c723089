struct packet {
	int length;
	int kind;
};

int kind_of(const struct packet *p);
